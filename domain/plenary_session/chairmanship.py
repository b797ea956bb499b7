"""Chairmanship: the outgoing chair hands over before the plenary session opens."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.offices import OfficeLeft, OfficeTaken
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere
from domain.irregularities import IrregularityRecorded, breach
from domain.messages import Command, Dated, Event, Key, Text
from domain.plenary_session.rotation import in_turn, next_in_order, tenure_on, years_of
from domain.plenary_session.state import PlenarySession, stream_of
from domain.refusal import Refusal, no_right, not_in_order
from domain.rules import Rules, Severity
from domain.stages import Stage
from domain.submission import Capacity
from domain.text import counted


class TransferChairmanship(Command):
    """The outgoing chair hands the chair to the head of another member parliament.

    A departure from the order of the rules cites the decision of the Council on it.
    """

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = "chair.order"
    type: Literal["TransferChairmanship"] = "TransferChairmanship"
    to: Key
    subject: Key
    official_name: Text
    decision: Text | None = None


class ChairmanshipTransferred(Dated):
    """The chair passed to a member parliament."""

    official: ClassVar = ("official_name",)
    type: Literal["ChairmanshipTransferred"] = "ChairmanshipTransferred"
    outgoing: str
    to: Key
    subject: Key
    official_name: Text
    on: date
    decision: Text | None = None


def transfer(
    command: TransferChairmanship,
    plenary: PlenarySession,
    acting: Acting,
    rules: Rules,
    record: Record,
) -> Sequence[Event | Elsewhere] | Refusal:
    """Hand over in the order of the rules; another order needs a decision of the Council."""
    if plenary.stage is not Stage.ORDER_OF_BUSINESS_CLEARED:
        return not_in_order("the chair is handed over once the order of business is cleared")
    if command.to not in record.case(STREAM, Assembly).members_on(acting.on):
        return not_in_order(
            f"{command.to} is no member parliament on {acting.on}",
            citation=rules.cite("chair.order"),
        )
    if (refusal := still_sits(plenary, record)) is not None:
        return refusal
    handover = _handover(command, acting)
    expected = _in_turn(plenary, acting, rules, record)
    if not expected or command.to in expected:
        return handover
    found = _departure(command, expected, plenary, acting, rules)
    return found if isinstance(found, Refusal) else [*handover, found]


def _departure(
    command: TransferChairmanship,
    expected: tuple[str, ...],
    plenary: PlenarySession,
    acting: Acting,
    rules: Rules,
) -> IrregularityRecorded | Refusal:
    """Answer a departure from the order: what the Council decided is the reason for it."""
    whose = " or ".join(f"{each}'s" for each in expected)
    if (years := _years(rules)) is None:
        sentence = f"after plenary session {plenary.number - 1} the chair is {whose}"
    else:
        sentence = f"on {acting.on} the chair is {whose}: it passes every {counted(years, 'year')}"
    blocked = rules.severity("chair.order") is Severity.BLOCK
    if command.decision is None and not blocked:
        return Refusal(
            code="decision-needed",
            sentence=f"{sentence}; another order cites the decision of the Council, "
            "and will be recorded as an irregularity",
            citation=rules.cite("chair.order"),
            missing=("decision",),
        )
    because = replace(acting, reason=acting.reason or command.decision)
    return breach("chair.order", sentence, because, rules)


def _handover(command: TransferChairmanship, acting: Acting) -> Sequence[Event | Elsewhere]:
    outgoing = acting.actor.subject
    told = command.model_dump(exclude={"type"})
    return [
        ChairmanshipTransferred.model_validate({**told, "outgoing": outgoing, "on": acting.on}),
        Elsewhere(STREAM, OfficeLeft(subject=outgoing, capacity=Capacity.CHAIR, on=acting.on)),
        Elsewhere(
            STREAM,
            OfficeTaken(
                subject=command.subject,
                capacity=Capacity.CHAIR,
                parliament=command.to,
                presides=True,
                official_name=command.official_name,
                on=acting.on,
            ),
        ),
    ]


def still_sits(plenary: PlenarySession, record: Record) -> Refusal | None:
    """Refuse to go on while the plenary session before has not been closed."""
    if plenary.number == 1:
        return None
    before = record.case(stream_of(plenary.number - 1), PlenarySession)
    if before.stage not in {Stage.OPEN, Stage.SUSPENDED}:
        return None
    return not_in_order(f"{before.stream} is {before.stage.value}; close it first")


def not_in_its_chair(plenary: PlenarySession, acting: Acting, record: Record) -> Refusal | None:
    """Refuse a chair of another parliament than the one to which this chair was handed over.

    Where that one is no member any more it is the Chair-in-Office of the day who goes on.
    """
    if acting.actor.capacity is not Capacity.CHAIR or plenary.chair is None:
        return None
    assembly = record.case(STREAM, Assembly)
    office = assembly.office_of(acting.actor, acting.on)
    presiding = assembly.in_place_of(plenary.chair, acting.on)
    has_left = presiding not in assembly.members_on(acting.on)
    if office is not None and (has_left or office.parliament == presiding):
        return None
    return no_right(f"the chair of {plenary.stream} is {presiding}'s")


def _in_turn(
    plenary: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> tuple[str, ...]:
    """Return whose turn it may be; nobody's where that cannot be told.

    Where the rules name no beat it is one step per plenary session.
    """
    assembly, day = record.case(STREAM, Assembly), acting.on
    order = [assembly.in_place_of(each, day) for each in rules.listed("chair.order")]
    if plenary.number == 1 or not order:
        return ()
    if (years := _years(rules)) is not None:
        tenure = tenure_on(assembly, day)
        return () if tenure is None else in_turn(order, tenure, day=day, years=years)
    chair = record.case(stream_of(plenary.number - 1), PlenarySession).chair
    following = next_in_order(order, assembly.in_place_of(chair, day) if chair else None)
    return () if following is None else (following,)


def _years(rules: Rules) -> int | None:
    """Return every how many years the chair passes; None where it does per plenary session."""
    beat = rules.value("rotation.beat")
    return years_of(beat) if isinstance(beat, str) else None


def transferred(plenary: PlenarySession, event: ChairmanshipTransferred) -> PlenarySession:
    """Remember who presides, and wait for the opening."""
    return replace(plenary, stage=Stage.CHAIR_TRANSFERRED, chair=event.to)
