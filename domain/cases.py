"""The table of all kinds of case, and how any act is judged and any event is folded."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import TypeAlias, assert_never, get_args

from domain import authority, limits_by_calendar, time_order
from domain.acting import Acting, Record
from domain.assembly.decider import ASSEMBLY
from domain.assembly.state import STREAM as ASSEMBLY_STREAM
from domain.assembly.state import Assembly
from domain.case import Case, Elsewhere, category, is_stream
from domain.claims import ClaimRecorded, RecordClaim, claimed, record_claim
from domain.committee_review.decider import COMMITTEE_REVIEW
from domain.corrections import CorrectFact, FactCorrected, correct_fact, corrected
from domain.definition import AnyDefinition, Decision
from domain.editions import MovedToEdition, MoveToEdition, in_its_zone, move, moved, written_for
from domain.irregularities import IrregularityRecorded, breach, noted
from domain.limit_events import LimitEvent, befell
from domain.messages import Command, Event
from domain.model_law.decider import MODEL_LAW
from domain.national_track.decider import NATIONAL_TRACK
from domain.outcome_document.decider import OUTCOME_DOCUMENT
from domain.plenary_session.decider import PLENARY_SESSION
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.rulings import GiveRuling, RulingGiven, give_ruling, ruled
from domain.submission import Standing
from domain.suspensions import ResumeDeadline, SuspendDeadline, resume, suspend
from domain.time_limits import (
    DeadlinePassed,
    ExtendDeadline,
    PassDeadline,
    alarms,
    extend,
    pass_deadline,
)
from domain.treaty.decider import TREATY
from domain.vote.decider import VOTE

SHOWN = 80

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
            TREATY.untyped(),
            OUTCOME_DOCUMENT.untyped(),
        )
    }
)

SharedCommand: TypeAlias = (
    PassDeadline
    | ExtendDeadline
    | GiveRuling
    | RecordClaim
    | CorrectFact
    | MoveToEdition
    | SuspendDeadline
    | ResumeDeadline
)
SharedEvent: TypeAlias = (
    LimitEvent | IrregularityRecorded | RulingGiven | ClaimRecorded | FactCorrected | MovedToEdition
)

SHARED_COMMANDS: tuple[type[Command], ...] = get_args(SharedCommand)
SHARED_EVENTS: tuple[type[Event], ...] = get_args(SharedEvent)


def begin(stream: str) -> Case:
    """Return the case of a stream before its first event; KeyError for an unknown category."""
    return DEFINITIONS[category(stream)].begin(stream)


def decide(command: Command, case: Case, acting: Acting, record: Record) -> Decision:
    """Judge an act: right first, then whether it is in order, then the rules."""
    assembly = record.case(ASSEMBLY_STREAM, Assembly)
    acting = in_its_zone(acting, assembly)
    refusal = misnamed(case.stream) or _not_yet(command, acting)
    if refusal is not None:
        return refusal
    rules = rules_for(case, assembly, acting)
    definition = DEFINITIONS[category(case.stream)]
    refusal = authority.check(command, case, acting, record, definition)
    refusal = refusal or definition.barred(case, acting, record)
    if refusal is not None:
        return refusal
    if not case.exists and not isinstance(command, definition.opens):
        return Refusal(
            code="unknown-case",
            sentence=f"there is no {case.stream}; open it first",
        )
    decision = _decide(command, case, acting, rules, record)
    if isinstance(decision, Refusal):
        return decision
    return limits_by_calendar.counted(decision, case, acting, record)


def misnamed(stream: str) -> Refusal | None:
    """Refuse what is not called as its kind of case is called."""
    definition = DEFINITIONS.get(category(stream))
    if definition is not None and is_stream(stream) and definition.names(stream):
        return None
    shown = repr(stream if len(stream) <= SHOWN else stream[:SHOWN] + "...")
    if definition is None:
        kinds = ", ".join(sorted(DEFINITIONS))
        return Refusal(code="unknown-case", sentence=f"{shown} names no case; kinds are {kinds}")
    return Refusal(
        code="unknown-case", sentence=f"{shown} names no case; write it as {definition.form}"
    )


def _not_yet(command: Command, acting: Acting) -> Refusal | None:
    """Refuse what has not happened; a day more, for it may be tomorrow where it happened."""
    today = acting.today
    facts = command.model_dump(include={*command.past}) if command.past else {}
    days = {acting.occurred_at: acting.on, **{f"{name} {day}": day for name, day in facts.items()}}
    ahead = [said for said, day in days.items() if day and day > today + timedelta(days=1)]
    if not ahead:
        return None
    return Refusal(
        code="not-yet-happened",
        sentence=f"{ahead[0]} is yet to come: today is {today}; "
        "record the act once it has happened",
    )


def rules_for(case: Case, assembly: Assembly, acting: Acting) -> Rules:
    """Return the edition under which the case runs, else that of the day, with its rulings."""
    on = in_its_zone(acting, assembly).on
    return written_for(case, assembly, on=on).ruled(case.rulings)


def _decide(command: Command, case: Case, acting: Acting, rules: Rules, record: Record) -> Decision:
    if isinstance(command, SharedCommand):
        return _decide_shared(command, case, acting, record)
    definition = DEFINITIONS[category(case.stream)]
    if not isinstance(command, definition.commands):
        return not_in_order(f"{command.type} is no act on {case.stream}")
    decision = definition.decide(command, case, acting, rules, record)
    if isinstance(decision, Refusal):
        return decision
    if (late := time_order.broken(decision, case, acting, record)) is None:
        return time_order.dated(decision, acting)
    if definition.time_rule is None:
        return late
    excused = breach(definition.time_rule, late.sentence, acting, rules)
    if isinstance(excused, Refusal):
        return excused
    return time_order.dated([*decision, excused], acting)


def _decide_shared(command: SharedCommand, case: Case, acting: Acting, record: Record) -> Decision:
    match command:
        case PassDeadline():
            return _pass(DEFINITIONS[category(case.stream)], command, case, acting, record)
        case ExtendDeadline():
            return extend(command, case)
        case GiveRuling() if case.concluded:
            return not_in_order(f"{case.stream} is {case.stage.value}: a ruling comes too late")
        case GiveRuling():
            assembly = record.case(ASSEMBLY_STREAM, Assembly)
            written = written_for(case, assembly, on=acting.on)
            return give_ruling(command, case, acting, written, record)
        case RecordClaim():
            return record_claim(command, case)
        case CorrectFact():
            return correct_fact(command, case)
        case SuspendDeadline():
            return suspend(command, case, acting, record.case(ASSEMBLY_STREAM, Assembly))
        case ResumeDeadline():
            return resume(command, case, acting, record.case(ASSEMBLY_STREAM, Assembly))
        case MoveToEdition():
            return move(command, case, acting, record.case(ASSEMBLY_STREAM, Assembly))
        case _:
            assert_never(command)


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
    latest, after = time_order.latest(case, event), _evolve(case, event)
    since = case.since if after.stage is case.stage else time_order.began(event, latest)
    return replace(after, version=case.version + 1, latest=latest, since=since)


def _evolve(case: Case, event: Event) -> Case:
    if isinstance(event, SharedEvent):
        return _evolve_shared(case, event)
    return DEFINITIONS[category(case.stream)].evolve(case, event)


def _evolve_shared(case: Case, event: SharedEvent) -> Case:
    if isinstance(event, LimitEvent):
        return befell(case, event)
    match event:
        case IrregularityRecorded():
            return noted(case, event)
        case RulingGiven():
            return ruled(case, event)
        case ClaimRecorded():
            return claimed(case, event)
        case FactCorrected():
            return corrected(case, event)
        case MovedToEdition():
            return moved(case, event)
        case _:
            assert_never(event)


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
