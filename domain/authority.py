"""Authority: who may do what is derived from offices and mandates on the day of the act."""

from datetime import date

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly, Office
from domain.case import Case
from domain.definition import AnyDefinition
from domain.editions import written_for
from domain.messages import Command
from domain.plenary_session.credentials import SubmitCredentials
from domain.plenary_session.speaking import AskForTheFloor
from domain.plenary_session.substitutes import DesignateSubstitute, EndSubstitution
from domain.refusal import Refusal, needs_ruling, no_right
from domain.rules import ACTS_ON, DISSOLVED, Rules
from domain.submission import Actor, Capacity
from domain.vote.counting import binding
from domain.vote.state import Vote

MOST_NAMED = 5
OF_MEMBERS = frozenset({Capacity.COUNCIL})
"""Whom a parliament sends as long as it is a member. The chair acts on until it is handed over."""

OF_DELEGATIONS = frozenset({Capacity.COUNCIL, Capacity.COMMITTEE, Capacity.DELEGATION})
"""Who votes for a member: the rules may say that he acts on."""

SITS_FOR_A_MEMBER = frozenset({Capacity.COMMITTEE, Capacity.DELEGATION})
"""Whom observers send too: they sit and speak there, and act on nothing."""

OF_OBSERVERS = (AskForTheFloor, SubmitCredentials, DesignateSubstitute, EndSubstitution)
"""What a delegation asks that is no member's: who sits in it, and who would speak for it."""

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
    return (
        _is_void(office, assembly, acting.on)
        or _is_gone(office, case, acting.on, record)
        or _is_no_member(office, command, case, acting.on, record)
    )


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
    sender = office.parliament
    sent = sender in assembly.parliaments and office.capacity in OF_MEMBERS
    if sent and sender not in assembly.members_on(day):
        return no_right(f"{sender} is no member parliament on {day}")
    return None


def _is_no_member(
    office: Office, command: Command, case: Case, day: date, record: Record
) -> Refusal | None:
    """Refuse what observers and guests ask beyond speaking; a vote has an electorate of its own."""
    if office.capacity not in SITS_FOR_A_MEMBER or isinstance(command, OF_OBSERVERS):
        return None
    if isinstance(case, Vote) or office.parliament in record.case(STREAM, Assembly).members_on(day):
        return None
    return no_right(f"{office.parliament} is no member parliament on {day}")


def _is_gone(office: Office, case: Case, day: date, record: Record) -> Refusal | None:
    """Say that who sent its holder is dissolved: until a successor acts, ask the rules."""
    sender, assembly = office.parliament or "", record.case(STREAM, Assembly)
    ends = office.capacity in ENDS_WITH_ITS_PARLIAMENT
    if not ends or not assembly.is_dissolved(sender, day):
        return None
    said = f"parliament {sender} was dissolved on {assembly.parliaments[sender].dissolved_on}"
    if office.capacity not in OF_DELEGATIONS or assembly.in_place_of(sender, day) != sender:
        return no_right(said)
    rules = _rules_for(case, day, record)
    match rules.value(DISSOLVED):
        case None:
            sentence = f"{said}; no rule says whether its delegation acts on"
            return needs_ruling(DISSOLVED, sentence=sentence)
        case value if value == ACTS_ON:
            return None
        case _:
            cited = rules.cite(DISSOLVED)
            return Refusal(code="no-right", sentence=said, citation=cited)


def _rules_for(case: Case, day: date, record: Record) -> Rules:
    """Return the rules with the rulings on the case; on a vote, with those on its session."""
    written = written_for(case, record.case(STREAM, Assembly), on=day)
    if isinstance(case, Vote) and case.exists:
        return binding(case, written, record)
    return written.ruled(case.rulings)


def _is_founding(case: Case, assembly: Assembly) -> bool:
    """Before any rules are adopted nobody holds an office: the founding act brings the first."""
    return not assembly.exists and case.stream == assembly.stream
