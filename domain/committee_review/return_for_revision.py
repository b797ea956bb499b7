"""Return: a committee sends the draft back to its authors, with remarks to be answered."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.committee_review.rights import membership
from domain.committee_review.seisin import discharge
from domain.committee_review.state import REPORT, CommitteeReview
from domain.messages import Command, Dated, Event, Text
from domain.model_law.report import CommitteeReturned
from domain.model_law.state import ModelLaw, review_stream
from domain.refusal import Refusal, no_right, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity
from domain.time_limits import met


class ReturnForRevision(Command):
    """Whoever presides, or the rapporteur, returns the draft for the committee."""

    by: ClassVar = (Capacity.COMMITTEE,)
    type: Literal["ReturnForRevision"] = "ReturnForRevision"
    remarks: tuple[Text, ...] = Field(min_length=1)


class ReturnedForRevision(Dated):
    """The draft is back with its authors; each remark wants an answer."""

    type: Literal["ReturnedForRevision"] = "ReturnedForRevision"
    edition: int
    remarks: tuple[Text, ...]


def return_draft(
    command: ReturnForRevision, review: CommitteeReview, acting: Acting, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Return the draft, and discharge the other committees that are still at it."""
    office = membership(review, acting, record)
    if isinstance(office, Refusal):
        return office
    if review.role == "opinion":
        return not_in_order(f"{review.committee} was asked for its opinion; it returns no draft")
    if not office.presides and acting.actor.subject not in review.rapporteurs:
        return no_right(f"who presides in {review.committee}, or its rapporteur, returns a draft")
    told = CommitteeReturned(committee=review.committee, remarks=command.remarks)
    return [
        ReturnedForRevision(edition=review.edition, remarks=command.remarks),
        *met(review, REPORT),
        Elsewhere(review.law, told),
        *_discharge_others(review, record),
    ]


def returned(review: CommitteeReview, event: ReturnedForRevision) -> CommitteeReview:
    """Await nothing more; a later referral opens the review again."""
    return replace(review, stage=Stage.RETURNED, remarks=event.remarks)


def _discharge_others(review: CommitteeReview, record: Record) -> list[Elsewhere]:
    law = record.case(review.law, ModelLaw)
    streams = [review_stream(law.stream, committee) for committee in law.open_reviews]
    others = [record.case(s, CommitteeReview) for s in streams if s != review.stream]
    grounds = f"{review.committee} returned the draft"
    return [each for other in others for each in discharge(other, grounds)]
