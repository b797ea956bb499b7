"""The treaty's table of contents: every act and every event, by its stage file."""

from collections.abc import Sequence
from typing import TypeAlias, assert_never, get_args

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.definition import Decision, Definition
from domain.messages import Event as AnyEvent
from domain.rules import Rules
from domain.treaty import (
    approval,
    correction,
    denunciation,
    deposit,
    groups,
    objection,
    opening,
    reckoning,
    reservation,
    signature,
    succession,
)
from domain.treaty.state import CATEGORY, Treaty

OnEntry: TypeAlias = (
    opening.OpenForSignature
    | signature.RegisterSignature
    | approval.ReportParliamentApproval
    | approval.ReportHeadOfStateApproval
    | deposit.DepositInstrument
    | groups.RecordGroupMember
    | reckoning.FixEntryIntoForceDate
)
OnParties: TypeAlias = (
    reservation.MakeReservation
    | reservation.ObjectToReservation
    | reservation.WithdrawReservation
    | objection.WithdrawObjection
    | denunciation.NotifyDenunciation
    | succession.RecordPartyDissolved
    | succession.NotifySuccession
)
OnText: TypeAlias = (
    correction.ProposeTextCorrection
    | correction.ObjectToTextCorrection
    | correction.ConcludeTextCorrection
)
Command: TypeAlias = OnEntry | OnParties | OnText

OfActs: TypeAlias = (
    opening.OpenedForSignature
    | signature.TreatySigned
    | approval.ParliamentApproved
    | approval.HeadOfStateApproved
    | deposit.InstrumentDeposited
    | groups.GroupMemberRecorded
)
OfEntry: TypeAlias = (
    reckoning.ThresholdReached
    | reckoning.EntryIntoForceDateFixed
    | reckoning.EntryIntoForceDateWithdrawn
    | reckoning.TreatyEnteredIntoForce
)
OfParties: TypeAlias = (
    reservation.ReservationMade
    | reservation.ReservationObjectedTo
    | reservation.ReservationAccepted
    | reservation.ReservationWithdrawn
    | objection.ObjectionWithdrawn
    | denunciation.DenunciationNotified
    | denunciation.DenunciationTookEffect
    | succession.PartyDissolved
    | succession.SuccessionNotified
)
OfText: TypeAlias = (
    correction.TextCorrectionProposed
    | correction.TextCorrectionObjectedTo
    | correction.TextCorrected
    | correction.TextCorrectionRefused
)
Event: TypeAlias = OfActs | OfEntry | OfParties | OfText


def decide(
    command: Command, case: Treaty, acting: Acting, _rules: Rules, _record: Record
) -> Decision:
    """Put an act to its file; a treaty is judged by its own terms, not by the assembly's rules."""
    if isinstance(command, OnEntry):
        return _on_entry(command, case, acting)
    if isinstance(command, OnParties):
        return _on_parties(command, case, acting)
    return _on_text(command, case, acting)


def _on_entry(command: OnEntry, case: Treaty, acting: Acting) -> Decision:
    match command:
        case opening.OpenForSignature():
            return opening.open_treaty(command, case, acting)
        case signature.RegisterSignature():
            return signature.sign(command, case, acting)
        case approval.ReportParliamentApproval():
            return approval.parliament_approves(command, case, acting)
        case approval.ReportHeadOfStateApproval():
            return approval.head_approves(command, case, acting)
        case deposit.DepositInstrument():
            return deposit.deposit(command, case, acting)
        case groups.RecordGroupMember():
            return groups.record_member(command, case, acting)
        case reckoning.FixEntryIntoForceDate():
            return reckoning.fix(command, case, acting)
        case _:
            assert_never(command)


def _on_parties(command: OnParties, case: Treaty, acting: Acting) -> Decision:
    match command:
        case reservation.MakeReservation():
            return reservation.make(command, case, acting)
        case reservation.ObjectToReservation():
            return reservation.object_to(command, case, acting)
        case reservation.WithdrawReservation():
            return reservation.withdraw(command, case, acting)
        case objection.WithdrawObjection():
            return objection.withdraw(command, case, acting)
        case denunciation.NotifyDenunciation():
            return denunciation.notify(command, case, acting)
        case succession.RecordPartyDissolved():
            return succession.dissolve(command, case, acting)
        case succession.NotifySuccession():
            return succession.succeed(command, case, acting)
        case _:
            assert_never(command)


def _on_text(command: OnText, case: Treaty, acting: Acting) -> Decision:
    match command:
        case correction.ProposeTextCorrection():
            return correction.propose(command, case, acting)
        case correction.ObjectToTextCorrection():
            return correction.object_to(command, case, acting)
        case correction.ConcludeTextCorrection():
            return correction.conclude(command, case, acting)
        case _:
            assert_never(command)


def missed(
    case: Treaty, name: str, acting: Acting, record: Record
) -> Sequence[AnyEvent | Elsewhere]:
    """Say what a day brings: entry into force, an end, a reservation or correction that stands."""
    files = (reckoning, denunciation, reservation, correction)
    return [event for each in files for event in each.missed(case, name, acting, record)]


def evolve(case: Treaty, event: Event) -> Treaty:
    """Fold an event."""
    if isinstance(event, OfActs):
        return _of_acts(case, event)
    if isinstance(event, OfEntry):
        return _of_entry(case, event)
    if isinstance(event, OfParties):
        return _of_parties(case, event)
    return _of_text(case, event)


def _of_acts(case: Treaty, event: OfActs) -> Treaty:
    match event:
        case opening.OpenedForSignature():
            return opening.opened(case, event)
        case signature.TreatySigned():
            return signature.signed(case, event)
        case approval.ParliamentApproved():
            return approval.parliament_approved(case, event)
        case approval.HeadOfStateApproved():
            return approval.head_approved(case, event)
        case deposit.InstrumentDeposited():
            return deposit.deposited(case, event)
        case groups.GroupMemberRecorded():
            return groups.member_recorded(case, event)
        case _:
            assert_never(event)


def _of_entry(case: Treaty, event: OfEntry) -> Treaty:
    match event:
        case reckoning.ThresholdReached():
            return reckoning.threshold_reached(case, event)
        case reckoning.EntryIntoForceDateFixed():
            return reckoning.date_fixed(case, event)
        case reckoning.EntryIntoForceDateWithdrawn():
            return reckoning.date_withdrawn(case, event)
        case reckoning.TreatyEnteredIntoForce():
            return reckoning.entered(case, event)
        case _:
            assert_never(event)


def _of_parties(case: Treaty, event: OfParties) -> Treaty:
    match event:
        case reservation.ReservationMade():
            return reservation.made(case, event)
        case reservation.ReservationObjectedTo():
            return reservation.objected(case, event)
        case reservation.ReservationAccepted():
            return reservation.accepted(case, event)
        case reservation.ReservationWithdrawn():
            return reservation.withdrawn(case, event)
        case objection.ObjectionWithdrawn():
            return objection.withdrawn(case, event)
        case denunciation.DenunciationNotified():
            return denunciation.notified(case, event)
        case denunciation.DenunciationTookEffect():
            return denunciation.took_effect(case, event)
        case succession.PartyDissolved():
            return succession.dissolved(case, event)
        case succession.SuccessionNotified():
            return succession.succeeded(case, event)
        case _:
            assert_never(event)


def _of_text(case: Treaty, event: OfText) -> Treaty:
    match event:
        case correction.TextCorrectionProposed():
            return correction.proposed(case, event)
        case correction.TextCorrectionObjectedTo():
            return correction.objected(case, event)
        case correction.TextCorrected():
            return correction.corrected(case, event)
        case correction.TextCorrectionRefused():
            return correction.refused(case, event)
        case _:
            assert_never(event)


def begin(stream: str) -> Treaty:
    """Return a treaty of which nothing is recorded yet."""
    return Treaty(stream=stream)


TREATY: Definition[Treaty, Command, Event] = Definition(
    category=CATEGORY,
    form="treaty/<id>",
    pattern=r"treaty/[a-z0-9]+(-[a-z0-9]+)*",
    begin=begin,
    commands=get_args(Command),
    events=get_args(Event),
    decide=decide,
    evolve=evolve,
    opens=(opening.OpenForSignature,),
    missed=missed,
)
