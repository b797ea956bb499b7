"""The amendments' table of contents: every act and every event, by its file."""

from typing import TypeAlias, assert_never

from domain.acting import Acting, Record
from domain.definition import Decision
from domain.model_law.amendments import (
    admission,
    calling,
    consolidation,
    of_law,
    results,
    splitting,
    tabling,
)
from domain.model_law.state import ModelLaw
from domain.rules import Rules

Tabling: TypeAlias = (
    tabling.TableAmendment
    | tabling.WithdrawAmendment
    | splitting.SplitAmendment
    | splitting.MergeAmendments
    | splitting.RequestSeparateVote
)
Ruling: TypeAlias = (
    admission.AdmitAmendment
    | admission.DeclareAmendmentInadmissible
    | admission.ReportOnAmendment
    | calling.CallAmendment
    | results.LapseAmendment
)
Writing: TypeAlias = consolidation.RecordProvisions | consolidation.ConsolidateText
Command: TypeAlias = Tabling | Ruling | Writing

Prepared: TypeAlias = (
    tabling.AmendmentTabled
    | admission.AmendmentAdmitted
    | admission.AmendmentReportedOn
    | splitting.AmendmentSplit
    | splitting.AmendmentsMerged
    | splitting.SeparateVoteRequested
    | calling.AmendmentCalled
    | results.EnBlocRefused
)
Ended: TypeAlias = (
    results.AmendmentAdopted
    | results.AmendmentRejected
    | of_law.AmendmentLapsed
    | tabling.AmendmentWithdrawn
    | admission.AmendmentDeclaredInadmissible
)
Written: TypeAlias = consolidation.ProvisionsRecorded | consolidation.TextConsolidated
Event: TypeAlias = Prepared | Ended | Written


def decide(
    command: Command, case: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Decision:
    """Put an act to its file."""
    if isinstance(command, Tabling):
        return _table(command, case, acting, rules, record)
    if isinstance(command, Ruling):
        return _rule(command, case, acting, rules, record)
    return _write(command, case, acting, rules, record)


def _table(
    command: Tabling, case: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case tabling.TableAmendment():
            return tabling.table(command, case, acting, rules, record)
        case tabling.WithdrawAmendment():
            return tabling.withdraw(command, case, acting, rules, record)
        case splitting.SplitAmendment():
            return splitting.split(command, case, acting, rules, record)
        case splitting.MergeAmendments():
            return splitting.merge(command, case, rules, record)
        case splitting.RequestSeparateVote():
            return splitting.request_separate_vote(command, case, acting, rules, record)
        case _:
            assert_never(command)


def _rule(
    command: Ruling, case: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case admission.AdmitAmendment():
            return admission.admit(command, case)
        case admission.DeclareAmendmentInadmissible():
            return admission.declare_inadmissible(command, case, rules, record)
        case admission.ReportOnAmendment():
            return admission.report_on(command, case, acting, record)
        case calling.CallAmendment():
            return calling.call(command, case, acting, rules, record)
        case results.LapseAmendment():
            return results.lapse(command, case, rules, record)
        case _:
            assert_never(command)


def _write(
    command: Writing, case: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case consolidation.RecordProvisions():
            return consolidation.record_provisions(command, case)
        case consolidation.ConsolidateText():
            return consolidation.consolidate(command, case, acting, rules, record)
        case _:
            assert_never(command)


def evolve(case: ModelLaw, event: Event) -> ModelLaw:
    """Fold an event."""
    if isinstance(event, Prepared):
        return _prepared(case, event)
    if isinstance(event, Ended):
        return _ended(case, event)
    return _written(case, event)


def _prepared(case: ModelLaw, event: Prepared) -> ModelLaw:
    match event:
        case tabling.AmendmentTabled():
            return tabling.tabled(case, event)
        case admission.AmendmentAdmitted():
            return admission.admitted(case, event)
        case admission.AmendmentReportedOn():
            return admission.reported_on(case, event)
        case splitting.AmendmentSplit():
            return splitting.was_split(case, event)
        case splitting.AmendmentsMerged():
            return splitting.merged(case, event)
        case splitting.SeparateVoteRequested():
            return splitting.separate_vote_requested(case, event)
        case calling.AmendmentCalled():
            return calling.called(case, event)
        case results.EnBlocRefused():
            return results.en_bloc_refused(case, event)
        case _:
            assert_never(event)


def _ended(case: ModelLaw, event: Ended) -> ModelLaw:
    match event:
        case results.AmendmentAdopted():
            return results.adopted(case, event)
        case results.AmendmentRejected():
            return results.rejected(case, event)
        case of_law.AmendmentLapsed():
            return of_law.lapsed(case, event)
        case tabling.AmendmentWithdrawn():
            return tabling.withdrawn(case, event)
        case admission.AmendmentDeclaredInadmissible():
            return admission.declared_inadmissible(case, event)
        case _:
            assert_never(event)


def _written(case: ModelLaw, event: Written) -> ModelLaw:
    match event:
        case consolidation.ProvisionsRecorded():
            return consolidation.provisions_recorded(case, event)
        case consolidation.TextConsolidated():
            return consolidation.text_consolidated(case, event)
        case _:
            assert_never(event)
