"""The table of all kinds of case, and how any act is judged and any event is folded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import TypeAlias

from domain import authority
from domain.acting import Acting, Record
from domain.assembly.decider import ASSEMBLY
from domain.assembly.state import STREAM as ASSEMBLY_STREAM
from domain.assembly.state import Assembly
from domain.case import Case, Elsewhere, category
from domain.claims import ClaimRecorded, RecordClaim, claimed, record_claim
from domain.committee_review.decider import COMMITTEE_REVIEW
from domain.definition import Decision, Definition
from domain.irregularities import IrregularityRecorded, noted
from domain.messages import Command, Event
from domain.model_law.decider import MODEL_LAW
from domain.national_track.decider import NATIONAL_TRACK
from domain.plenary_session.decider import PLENARY_SESSION
from domain.refusal import Refusal, not_in_order
from domain.rules import Rules
from domain.rulings import GiveRuling, RulingGiven, give_ruling, ruled
from domain.submission import Standing
from domain.time_limits import (
    DeadlineExtended,
    DeadlineMet,
    DeadlinePassed,
    DeadlineSet,
    ExtendDeadline,
    PassDeadline,
    ReminderSent,
    alarms,
    ended,
    extend,
    extended,
    limit_set,
    pass_deadline,
    reminded,
)
from domain.vote.decider import VOTE

AnyDefinition: TypeAlias = Definition[Case, Command, Event]

DEFINITIONS: Mapping[str, AnyDefinition] = MappingProxyType(
    {
        each.category: each
        for each in (
            ASSEMBLY.untyped(),
            PLENARY_SESSION.untyped(),
            MODEL_LAW.untyped(),
            COMMITTEE_REVIEW.untyped(),
            VOTE.untyped(),
            NATIONAL_TRACK.untyped(),
        )
    }
)

SHARED_COMMANDS: tuple[type[Command], ...] = (PassDeadline, ExtendDeadline, GiveRuling, RecordClaim)
SHARED_EVENTS: tuple[type[Event], ...] = (
    DeadlineSet,
    DeadlineExtended,
    DeadlineMet,
    DeadlinePassed,
    ReminderSent,
    IrregularityRecorded,
    RulingGiven,
    ClaimRecorded,
)


def begin(stream: str) -> Case:
    """Return the case of a stream before its first event; KeyError for an unknown category."""
    return DEFINITIONS[category(stream)].begin(stream)


def decide(command: Command, case: Case, acting: Acting, record: Record) -> Decision:
    """Judge an act: right first, then whether it is in order, then the rules."""
    if (refusal := _not_yet(acting)) is not None:
        return refusal
    assembly = record.case(ASSEMBLY_STREAM, Assembly)
    rules = rules_for(case, assembly, acting)
    if (refusal := authority.check(command, case, acting, assembly)) is not None:
        return refusal
    definition = DEFINITIONS[category(case.stream)]
    if not case.exists and not isinstance(command, definition.opens):
        return Refusal(
            code="unknown-case",
            sentence=f"there is no {case.stream}; open it first",
        )
    return _decide(command, case, acting, rules, record)


def _not_yet(acting: Acting) -> Refusal | None:
    """Refuse what has not happened; a day more, for it may be tomorrow where it happened."""
    today = acting.recorded_at.date()
    if acting.on <= today + timedelta(days=1):
        return None
    return Refusal(
        code="not-yet-happened",
        sentence=f"{acting.occurred_at} is yet to come: today is {today}; "
        "record the act once it has happened",
    )


def rules_for(case: Case, assembly: Assembly, acting: Acting) -> Rules:
    """Return the edition under which the case runs, else that of the day, with its rulings."""
    edition = assembly.rules_of(case.rules) if case.rules else assembly.rules_on(acting.on)
    return edition.ruled(case.rulings)


def _decide(command: Command, case: Case, acting: Acting, rules: Rules, record: Record) -> Decision:
    definition = DEFINITIONS[category(case.stream)]
    match command:
        case PassDeadline():
            return _pass(definition, command, case, acting, record)
        case ExtendDeadline():
            return extend(command, case)
        case GiveRuling():
            return give_ruling(command, case, acting, rules)
        case RecordClaim():
            return record_claim(command, case)
        case _ if isinstance(command, definition.commands):
            return definition.decide(command, case, acting, rules, record)
        case _:
            return not_in_order(f"{command.type} is no act on {case.stream}")


def _pass(
    definition: AnyDefinition, command: PassDeadline, case: Case, acting: Acting, record: Record
) -> Decision:
    passed = pass_deadline(command, case, acting)
    if isinstance(passed, Refusal):
        return passed
    effects: list[Event | Elsewhere] = []
    for event in passed:
        if isinstance(event, DeadlinePassed):
            effects += definition.missed(case, event.name, acting, record)
    return [*passed, *effects]


def evolve(case: Case, event: Event) -> Case:
    """Fold one event into its case. It never refuses."""
    return replace(_evolve(case, event), version=case.version + 1)


def _evolve(case: Case, event: Event) -> Case:
    match event:
        case DeadlineSet():
            return limit_set(case, event)
        case DeadlineExtended():
            return extended(case, event)
        case ReminderSent():
            return reminded(case, event)
        case DeadlineMet() | DeadlinePassed():
            return ended(case, event)
        case IrregularityRecorded():
            return noted(case, event)
        case RulingGiven():
            return ruled(case, event)
        case ClaimRecorded():
            return claimed(case, event)
        case _:
            return DEFINITIONS[category(case.stream)].evolve(case, event)


def fold(case: Case, events: Sequence[Event]) -> Case:
    """Fold events in order."""
    for event in events:
        case = evolve(case, event)
    return case


def standing(case: Case) -> Standing:
    """Return all that the workflow of a case may know."""
    return Standing(
        version=case.version,
        stage=case.stage,
        concluded=case.concluded,
        deadlines=() if case.concluded else alarms(case),
        children=case.children,
        watchers=case.watchers,
    )
