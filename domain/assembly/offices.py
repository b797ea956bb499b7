"""Offices: who acts in which capacity for which body, from one day to another."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.assembly.parliaments import not_registered
from domain.assembly.state import Assembly, Office, overlaps
from domain.messages import Command, Event, Key, Text
from domain.occurred import Day
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.submission import Capacity

FOR_A_PARLIAMENT = frozenset(
    {Capacity.DELEGATION, Capacity.FOCAL_POINT, Capacity.OBSERVER, Capacity.GUEST}
)
"""Their body is a parliament; that of a committee member is a committee; others have none."""

SENT_BY_A_PARLIAMENT = frozenset({Capacity.CHAIR, Capacity.COUNCIL, Capacity.COMMITTEE})

SENT_BY_A_MEMBER = frozenset({Capacity.CHAIR, Capacity.COUNCIL})
SENT_BY_MEMBER_OR_OBSERVER = frozenset({Capacity.DELEGATION, Capacity.COMMITTEE})
"""An observer may send a delegation and sit in committees, without a vote and without presiding."""


class TakeOffice(Command):
    """Somebody takes an office; `until` is given where its end is known."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["TakeOffice"] = "TakeOffice"
    subject: Key
    capacity: Capacity
    body: Key | None = None
    parliament: Key | None = None
    presides: bool = False
    official_name: Text | None = None
    until: Day | None = None


class OfficeTaken(Event):
    """Somebody holds an office from this day on, up to but not including `until`."""

    official: ClassVar = ("official_name",)
    type: Literal["OfficeTaken"] = "OfficeTaken"
    subject: Key
    capacity: Capacity
    body: Key | None = None
    parliament: Key | None = None
    presides: bool = False
    official_name: Text | None = None
    on: date
    until: date | None = None


class LeaveOffice(Command):
    """Somebody leaves an office: from this day on he does not act in it."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["LeaveOffice"] = "LeaveOffice"
    subject: Key
    capacity: Capacity
    body: Key | None = None


class OfficeLeft(Event):
    """Somebody holds an office no longer; this is the first day without it."""

    type: Literal["OfficeLeft"] = "OfficeLeft"
    subject: Key
    capacity: Capacity
    body: Key | None = None
    on: date


def take(
    command: TakeOffice, assembly: Assembly, acting: Acting
) -> Sequence[OfficeTaken] | Refusal:
    """Let him take an office that he does not hold, for a body that exists on the day."""
    told = command.model_dump(exclude={"type"})
    sent_by = command.body if command.capacity in FOR_A_PARLIAMENT else command.parliament
    event = OfficeTaken.model_validate({**told, "parliament": sent_by, "on": acting.on})
    refusal = (
        _wrong_days(event)
        or _wrong_body(event, assembly)
        or _no_place(event, assembly)
        or _held_already(event, assembly)
    )
    return refusal or [event]


def leave(
    command: LeaveOffice, assembly: Assembly, acting: Acting
) -> Sequence[OfficeLeft] | Refusal:
    """Let him leave an office that he holds on the day."""
    held = {office.key for office in assembly.offices_on(acting.on)}
    if (command.subject, command.capacity, command.body) not in held:
        return not_in_order(
            f"{command.subject} is not {_title(command.capacity, command.body)} on {acting.on}"
        )
    told = command.model_dump(exclude={"type"})
    return [OfficeLeft.model_validate({**told, "on": acting.on})]


def _wrong_days(event: OfficeTaken) -> Refusal | None:
    if event.until is None or event.on < event.until:
        return None
    return not_valid(f"the office would end on {event.until}, before it begins")


def _wrong_body(event: OfficeTaken, assembly: Assembly) -> Refusal | None:
    if event.capacity is Capacity.CLOCK:
        return not_valid("the clock is no office")
    if event.capacity in FOR_A_PARLIAMENT | SENT_BY_A_PARLIAMENT and event.parliament is None:
        return not_valid(f"name the parliament of a {event.capacity.value}")
    if event.parliament is not None and event.parliament not in assembly.parliaments:
        return not_registered(event.parliament)
    if event.capacity is Capacity.COMMITTEE:
        return _no_committee(event, assembly)
    if event.capacity not in FOR_A_PARLIAMENT and event.body is not None:
        return not_valid(f"a {event.capacity.value} acts for the whole assembly, not for a body")
    return None


def _no_place(event: OfficeTaken, assembly: Assembly) -> Refusal | None:
    """Say why the parliament may send nobody into this office on the day."""
    sender, members = event.parliament, assembly.members_on(event.on)
    if event.capacity in SENT_BY_A_MEMBER or _presides_in_committee(event):
        allowed, kinds = members, "member"
    elif event.capacity in SENT_BY_MEMBER_OR_OBSERVER:
        allowed = assembly.sending_delegations_on(event.on)
        kinds = "member or observer"
    else:
        return _second_head(event)
    if sender in allowed:
        return None
    return not_in_order(
        f"{sender} is no {kinds} on {event.on}: it sends no {_title(event.capacity, event.body)}"
    )


def _presides_in_committee(event: OfficeTaken | Office) -> bool:
    return event.capacity is Capacity.COMMITTEE and event.presides


def _second_head(event: OfficeTaken) -> Refusal | None:
    if event.capacity is Capacity.SECRETARIAT and event.presides:
        return not_valid("who presides the Secretariat is its Secretary General: elect him")
    return None


def _no_committee(event: OfficeTaken, assembly: Assembly) -> Refusal | None:
    committee = assembly.committees.get(event.body or "")
    if committee is not None and committee.holds_on(event.on):
        return None
    return not_in_order(f"there is no committee {event.body or 'without a key'} on {event.on}")


def _held_already(event: OfficeTaken, assembly: Assembly) -> Refusal | None:
    for office in assembly.offices:
        if not overlaps(event.on, event.until, office):
            continue
        if office.key == (event.subject, event.capacity, event.body):
            return Refusal(
                code="already-done",
                sentence=f"{event.subject} is {_title(event.capacity, event.body)} "
                f"since {office.since}",
            )
        if _is_the_same_chair(event, office):
            return not_in_order(
                f"{office.subject} is in the chair since {office.since}; one leaves it first"
            )
    return None


def _is_the_same_chair(event: OfficeTaken, office: Office) -> bool:
    if event.capacity is office.capacity is Capacity.CHAIR:
        return True
    both_preside = _presides_in_committee(event) and _presides_in_committee(office)
    return both_preside and event.body == office.body


def _title(capacity: Capacity, body: str | None) -> str:
    return f"{capacity.value} of {body}" if body else capacity.value


def taken(assembly: Assembly, event: OfficeTaken) -> Assembly:
    """Keep the office."""
    office = Office(
        subject=event.subject,
        capacity=event.capacity,
        body=event.body,
        parliament=event.parliament,
        since=event.on,
        until=event.until,
        presides=event.presides,
    )
    return replace(assembly, offices=(*assembly.offices, office))


def left(assembly: Assembly, event: OfficeLeft) -> Assembly:
    """End the office on that day."""
    ended = (event.subject, event.capacity, event.body)
    offices = tuple(
        replace(each, until=event.on) if each.key == ended and each.holds_on(event.on) else each
        for each in assembly.offices
    )
    return replace(assembly, offices=offices)
