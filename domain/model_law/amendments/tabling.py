"""Tabling: amendments come in on the text that goes before the plenary, and may be withdrawn."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.day_counting.lengths import calendar_length
from domain.irregularities import IrregularityRecorded, breach
from domain.messages import Command, Dated, Event, Key, Sha256, Text
from domain.model_law.amendments.changes import Change, Place
from domain.model_law.amendments.of_law import (
    being_voted,
    consequences,
    ended,
    found,
    not_before_plenary,
    votes_on,
    with_amendment,
)
from domain.model_law.amendments.relations import units
from domain.model_law.amendments.state import TERMINAL, Amendment, Life, Number, Unit
from domain.model_law.rights import acts_for_committee, speaks_for_committee
from domain.model_law.state import ModelLaw
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, no_right, not_in_order
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity

SIGNATURES, DEADLINE = "amendment.signatures", "amendment.deadline"
NOT_OPEN_YET = frozenset(
    {Stage.PLANNED, Stage.CONVENED, Stage.ORDER_OF_BUSINESS_CLEARED, Stage.CHAIR_TRANSFERRED}
)


class TableAmendment(Command):
    """A delegation or a committee asks for a change; the Secretariat records what came in.

    `to` is the amendment that it would amend. `sha256` is the hash of the amendment's own paper.
    """

    by: ClassVar = (Capacity.DELEGATION, Capacity.COMMITTEE, Capacity.SECRETARIAT)
    rule: ClassVar = "amendments"
    type: Literal["TableAmendment"] = "TableAmendment"
    number: Number
    edition: int = Field(ge=1)
    place: Place | None = None
    change: Change | None = None
    sha256: Sha256 | None = None
    to: Number | None = None
    signatures: int | None = Field(default=None, ge=1)
    proposer: Key | None = None
    """Who tabled it, where the Secretariat records it; null is not known."""


class AmendmentTabled(Dated):
    """An amendment to this edition came in. `subject` is who tabled it, where persons vote."""

    type: Literal["AmendmentTabled"] = "AmendmentTabled"
    number: Number
    edition: int
    place: Place | None = None
    change: Change | None = None
    sha256: Sha256 | None = None
    to: Number | None = None
    signatures: int | None = None
    proposer: Key | None = None
    subject: Key | None = None


class WithdrawAmendment(Command):
    """Whoever tabled it takes it back, or a part of it. Nobody else can."""

    by: ClassVar = (Capacity.DELEGATION, Capacity.COMMITTEE)
    rule: ClassVar = "amendments"
    type: Literal["WithdrawAmendment"] = "WithdrawAmendment"
    number: Unit
    grounds: Text | None = None


class AmendmentWithdrawn(Dated):
    """Its proposer ended it."""

    type: Literal["AmendmentWithdrawn"] = "AmendmentWithdrawn"
    number: Unit
    grounds: Text | None = None


def table(
    command: TableAmendment, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Take an amendment to the text as it now stands."""
    refusal = _not_for_its_committee(law, acting, record) or not_before_plenary(law)
    refusal = refusal or _not_to_this_text(command, law, record)
    if refusal is not None:
        return refusal
    breaches: list[IrregularityRecorded] = []
    for rule, sentence in _breaches(command, law, acting, rules, record):
        broken = breach(rule, sentence, acting, rules)
        if isinstance(broken, Refusal):
            return broken
        breaches.append(broken)
    return [_tabled(command, acting, rules), *breaches]


def withdraw(
    command: WithdrawAmendment, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Let its proposer end it, or what is open of it, as long as no vote on it is open."""
    amendment = found(law, command.number)
    if isinstance(amendment, Refusal):
        return amendment
    if not _is_its_proposer(amendment, acting, record):
        proposer = amendment.subject or amendment.proposer or "nobody on record"
        return no_right(f"only its proposer, {proposer}, may withdraw amendment {command.number}")
    held = law.amendments
    open_ones = [each for each in units(held, command.number) if held[each].life not in TERMINAL]
    if not open_ones:
        return not_in_order(f"amendment {command.number} is {amendment.life.value}")
    refusal = not_before_plenary(law) or being_voted(law, open_ones, record)
    return refusal or [
        *(AmendmentWithdrawn(number=each, grounds=command.grounds) for each in open_ones),
        *consequences(law, dict.fromkeys(open_ones, Life.WITHDRAWN), rules),
    ]


def _not_for_its_committee(law: ModelLaw, acting: Acting, record: Record) -> Refusal | None:
    actor = acting.actor
    if actor.capacity is not Capacity.COMMITTEE or acts_for_committee(law, acting, record):
        return None
    return no_right(f"who presides in {actor.body}, or its rapporteur, tables an amendment for it")


def _not_to_this_text(command: TableAmendment, law: ModelLaw, record: Record) -> Refusal | None:
    current = law.current
    if current is not None and command.edition != current.number:
        return Refusal(
            code="other-edition",
            sentence=f"the text of {law.stream} is edition {current.number}; amend that one",
        )
    if command.number in law.amendments:
        return Refusal(code="already-done", sentence=f"amendment {command.number} is tabled")
    if any(vote.kind == "final_vote" for vote in votes_on(law, record)):
        return not_in_order(f"the final vote on {law.stream} is open; no amendment is taken now")
    if command.to is None:
        return None
    amended = found(law, command.to)
    return amended if isinstance(amended, Refusal) else _is_no_subject(amended)


def _is_no_subject(amended: Amendment) -> Refusal | None:
    if amended.to is None and not amended.is_decided and not amended.parts:
        return None
    stands = f"itself to {amended.to}" if amended.to else amended.life.value
    return not_in_order(f"amendment {amended.number} is {stands}; it is not to be amended")


def _breaches(
    command: TableAmendment, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[tuple[str, str]]:
    """Name the rules that it breaks: too few signatures, or tabled after the opening."""
    found: list[tuple[str, str]] = []
    needed, given = rules.number(SIGNATURES), command.signatures or 1
    of_committee = _proposer(command, acting) in record.case(STREAM, Assembly).committees
    if needed is not None and not of_committee and given < needed:
        found.append((SIGNATURES, f"{given} signed it and {needed} must"))
    before = rules.value(DEADLINE)
    if isinstance(before, str) and command.to is None:
        late = _too_late(before, law, acting, record)
        found += [(DEADLINE, late)] if late else []
    return found


def _too_late(before: str, law: ModelLaw, acting: Acting, record: Record) -> str | None:
    """Say that the time for amendments is over: for certain, whatever the hour of the opening."""
    if law.plenary_session is None:
        return None
    plenary = record.case(law.plenary_session, PlenarySession)
    if plenary.stage not in NOT_OPEN_YET:
        return f"{plenary.stream} has opened: the time for amendments is over"
    first = plenary.first_day
    if first is None:
        return None
    opening = acting.last_instant_of(first.isoformat())
    if acting.earliest <= calendar_length(before).before(opening, acting.zone):
        return None
    return f"amendments were due {before} before the opening, which is on {first}"


def _proposer(command: TableAmendment, acting: Acting) -> str | None:
    if acting.actor.capacity is Capacity.SECRETARIAT:
        return command.proposer
    return acting.actor.body


def _tabled(command: TableAmendment, acting: Acting, rules: Rules) -> AmendmentTabled:
    of_persons = rules.value("voter") == "person" and acting.actor.capacity is Capacity.DELEGATION
    return AmendmentTabled.model_validate(
        command.model_dump(exclude={"type", "proposer"})
        | {
            "place": command.place or (command.change.place if command.change else None),
            "proposer": _proposer(command, acting),
            "subject": acting.actor.subject if of_persons else None,
        }
    )


def _is_its_proposer(amendment: Amendment, acting: Acting, record: Record) -> bool:
    assembly, actor = record.case(STREAM, Assembly), acting.actor
    if amendment.proposer is None or actor.body is None:
        return False
    if amendment.subject is not None:
        return (actor.subject, actor.body) == (amendment.subject, amendment.proposer)
    if actor.capacity is Capacity.DELEGATION:
        return actor.body == assembly.in_place_of(amendment.proposer, acting.on)
    heir = assembly.committee_in_place_of(amendment.proposer, acting.on)
    return actor.body == heir and speaks_for_committee(acting, assembly)


def tabled(law: ModelLaw, event: AmendmentTabled) -> ModelLaw:
    """Hold it, as the last in the order of tabling; what amends an amendment falls with it."""
    told = event.model_dump(exclude={"type", "on", "signatures", "change"})
    falls_with = () if event.to is None else (event.to,)
    return with_amendment(law, Amendment(**told, change=event.change, falls_with=falls_with))


def withdrawn(law: ModelLaw, event: AmendmentWithdrawn) -> ModelLaw:
    """Hold that its proposer ended it."""
    return ended(law, event.number, Life.WITHDRAWN)
