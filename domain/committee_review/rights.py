"""Rights: who sits for a member parliament in the committee seised, and who presides there."""

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly, Office
from domain.committee_review.state import CommitteeReview
from domain.refusal import Refusal, no_right, not_in_order


def membership(review: CommitteeReview, acting: Acting, record: Record) -> Office | Refusal:
    """Return the actor's seat in this committee while its review is open; observers have none."""
    if not review.is_open:
        return not_in_order(f"the review of {review.committee} ended: {review.stage.value}")
    assembly = record.case(STREAM, Assembly)
    seised = [assembly.committee_in_place_of(each, acting.on) for each in review.committees]
    if acting.actor.body not in seised:
        where = " and ".join(dict.fromkeys(seised))
        return no_right(f"{review.stream} is with {where}, not {acting.actor.body}")
    office = assembly.office_of(acting.actor, acting.on)
    if office is None:
        return no_right(f"{acting.actor.subject} has no seat in {acting.actor.body}")
    if office.parliament not in assembly.members_on(acting.on):
        return no_right(f"{acting.actor.subject} sits there for no member parliament")
    return office


def presiding(review: CommitteeReview, acting: Acting, record: Record) -> Office | Refusal:
    """Return the seat of the one who presides, and nobody else's."""
    office = membership(review, acting, record)
    if isinstance(office, Refusal) or office.presides:
        return office
    where = " or ".join(review.committees)
    return no_right(f"that is an act of whoever presides in {where}")
