"""The path's table of contents: every step that a parliament reports, by its stage file."""

from typing import TypeAlias, assert_never

from domain.acting import Acting
from domain.national_track import (
    committee_stage,
    end_of_term,
    further_consideration,
    gazette,
    head_of_state,
    introduction,
    readings,
    receipt,
    referendum,
    second_chamber,
    steps,
)
from domain.national_track.known_path import KnownPath
from domain.national_track.state import NationalTrack

Reading: TypeAlias = (
    receipt.AcknowledgeReceipt
    | introduction.ReferReceivedText
    | introduction.RegisterNationalBill
    | introduction.ReferNationalBill
    | committee_stage.ReportCommitteeStage
    | readings.ReportReading
)
Passing: TypeAlias = (
    second_chamber.SendToSecondChamber
    | second_chamber.ReportSecondChamber
    | further_consideration.ReportFurtherConsideration
    | second_chamber.StartConciliation
    | second_chamber.AgreeConciliation
    | end_of_term.ReportBillLapsed
)
AfterParliament: TypeAlias = (
    referendum.ReportReferendum
    | head_of_state.SendToHeadOfState
    | head_of_state.ReportSignature
    | head_of_state.ReportObjections
    | head_of_state.ReportOverride
    | gazette.ReportGazette
    | gazette.ReportEntryIntoForce
)
InParliament: TypeAlias = Reading | Passing
OnThePath: TypeAlias = InParliament | AfterParliament

Read: TypeAlias = (
    introduction.ReceivedTextReferred
    | introduction.NationalBillRegistered
    | introduction.NationalBillReferred
    | committee_stage.NationalCommitteeDecided
    | committee_stage.NationalCommitteeAdjourned
    | readings.ReadingPassed
    | readings.ReadingFailed
)
BetweenChambers: TypeAlias = (
    second_chamber.SentToSecondChamber
    | second_chamber.SecondChamberApproved
    | second_chamber.SecondChamberAmended
    | second_chamber.SecondChamberRejected
    | further_consideration.BillPassedAgain
    | further_consideration.BillNotPassedAgain
    | second_chamber.ConciliationStarted
    | second_chamber.ConciliationAgreed
    | end_of_term.BillLapsedAtEndOfTerm
)
Completed: TypeAlias = (
    referendum.ReferendumHeld
    | head_of_state.SentToHeadOfState
    | head_of_state.LawSigned
    | head_of_state.LawReturnedWithObjections
    | head_of_state.VetoOverridden
    | head_of_state.OverrideFailed
    | gazette.PublishedInGazette
    | gazette.NationalLawEnteredIntoForce
)
StepTaken: TypeAlias = Read | BetweenChambers | Completed


def take(command: OnThePath, case: NationalTrack, acting: Acting, path: KnownPath) -> steps.Step:
    """Put a step to its stage."""
    if isinstance(command, AfterParliament):
        return _after_parliament(command, case, acting, path)
    return _in_parliament(command, case, acting, path)


def taken(case: NationalTrack, event: StepTaken) -> NationalTrack:
    """Fold a step."""
    if isinstance(event, Read):
        return _read(case, event)
    if isinstance(event, BetweenChambers):
        return _between_chambers(case, event)
    return _completed(case, event)


def _in_parliament(
    command: InParliament, case: NationalTrack, acting: Acting, path: KnownPath
) -> steps.Step:
    if isinstance(command, Passing):
        return _pass(command, case, acting, path)
    match command:
        case receipt.AcknowledgeReceipt():
            return receipt.acknowledge(command, case, acting)
        case introduction.ReferReceivedText():
            return introduction.refer_text(command, case, acting)
        case introduction.RegisterNationalBill():
            return introduction.register(command, case, acting)
        case introduction.ReferNationalBill():
            return introduction.refer(command, case, acting)
        case committee_stage.ReportCommitteeStage():
            return committee_stage.decide(command, case, acting)
        case readings.ReportReading():
            return readings.read(command, case, acting, path.parliament)
        case _:
            assert_never(command)


def _pass(command: Passing, case: NationalTrack, acting: Acting, path: KnownPath) -> steps.Step:
    match command:
        case second_chamber.SendToSecondChamber():
            return second_chamber.send(command, case, acting, path)
        case second_chamber.ReportSecondChamber():
            return second_chamber.vote(command, case, acting, path)
        case further_consideration.ReportFurtherConsideration():
            return further_consideration.consider_further(command, case, acting)
        case second_chamber.StartConciliation():
            return second_chamber.start(command, case, acting)
        case second_chamber.AgreeConciliation():
            return second_chamber.agree(command, case, acting)
        case end_of_term.ReportBillLapsed():
            return end_of_term.lapse(command, case, acting)
        case _:
            assert_never(command)


def _after_parliament(
    command: AfterParliament, case: NationalTrack, acting: Acting, path: KnownPath
) -> steps.Step:
    match command:
        case referendum.ReportReferendum():
            return referendum.hold(command, case, acting, path)
        case head_of_state.SendToHeadOfState():
            return head_of_state.send(command, case, acting, path.parliament)
        case head_of_state.ReportSignature():
            return head_of_state.sign(command, case, acting)
        case head_of_state.ReportObjections():
            return head_of_state.object_to(command, case, acting, path)
        case head_of_state.ReportOverride():
            return head_of_state.override(command, case, acting)
        case gazette.ReportGazette():
            return gazette.publish(command, case, acting, path.parliament)
        case gazette.ReportEntryIntoForce():
            return gazette.enter(command, case, acting)
        case _:
            assert_never(command)


def _read(case: NationalTrack, event: Read) -> NationalTrack:
    match event:
        case introduction.ReceivedTextReferred():
            return introduction.text_referred(case, event)
        case introduction.NationalBillRegistered():
            return introduction.registered(case, event)
        case introduction.NationalBillReferred():
            return introduction.referred(case, event)
        case committee_stage.NationalCommitteeDecided():
            return committee_stage.decided(case, event)
        case committee_stage.NationalCommitteeAdjourned():
            return committee_stage.decided(case, event)
        case readings.ReadingPassed():
            return readings.passed(case, event)
        case readings.ReadingFailed():
            return readings.failed(case, event)
        case _:
            assert_never(event)


def _between_chambers(case: NationalTrack, event: BetweenChambers) -> NationalTrack:
    match event:
        case second_chamber.SentToSecondChamber():
            return second_chamber.sent(case, event)
        case second_chamber.SecondChamberApproved():
            return second_chamber.approved(case, event)
        case second_chamber.SecondChamberAmended():
            return second_chamber.amended(case, event)
        case second_chamber.SecondChamberRejected():
            return second_chamber.rejected(case, event)
        case further_consideration.BillPassedAgain():
            return further_consideration.passed_again(case, event)
        case further_consideration.BillNotPassedAgain():
            return further_consideration.not_passed_again(case, event)
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
        case referendum.ReferendumHeld():
            return referendum.held(case, event)
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
