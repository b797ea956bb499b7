"""Authority: who may do what is derived from offices and mandates on the day of the act."""

from datetime import date

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly, Office
from domain.case import Case
from domain.definition import AnyDefinition
from domain.messages import Command
from domain.refusal import Refusal, no_right
from domain.submission import Actor, Capacity

MOST_NAMED = 5
OF_MEMBERS = frozenset({Capacity.CHAIR, Capacity.COUNCIL})
"""Whom a parliament sends as long as it is a member."""

ENDS_WITH_ITS_PARLIAMENT = frozenset(
    {
        Capacity.COUNCIL,
        Capacity.COMMITTEE,
        Capacity.DELEGATION,
        Capacity.FOCAL_POINT,
        Capacity.OBSERVER,
        Capacity.GUEST,
    }
)
"""Offices that a dissolved parliament leaves void. The chair acts on until it is handed over."""


def check(
    command: Command, case: Case, acting: Acting, record: Record, definition: AnyDefinition
) -> Refusal | None:
    """Return why the actor may not, or None if he may.

    Who presides may what the chair may; who has a seat here may what it gives without an office.
    """
    actor, assembly = acting.actor, record.case(STREAM, Assembly)
    presides = definition.presides(case, acting, record)
    for_the_chair = presides and Capacity.CHAIR in command.by
    if actor.capacity not in command.by and not for_the_chair:
        allowed = " or ".join(each.value for each in command.by)
        return no_right(f"{command.type} is an act of {allowed}, not of {actor.capacity.value}")
    if actor.capacity is Capacity.CLOCK or _is_founding(case, assembly):
        return None
    office = assembly.office_of(actor, acting.on) or definition.seat(case, acting, record)
    if office is None:
        return no_right(_no_office(actor, acting.on, assembly))
    return _is_void(office, assembly, acting.on)


def _no_office(actor: Actor, day: date, assembly: Assembly) -> str:
    """Say that he holds no such office, and who does."""
    where = f" of {actor.body}" if actor.body else ""
    held = assembly.offices_on(day)
    others = [e.subject for e in held if (e.capacity, e.body) == (actor.capacity, actor.body)]
    more = " and others" if len(others) > MOST_NAMED else ""
    named = ", ".join(others[:MOST_NAMED]) or "nobody"
    said = f"on {day} {actor.subject} did not act as {actor.capacity.value}{where}"
    return f"{said}; on record as such: {named}{more}"


def _is_void(office: Office, assembly: Assembly, day: date) -> Refusal | None:
    """Say why an office gives no right: who sent its holder, or where he sits, is no more."""
    committee = assembly.committees.get(office.body or "")
    if office.capacity is Capacity.COMMITTEE and committee and not committee.holds_on(day):
        return no_right(f"there is no committee {office.body} on {day}")
    sender = assembly.parliaments.get(office.parliament or "")
    if sender is None:
        return None
    ended = sender.dissolved_on is not None and sender.dissolved_on <= day
    if ended and office.capacity in ENDS_WITH_ITS_PARLIAMENT:
        return no_right(f"parliament {sender.key} was dissolved on {sender.dissolved_on}")
    if office.capacity in OF_MEMBERS and sender.key not in assembly.members_on(day):
        return no_right(f"{sender.key} is no member parliament on {day}")
    return None


def _is_founding(case: Case, assembly: Assembly) -> bool:
    """Before any rules are adopted nobody holds an office: the founding act brings the first."""
    return not assembly.exists and case.stream == assembly.stream
