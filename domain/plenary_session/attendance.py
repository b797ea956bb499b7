"""Attendance: which parliaments are present, by the membership they have on the day."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly, Membership
from domain.messages import Command, Dated, Event, Key
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.stages import Stage
from domain.submission import Capacity

ATTENDED = frozenset(
    {Stage.ORDER_OF_BUSINESS_CLEARED, Stage.CHAIR_TRANSFERRED, Stage.OPEN, Stage.SUSPENDED}
)


class RecordAttendance(Command):
    """The Secretariat takes the attendance register as it now stands, all parliaments present."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RecordAttendance"] = "RecordAttendance"
    present: tuple[Key, ...] = Field(min_length=1)


class AttendanceSigned(Dated):
    """These parliaments are present, by their membership on the day."""

    type: Literal["AttendanceSigned"] = "AttendanceSigned"
    members: tuple[Key, ...]
    observers: tuple[Key, ...] = ()
    guests: tuple[Key, ...] = ()


def attend(
    command: RecordAttendance, plenary: PlenarySession, acting: Acting, record: Record
) -> Sequence[Event] | Refusal:
    """Sort those present by the membership they have on the day."""
    if plenary.stage not in ATTENDED:
        return not_in_order("attendance is signed between the order of business and the closing")
    assembly = record.case(STREAM, Assembly)
    kinds = {kind: assembly.of_kind(kind, acting.on) for kind in Membership}
    invited = {*kinds[Membership.GUEST], *kinds[Membership.CANDIDATE], *plenary.invited}
    present = sorted(set(command.present))
    members, observers = kinds[Membership.MEMBER], kinds[Membership.OBSERVER]
    guests = [key for key in present if key not in {*members, *observers}]
    if unknown := [key for key in guests if key not in invited]:
        return not_in_order(
            f"on {acting.on} {', '.join(unknown)} is neither member nor observer nor invited"
        )
    return [
        AttendanceSigned(
            members=tuple(key for key in present if key in members),
            observers=tuple(key for key in present if key in observers),
            guests=tuple(guests),
        )
    ]


def attended(plenary: PlenarySession, event: AttendanceSigned) -> PlenarySession:
    """Take the attendance as it now stands."""
    return replace(plenary, present=event.members, observers=event.observers, guests=event.guests)
