"""Rights: who sits in the committee that is seised, and who presides there."""

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly, Office
from domain.committee_review.state import CommitteeReview
from domain.refusal import Refusal, no_right, not_in_order


def membership(review: CommitteeReview, acting: Acting, record: Record) -> Office | Refusal:
    """Return the actor's seat in this committee, while its review is open."""
    if not review.is_open:
        return not_in_order(f"the review of {review.committee} ended: {review.stage.value}")
    if acting.actor.body != review.committee:
        return no_right(f"{review.stream} is with {review.committee}, not {acting.actor.body}")
    office = record.case(STREAM, Assembly).office_of(acting.actor, acting.on)
    return office or no_right(f"{acting.actor.subject} has no seat in {review.committee}")


def presiding(review: CommitteeReview, acting: Acting, record: Record) -> Office | Refusal:
    """Return the seat of the one who presides, and nobody else's."""
    office = membership(review, acting, record)
    if isinstance(office, Refusal) or office.presides:
        return office
    return no_right(f"that is an act of whoever presides in {review.committee}")
