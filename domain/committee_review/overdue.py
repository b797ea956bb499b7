"""Overdue: the deadline passed and no report was there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.committee_review.state import REPORT, CommitteeReview
from domain.messages import Event
from domain.model_law.report import CommitteeDidNotReport
from domain.stages import Stage


class NoReportInTime(Event):
    """The committee did not report within the time limit; it is no longer seised."""

    type: Literal["NoReportInTime"] = "NoReportInTime"
    edition: int


def missed(
    review: CommitteeReview, name: str, _acting: Acting, _record: Record
) -> Sequence[Event | Elsewhere]:
    """End a review whose time to report ran out, and tell the model law."""
    if name != REPORT or not review.is_open:
        return []
    return [
        NoReportInTime(edition=review.edition),
        Elsewhere(review.law, CommitteeDidNotReport(committee=review.committee)),
    ]


def not_reported(review: CommitteeReview, _: NoReportInTime) -> CommitteeReview:
    """Await nothing more; a later referral opens the review again."""
    return replace(review, stage=Stage.NO_REPORT_IN_TIME)
