"""The review's table of contents: every act and every event, by its stage file."""

from typing import TypeAlias, assert_never, get_args

from domain.acting import Acting, Record
from domain.committee_review import (
    approval,
    examination,
    opinion,
    overdue,
    rapporteur,
    report,
    return_for_revision,
    seisin,
)
from domain.committee_review.state import CATEGORY, CommitteeReview
from domain.definition import Decision, Definition
from domain.rules import Rules

Command: TypeAlias = (
    rapporteur.AppointRapporteur
    | examination.ExamineDraft
    | approval.ApproveEdition
    | report.ReportToPlenary
    | opinion.GiveOpinion
    | return_for_revision.ReturnForRevision
)
Begun: TypeAlias = (
    seisin.CommitteeSeised
    | seisin.NextEditionReceived
    | rapporteur.RapporteurAppointed
    | examination.DraftExamined
    | approval.ApprovalGiven
    | approval.ApprovalVoided
)
Ended: TypeAlias = (
    report.AdoptionRecommended
    | report.ReportedToPlenary
    | opinion.OpinionGiven
    | return_for_revision.ReturnedForRevision
    | overdue.NoReportInTime
    | seisin.CommitteeDischarged
)
Event: TypeAlias = Begun | Ended


def decide(
    command: Command, review: CommitteeReview, acting: Acting, rules: Rules, record: Record
) -> Decision:
    """Judge an act on a review."""
    match command:
        case rapporteur.AppointRapporteur():
            return rapporteur.appoint(command, review, acting, record)
        case examination.ExamineDraft():
            return examination.examine(command, review, acting, record)
        case approval.ApproveEdition():
            return approval.approve(command, review, acting, rules, record)
        case report.ReportToPlenary():
            return report.report(command, review, acting, rules, record)
        case opinion.GiveOpinion():
            return opinion.give(command, review, acting, record)
        case return_for_revision.ReturnForRevision():
            return return_for_revision.return_draft(command, review, acting, record)
        case _:
            assert_never(command)


def evolve(review: CommitteeReview, event: Event) -> CommitteeReview:
    """Fold an event."""
    return _begun(review, event) if isinstance(event, Begun) else _ended(review, event)


def _begun(review: CommitteeReview, event: Begun) -> CommitteeReview:
    match event:
        case seisin.CommitteeSeised():
            return seisin.seised(review, event)
        case seisin.NextEditionReceived():
            return seisin.received(review, event)
        case rapporteur.RapporteurAppointed():
            return rapporteur.appointed(review, event)
        case examination.DraftExamined():
            return examination.examined(review, event)
        case approval.ApprovalGiven():
            return approval.approved(review, event)
        case approval.ApprovalVoided():
            return approval.voided(review, event)
        case _:
            assert_never(event)


def _ended(review: CommitteeReview, event: Ended) -> CommitteeReview:
    match event:
        case report.AdoptionRecommended():
            return report.recommended(review, event)
        case report.ReportedToPlenary():
            return report.reported(review, event)
        case opinion.OpinionGiven():
            return opinion.given(review, event)
        case return_for_revision.ReturnedForRevision():
            return return_for_revision.returned(review, event)
        case overdue.NoReportInTime():
            return overdue.not_reported(review, event)
        case seisin.CommitteeDischarged():
            return seisin.discharged(review, event)
        case _:
            assert_never(event)


def begin(stream: str) -> CommitteeReview:
    """Return a review of which nothing is recorded yet."""
    return CommitteeReview(stream=stream)


COMMITTEE_REVIEW: Definition[CommitteeReview, Command, Event] = Definition(
    category=CATEGORY,
    form="committee-review/<year>-<number>/<committee>",
    pattern=r"committee-review/[0-9]{4}-[0-9]+/[a-z0-9]+(-[a-z0-9]+)*",
    begin=begin,
    commands=get_args(Command),
    events=get_args(Event),
    decide=decide,
    evolve=evolve,
    opens=(),
    missed=overdue.missed,
)
