"""What the minutes say of the course of a plenary session, of who was there and who presided."""

from collections.abc import Mapping

from domain.messages import Event
from domain.minutes.words import because, listed
from domain.plenary_session import (
    attendance,
    chairmanship,
    changes,
    closing,
    convocation,
    council,
    credentials,
    outcome,
    planning,
    presiding,
    sitting,
    substitutes,
)


def of_session(event: Event, names: Mapping[str, str]) -> str | None:
    """Return the sentence of an event of the course, the chair or the presence; None of others."""
    found = _planned(event, names) or _presided(event, names) or _sat(event, names)
    return found or _sent(event, names)


def _planned(event: Event, names: Mapping[str, str]) -> str | None:
    match event:
        case planning.PlenarySessionPlanned():
            days = f"{event.first_day} to {event.last_day}"
            return f"Plenary session {event.number} was planned for {days} in {event.city}."
        case planning.HostConfirmed():
            return f"{names.get(event.host, event.host)} agreed to hold it."
        case changes.PlenarySessionPostponed(first_day=None):
            return f"It was put off to days not yet known{because(event.grounds)}"
        case changes.PlenarySessionPostponed():
            return f"It was put off to {event.first_day}{because(event.grounds)}"
        case changes.PlenarySessionRelocated():
            return f"It was moved to {event.city}{because(event.grounds)}"
        case changes.PlenarySessionMovedOnline():
            return f"It was moved to a video link{because(event.grounds)}"
        case convocation.PlenarySessionConvened():
            return "The plenary session was convened."
        case convocation.InvitationSent():
            return f"{names.get(event.parliament, event.parliament)} was invited."
        case council.CouncilMeetingOpened():
            return "The Council met."
        case _:
            return None


def _presided(event: Event, names: Mapping[str, str]) -> str | None:
    match event:
        case chairmanship.ChairmanshipTransferred():
            by = because(event.decision)
            to = names.get(event.to, event.to)
            return f"The chair was handed over to {event.official_name} of {to}{by}"
        case presiding.SittingEntrusted():
            of = names.get(event.parliament, event.parliament)
            return f"The chair let {event.to} of {of} preside sitting {event.sitting}."
        case presiding.SittingTakenBack():
            return f"The chair took sitting {event.sitting} back from {event.to}."
        case _:
            return None


def _sat(event: Event, names: Mapping[str, str]) -> str | None:
    match event:
        case sitting.PlenarySessionOpened():
            there = f"{event.present} of {event.members} member parliaments present"
            return f"The chair opened the plenary session, {there}."
        case sitting.SittingOpened():
            there = f"{event.present} of {event.members} member parliaments present"
            return f"The chair opened sitting {event.sitting}, {there}."
        case sitting.SittingSuspended():
            return f"The sitting was suspended{because(event.grounds)}"
        case sitting.SittingResumed():
            return "The sitting was resumed."
        case sitting.SittingClosed():
            return f"The chair closed sitting {event.sitting}."
        case closing.PlenarySessionClosed():
            return "The chair closed the plenary session."
        case outcome.NextHostAnnounced():
            year = f" in {event.year}" if event.year else ""
            return f"The next plenary session meets in {names.get(event.host, event.host)}{year}."
        case _:
            return None


def _sent(event: Event, names: Mapping[str, str]) -> str | None:
    match event:
        case attendance.AttendanceSigned():
            return _present(event, names)
        case credentials.CredentialsSubmitted():
            who, seats = names.get(event.parliament, event.parliament), len(event.delegates)
            return f"{who} submitted the credentials of {seats} delegates."
        case credentials.CredentialsAccepted():
            who = names.get(event.parliament, event.parliament)
            return f"The credentials of {who} were accepted{because(event.decision)}"
        case credentials.CredentialsChallenged():
            who, by = listed([event.parliament], names), listed([event.challenged_by], names)
            grounds = because(event.grounds)
            return f"{by} challenged the credentials of {who} on {event.kind} grounds{grounds}"
        case credentials.CredentialsRefused():
            who = names.get(event.parliament, event.parliament)
            return f"The credentials of {who} were refused{because(event.decision)}"
        case substitutes.SubstituteDesignated():
            who = names.get(event.parliament, event.parliament)
            return f"For {who}, {event.substitute} sits in the place of {event.absent}."
        case substitutes.SubstitutionEnded():
            return f"{event.absent} sits again."
        case _:
            return None


def _present(event: attendance.AttendanceSigned, names: Mapping[str, str]) -> str:
    said = [f"Present: {listed(event.members, names)}"]
    if event.observers:
        said.append(f"observers: {listed(event.observers, names)}")
    if event.guests:
        said.append(f"guests: {listed(event.guests, names)}")
    if event.persons:
        said.append(f"{len(event.persons)} delegates signed")
    return f"{'; '.join(said)}."
