"""Attendance: which parliaments, and which delegates, are present; by their membership that day."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly, Membership
from domain.messages import Command, Event, Key
from domain.occurred import instant_of
from domain.plenary_session.presence import Timed, latest, moment_of, seen
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity

ATTENDED = frozenset(
    {Stage.ORDER_OF_BUSINESS_CLEARED, Stage.CHAIR_TRANSFERRED, Stage.OPEN, Stage.SUSPENDED}
)


class RecordAttendance(Command):
    """The Secretariat takes the attendance register as it now stands, all parliaments present.

    `persons` are the delegates who have signed, where the register is signed by persons.
    """

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RecordAttendance"] = "RecordAttendance"
    present: tuple[Key, ...] = Field(min_length=1)
    persons: tuple[Key, ...] = ()


class AttendanceSigned(Timed):
    """These parliaments are present, by their membership on the day."""

    type: Literal["AttendanceSigned"] = "AttendanceSigned"
    members: tuple[Key, ...]
    observers: tuple[Key, ...] = ()
    guests: tuple[Key, ...] = ()
    persons: tuple[Key, ...] = ()


class RecordArrival(Command):
    """A delegation comes after the register was taken, or one of its delegates does."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RecordArrival"] = "RecordArrival"
    parliament: Key
    persons: tuple[Key, ...] = ()


class RecordDeparture(Command):
    """A delegation leaves; if persons are named only they leave."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RecordDeparture"] = "RecordDeparture"
    parliament: Key
    persons: tuple[Key, ...] = ()


def attend(
    command: RecordAttendance, plenary: PlenarySession, acting: Acting, record: Record
) -> Sequence[Event] | Refusal:
    """Sort those present by the membership they have on the day."""
    if plenary.stage not in ATTENDED:
        return not_in_order("attendance is signed between the order of business and the closing")
    return _sorted(set(command.present), set(command.persons), plenary, acting, record)


def arrive(
    command: RecordArrival, plenary: PlenarySession, acting: Acting, record: Record
) -> Sequence[Event] | Refusal:
    """Add a delegation to those present; one that is there may bring delegates more."""
    if (refusal := _not_taken(plenary)) is not None:
        return refusal
    there = _there(plenary)
    if command.parliament in there and not set(command.persons) - set(plenary.persons):
        return Refusal(code="already-done", sentence=f"{command.parliament} is present")
    persons = {*plenary.persons, *command.persons}
    return _sorted({*there, command.parliament}, persons, plenary, acting, record)


def depart(
    command: RecordDeparture, plenary: PlenarySession, acting: Acting, record: Record
) -> Sequence[Event] | Refusal:
    """Take a delegation, or delegates of it, from those present."""
    if (refusal := _not_taken(plenary)) is not None:
        return refusal
    there = _there(plenary)
    if command.parliament not in there or not set(command.persons) <= set(plenary.persons):
        return not_in_order(f"{command.parliament} is not present, or not in these persons")
    leaving = set(command.persons) or _delegates_of({command.parliament}, plenary)
    staying = there if command.persons else there - {command.parliament}
    return _sorted(staying, set(plenary.persons) - leaving, plenary, acting, record)


def _not_taken(plenary: PlenarySession) -> Refusal | None:
    if plenary.stage in ATTENDED and plenary.present is not None:
        return None
    return not_in_order("the attendance register has not been taken; record the attendance first")


def _there(plenary: PlenarySession) -> set[str]:
    return {*(plenary.present or ()), *plenary.observers, *plenary.guests}


def _sorted(
    there: set[str], persons: set[str], plenary: PlenarySession, acting: Acting, record: Record
) -> Sequence[Event] | Refusal:
    known, at = latest(plenary.presence), moment_of(acting)
    if known is not None and "T" in at and instant_of(at) < instant_of(known):
        return Refusal(
            code="out-of-time-order",
            sentence=f"{at} is before {known}, when the attendance was last told; "
            "acts follow each other in time",
        )
    assembly = record.case(STREAM, Assembly)
    kinds = {kind: assembly.of_kind(kind, acting.on) for kind in Membership}
    invited = {*kinds[Membership.GUEST], *kinds[Membership.CANDIDATE], *plenary.invited}
    members, observers = kinds[Membership.MEMBER], kinds[Membership.OBSERVER]
    guests = tuple(key for key in sorted(there) if key not in {*members, *observers})
    if unknown := [key for key in guests if key not in invited]:
        return not_in_order(
            f"on {acting.on} {', '.join(unknown)} is neither member nor observer nor invited"
        )
    if strangers := sorted(persons - _delegates_of(there, plenary)):
        return not_in_order(
            f"{', '.join(strangers)} is in no delegation that is present; submit its credentials"
        )
    return [
        AttendanceSigned(
            members=tuple(key for key in sorted(there) if key in members),
            observers=tuple(key for key in sorted(there) if key in observers),
            guests=guests,
            persons=tuple(sorted(persons)),
            at=at,
        )
    ]


def _delegates_of(parliaments: set[str], plenary: PlenarySession) -> set[str]:
    sent = (each for each in plenary.credentials.values() if each.parliament in parliaments)
    return {delegate.subject for each in sent for delegate in each.delegates}


def attended(plenary: PlenarySession, event: AttendanceSigned) -> PlenarySession:
    """Take the attendance as it now stands; who came and who went is known by it."""
    there = {*event.members, *event.observers, *event.guests}
    at = event.moment
    return replace(
        plenary,
        present=event.members,
        observers=event.observers,
        guests=event.guests,
        persons=event.persons,
        presence=seen(plenary.presence, there, at),
        persons_presence=seen(plenary.persons_presence, event.persons, at),
    )
