"""The national track's table of contents: every act and every event, by its stage file."""

from typing import TypeAlias, assert_never, get_args

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly, Parliament
from domain.definition import Decision, Definition
from domain.national_track import (
    assessment,
    conclusion,
    end_of_term,
    gazette,
    head_of_state,
    introduction,
    readings,
    receipt,
    second_chamber,
    steps,
    transmission,
)
from domain.national_track.state import CATEGORY, NationalTrack
from domain.rules import Rules

InParliament: TypeAlias = (
    receipt.AcknowledgeReceipt
    | introduction.ReferReceivedText
    | introduction.RegisterNationalBill
    | introduction.ReferNationalBill
    | readings.ReportReading
    | second_chamber.ReportSecondChamber
    | second_chamber.StartConciliation
    | second_chamber.AgreeConciliation
    | end_of_term.ReportBillLapsed
)
AfterParliament: TypeAlias = (
    head_of_state.SendToHeadOfState
    | head_of_state.ReportSignature
    | head_of_state.ReportObjections
    | head_of_state.ReportOverride
    | gazette.ReportGazette
    | gazette.ReportEntryIntoForce
)
Grading: TypeAlias = (
    assessment.AssessUptake | assessment.RecordNoData | conclusion.ConcludeNationalTrack
)
Command: TypeAlias = InParliament | AfterParliament | Grading

TakenIn: TypeAlias = (
    transmission.TransmittedToParliament
    | transmission.NoReplyInTime
    | receipt.ReceiptAcknowledged
    | introduction.ReceivedTextReferred
    | introduction.NationalBillRegistered
    | introduction.NationalBillReferred
    | readings.ReadingPassed
    | readings.ReadingFailed
)
BetweenChambers: TypeAlias = (
    second_chamber.SecondChamberApproved
    | second_chamber.SecondChamberRejected
    | second_chamber.ConciliationStarted
    | second_chamber.ConciliationAgreed
    | end_of_term.BillLapsedAtEndOfTerm
)
Completed: TypeAlias = (
    head_of_state.SentToHeadOfState
    | head_of_state.LawSigned
    | head_of_state.LawReturnedWithObjections
    | head_of_state.VetoOverridden
    | head_of_state.OverrideFailed
    | gazette.PublishedInGazette
    | gazette.NationalLawEnteredIntoForce
)
Graded: TypeAlias = (
    assessment.UptakeAssessed | assessment.NoDataRecorded | conclusion.NationalTrackConcluded
)
Event: TypeAlias = TakenIn | BetweenChambers | Completed | Graded


def decide(
    command: Command, case: NationalTrack, acting: Acting, rules: Rules, record: Record
) -> Decision:
    """Put an act to its stage; every step goes through the same questions of right and order."""
    if isinstance(command, Grading):
        return _grade(command, case, acting, record)
    assembly = record.case(STREAM, Assembly)
    parliament = assembly.parliaments.get(assembly.in_place_of(case.parliament, acting.on))
    if isinstance(command, InParliament):
        step = _in_parliament(command, case, acting, parliament)
    else:
        step = _after_parliament(command, case, acting, parliament)
    return steps.report(step, case, acting, rules, record)


def _in_parliament(
    command: InParliament, case: NationalTrack, acting: Acting, parliament: Parliament | None
) -> steps.Step:
    match command:
        case receipt.AcknowledgeReceipt():
            return receipt.acknowledge(command, case, acting)
        case introduction.ReferReceivedText():
            return introduction.refer_text(command, case, acting)
        case introduction.RegisterNationalBill():
            return introduction.register(command, case, acting)
        case introduction.ReferNationalBill():
            return introduction.refer(command, case, acting)
        case readings.ReportReading():
            return readings.read(command, case, acting, parliament)
        case second_chamber.ReportSecondChamber():
            return second_chamber.vote(command, case, acting, parliament)
        case second_chamber.StartConciliation():
            return second_chamber.start(command, case, acting)
        case second_chamber.AgreeConciliation():
            return second_chamber.agree(command, case, acting)
        case end_of_term.ReportBillLapsed():
            return end_of_term.lapse(command, case, acting)
        case _:
            assert_never(command)


def _after_parliament(
    command: AfterParliament, case: NationalTrack, acting: Acting, parliament: Parliament | None
) -> steps.Step:
    match command:
        case head_of_state.SendToHeadOfState():
            return head_of_state.send(command, case, acting, parliament)
        case head_of_state.ReportSignature():
            return head_of_state.sign(command, case, acting)
        case head_of_state.ReportObjections():
            return head_of_state.object_to(command, case, acting)
        case head_of_state.ReportOverride():
            return head_of_state.override(command, case, acting)
        case gazette.ReportGazette():
            return gazette.publish(command, case, acting, parliament)
        case gazette.ReportEntryIntoForce():
            return gazette.enter(command, case, acting)
        case _:
            assert_never(command)


def _grade(command: Grading, case: NationalTrack, acting: Acting, record: Record) -> Decision:
    match command:
        case assessment.AssessUptake():
            return assessment.assess(command, case, acting, record)
        case assessment.RecordNoData():
            return assessment.record_no_data(command, case, acting, record)
        case conclusion.ConcludeNationalTrack():
            return conclusion.conclude(command, case, acting, record)
        case _:
            assert_never(command)


def evolve(case: NationalTrack, event: Event) -> NationalTrack:
    """Fold an event."""
    if isinstance(event, TakenIn):
        return _taken_in(case, event)
    if isinstance(event, BetweenChambers):
        return _between_chambers(case, event)
    if isinstance(event, Completed):
        return _completed(case, event)
    return _graded(case, event)


def _taken_in(case: NationalTrack, event: TakenIn) -> NationalTrack:
    match event:
        case transmission.TransmittedToParliament():
            return transmission.transmitted(case, event)
        case transmission.NoReplyInTime():
            return transmission.silent(case, event)
        case receipt.ReceiptAcknowledged():
            return receipt.acknowledged(case, event)
        case introduction.ReceivedTextReferred():
            return introduction.text_referred(case, event)
        case introduction.NationalBillRegistered():
            return introduction.registered(case, event)
        case introduction.NationalBillReferred():
            return introduction.referred(case, event)
        case readings.ReadingPassed():
            return readings.passed(case, event)
        case readings.ReadingFailed():
            return readings.failed(case, event)
        case _:
            assert_never(event)


def _between_chambers(case: NationalTrack, event: BetweenChambers) -> NationalTrack:
    match event:
        case second_chamber.SecondChamberApproved():
            return second_chamber.approved(case, event)
        case second_chamber.SecondChamberRejected():
            return second_chamber.rejected(case, event)
        case second_chamber.ConciliationStarted():
            return second_chamber.started(case, event)
        case second_chamber.ConciliationAgreed():
            return second_chamber.agreed(case, event)
        case end_of_term.BillLapsedAtEndOfTerm():
            return end_of_term.lapsed(case, event)
        case _:
            assert_never(event)


def _completed(case: NationalTrack, event: Completed) -> NationalTrack:
    match event:
        case head_of_state.SentToHeadOfState():
            return head_of_state.sent(case, event)
        case head_of_state.LawSigned():
            return head_of_state.signed(case, event)
        case head_of_state.LawReturnedWithObjections():
            return head_of_state.returned(case, event)
        case head_of_state.VetoOverridden():
            return head_of_state.overridden(case, event)
        case head_of_state.OverrideFailed():
            return head_of_state.not_overridden(case, event)
        case gazette.PublishedInGazette():
            return gazette.published(case, event)
        case gazette.NationalLawEnteredIntoForce():
            return gazette.entered(case, event)
        case _:
            assert_never(event)


def _graded(case: NationalTrack, event: Graded) -> NationalTrack:
    match event:
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
