"""Examination: the committee has gone through the edition before it."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.committee_review.rights import membership
from domain.committee_review.state import CommitteeReview
from domain.messages import Command, Dated
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity


class ExamineDraft(Command):
    """A member records that the committee has examined the draft."""

    by: ClassVar = (Capacity.COMMITTEE,)
    type: Literal["ExamineDraft"] = "ExamineDraft"


class DraftExamined(Dated):
    """The committee has examined this edition; it may be approved."""

    type: Literal["DraftExamined"] = "DraftExamined"
    edition: int
    on: date


def examine(
    _: ExamineDraft, review: CommitteeReview, acting: Acting, record: Record
) -> Sequence[DraftExamined] | Refusal:
    """Accept one examination of each edition, with or without a rapporteur."""
    office = membership(review, acting, record)
    if isinstance(office, Refusal):
        return office
    if review.stage not in {Stage.REFERRED, Stage.RAPPORTEUR}:
        return not_in_order(f"edition {review.edition} is {review.stage.value} already")
    return [DraftExamined(edition=review.edition, on=acting.on)]


def examined(review: CommitteeReview, _: DraftExamined) -> CommitteeReview:
    """Await approvals."""
    return replace(review, stage=Stage.EXAMINED)
