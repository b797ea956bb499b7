"""The national track's table of contents: every act and every event, by its stage file."""

from typing import TypeAlias, assert_never, get_args

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.definition import Decision, Definition
from domain.national_track import (
    assessment,
    conclusion,
    correlation,
    rebinding,
    receipt,
    steps,
    transmission,
    votes,
)
from domain.national_track.known_path import known_path
from domain.national_track.path_decider import OnThePath, StepTaken, take, taken
from domain.national_track.state import CATEGORY, NationalTrack
from domain.refusal import Refusal
from domain.rules import Rules

Grading: TypeAlias = (
    rebinding.RebindNationalTrack
    | correlation.RecordNationalText
    | correlation.CorrelateArticles
    | assessment.AssessUptake
    | assessment.RecordNoData
    | conclusion.ConcludeNationalTrack
)
Command: TypeAlias = OnThePath | Grading

TakenIn: TypeAlias = (
    transmission.TransmittedToParliament | transmission.NoReplyInTime | receipt.ReceiptAcknowledged
)
Graded: TypeAlias = (
    votes.NationalResultAnomalyFlagged
    | rebinding.NationalTrackRebound
    | correlation.NationalTextRecorded
    | correlation.ArticlesCorrelated
    | correlation.CorrelationBecameStale
    | assessment.UptakeAssessed
    | assessment.NoDataRecorded
    | conclusion.NationalTrackConcluded
)
Event: TypeAlias = TakenIn | StepTaken | Graded


def decide(
    command: Command, case: NationalTrack, acting: Acting, rules: Rules, record: Record
) -> Decision:
    """Put an act to its stage; every step goes through the same questions of right and order."""
    if isinstance(command, Grading):
        return steps.not_sent_yet(case, acting) or _grade(command, case, acting, rules, record)
    assembly = record.case(STREAM, Assembly)
    moved = rebinding.follows(case, assembly, acting)
    case = rebinding.carried(case, moved)
    path = known_path(case, assembly, acting.on)
    step = votes.counted(take(command, case, acting, path), path)
    decision = steps.report(step, case, acting, rules, record)
    return decision if isinstance(decision, Refusal) else [*moved, *decision]


def _grade(
    command: Grading, case: NationalTrack, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case rebinding.RebindNationalTrack():
            return rebinding.rebind(command, case, acting, record)
        case correlation.RecordNationalText():
            return correlation.record_text(command, case, acting, record)
        case correlation.CorrelateArticles():
            return correlation.correlate(command, case, acting, rules, record)
        case assessment.AssessUptake():
            return assessment.assess(command, case, acting, rules, record)
        case assessment.RecordNoData():
            return assessment.record_no_data(command, case, acting, record)
        case conclusion.ConcludeNationalTrack():
            return conclusion.conclude(command, case, acting, record)
        case _:
            assert_never(command)


def evolve(case: NationalTrack, event: Event) -> NationalTrack:
    """Fold an event."""
    return steps.dated(_evolve(case, event), event)


def _evolve(case: NationalTrack, event: Event) -> NationalTrack:
    if isinstance(event, TakenIn):
        return _taken_in(case, event)
    if isinstance(event, StepTaken):
        return taken(case, event)
    return _graded(case, event)


def _taken_in(case: NationalTrack, event: TakenIn) -> NationalTrack:
    match event:
        case transmission.TransmittedToParliament():
            return transmission.transmitted(case, event)
        case transmission.NoReplyInTime():
            return transmission.silent(case, event)
        case receipt.ReceiptAcknowledged():
            return receipt.acknowledged(case, event)
        case _:
            assert_never(event)


def _graded(case: NationalTrack, event: Graded) -> NationalTrack:
    match event:
        case votes.NationalResultAnomalyFlagged():
            return case
        case rebinding.NationalTrackRebound():
            return rebinding.bound(case, event)
        case correlation.NationalTextRecorded():
            return correlation.text_recorded(case, event)
        case correlation.ArticlesCorrelated():
            return correlation.correlated(case, event)
        case correlation.CorrelationBecameStale():
            return correlation.stale(case, event)
        case assessment.UptakeAssessed():
            return assessment.assessed(case, event)
        case assessment.NoDataRecorded():
            return assessment.not_known(case, event)
        case conclusion.NationalTrackConcluded():
            return conclusion.concluded(case, event)
        case _:
            assert_never(event)


def begin(stream: str) -> NationalTrack:
    """Return a track of which nothing is recorded yet."""
    return NationalTrack(stream=stream)


NATIONAL_TRACK: Definition[NationalTrack, Command, Event] = Definition(
    category=CATEGORY,
    time_rule="national.order",
    form="national-track/<year>-<number>/<parliament>",
    pattern=r"national-track/[0-9]{4}-[0-9]+/[a-z0-9]+(-[a-z0-9]+)*",
    begin=begin,
    commands=get_args(Command),
    events=get_args(Event),
    decide=decide,
    evolve=evolve,
    opens=(),
    missed=transmission.missed,
)
