"""Opinion: a committee that does not lead says what it thinks of the draft, and is done."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.committee_review.opinions import OPINIONS
from domain.committee_review.rights import presiding
from domain.committee_review.state import REPORT, CommitteeReview
from domain.messages import Command, Dated, Event, Text
from domain.model_law.report import CommitteeGaveOpinion, Opinion
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity
from domain.time_limits import met


class GiveOpinion(Command):
    """Whoever presides gives the opinion of a committee that was asked for one."""

    by: ClassVar = (Capacity.COMMITTEE,)
    rule: ClassVar = OPINIONS
    type: Literal["GiveOpinion"] = "GiveOpinion"
    edition: int
    opinion: Opinion
    remarks: tuple[Text, ...] = ()


class OpinionGiven(Dated):
    """The committee has given its opinion on this edition."""

    type: Literal["OpinionGiven"] = "OpinionGiven"
    edition: int
    opinion: Opinion
    remarks: tuple[Text, ...] = ()


def give(
    command: GiveOpinion, review: CommitteeReview, acting: Acting, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Accept an opinion on the edition that the committee has examined."""
    office = presiding(review, acting, record)
    if isinstance(office, Refusal):
        return office
    if (refusal := _not_ready(command, review)) is not None:
        return refusal
    told = command.model_dump(exclude={"type"})
    given = CommitteeGaveOpinion.model_validate({**told, "committee": review.committee})
    return [
        OpinionGiven.model_validate(told),
        *met(review, REPORT),
        Elsewhere(review.law, given),
    ]


def given(review: CommitteeReview, event: OpinionGiven) -> CommitteeReview:
    """Await nothing more."""
    return replace(review, stage=Stage.OPINION_GIVEN, remarks=event.remarks)


def _not_ready(command: GiveOpinion, review: CommitteeReview) -> Refusal | None:
    if review.role != "opinion":
        return not_in_order(f"{review.committee} leads; it reports to the plenary")
    if command.edition != review.edition:
        return Refusal(
            code="other-edition", sentence=f"before the committee is edition {review.edition}"
        )
    if review.stage not in {Stage.EXAMINED, Stage.APPROVED}:
        return not_in_order(f"edition {review.edition} is not examined; it is {review.stage.value}")
    return None
