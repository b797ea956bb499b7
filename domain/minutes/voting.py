"""What the minutes say of votes, of rulings and of what was irregular."""

from collections.abc import Mapping

from domain.irregularities import IrregularityRecorded
from domain.messages import Event
from domain.minutes.words import because, listed
from domain.plenary_session import decisions
from domain.rulings import RulingGiven
from domain.vote import announcement, ballots, closing, correction, opening, roll_call


def of_vote(event: Event, names: Mapping[str, str]) -> str | None:
    """Return the sentence of an event of a vote, or of the chair's rulings; None of others."""
    return _voted(event, names) or _recorded(event)


def _voted(event: Event, names: Mapping[str, str]) -> str | None:
    match event:
        case opening.VoteOpened():
            about = f" on {event.about}" if event.about else ""
            method = f", by {event.method.replace('-', ' ')}" if event.method else ""
            return f"Put to the vote{about}{method}: {event.question}"
        case ballots.ConsensusObjectionRaised():
            who = names.get(event.parliament, event.parliament)
            return f"{who} objected{because(event.grounds)}"
        case roll_call.RollCallDemanded():
            return f"A roll call was demanded by {_who(event)}."
        case closing.VoteClosed():
            missing = f" It depends on {listed(event.missing, {})}." if event.missing else ""
            return f"The vote was closed: {event.arithmetic}.{missing}"
        case announcement.ResultAnnounced():
            return f"The chair announced: {event.outcome} ({event.arithmetic})."
        case announcement.ResultAnomalyFlagged():
            told = f"Announced {event.announced}, computed {event.computed}"
            return f"{told}: both stay on record ({event.arithmetic})."
        case correction.VoteVoided():
            return f"The vote was declared void{because(event.grounds)}"
        case correction.VotePostponed():
            return f"The vote was put off{because(event.grounds)}"
        case correction.VoteCorrectionNoted():
            who = names.get(event.parliament, event.parliament)
            return f"{who} had meant {event.intended}{because(event.note)}"
        case _:
            return None


def _who(event: roll_call.RollCallDemanded) -> str:
    if event.group is not None:
        return f"the group {event.group}"
    number = len(event.supporters)
    return "one voter" if number == 1 else f"{number} voters"


def _recorded(event: Event) -> str | None:
    match event:
        case decisions.VoteCalled():
            return f"{event.vote} was called: {event.question}"
        case decisions.VoteSettled():
            return f"{event.vote} ended: {event.outcome}."
        case decisions.VotePutOff():
            return f"{event.vote} was put off: the question may be put again."
        case RulingGiven():
            told = f"The chair ruled on {event.parameter}: {event.value}"
            return f"{told}{because(event.grounds)}"
        case IrregularityRecorded():
            return f"Irregular, and accepted with a reason: {event.breach}{because(event.reason)}"
        case _:
            return None
