"""Overdue: the deadline passed and no report was there."""

from collections.abc import Sequence
from typing import Literal

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.committee_review.opinions import without_report
from domain.committee_review.seisin import discharge
from domain.committee_review.state import REPORT, CommitteeReview
from domain.messages import Event
from domain.model_law.report import CommitteeDidNotReport
from domain.replacing import replace
from domain.stages import Stage


class NoReportInTime(Event):
    """The committee did not report within the time limit; it is no longer seised."""

    type: Literal["NoReportInTime"] = "NoReportInTime"
    edition: int


def missed(
    review: CommitteeReview, name: str, _acting: Acting, record: Record
) -> Sequence[Event | Elsewhere]:
    """End a review whose time to report ran out, and tell the model law."""
    if name != REPORT or not review.is_open:
        return []
    left = without_report(review, record)
    names = tuple(each.committee for each in left)
    grounds = f"{review.committee} did not report in time"
    silent = CommitteeDidNotReport(committee=review.committee, discharged=names)
    return [
        NoReportInTime(edition=review.edition),
        *(told for other in left for told in discharge(other, grounds)),
        Elsewhere(review.law, silent),
    ]


def not_reported(review: CommitteeReview, _: NoReportInTime) -> CommitteeReview:
    """Await nothing more; a later referral opens the review again."""
    return replace(review, stage=Stage.NO_REPORT_IN_TIME)
