"""Opinions that are still out when the committee that leads has come to its end."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.committee_review.seisin import discharge
from domain.committee_review.state import CommitteeReview
from domain.irregularities import breach
from domain.messages import Event
from domain.model_law.state import ModelLaw, review_stream
from domain.refusal import Refusal, needs_ruling
from domain.rules import Rules

OPINIONS = "committee.opinions"
AWAITED, NOT_AWAITED = "awaited", "not-awaited"


class OpinionsLeft(NamedTuple):
    """What a report does to the opinions that are out: the committees are discharged of them."""

    events: Sequence[Event | Elsewhere] = ()
    discharged: tuple[str, ...] = ()


def settle(
    review: CommitteeReview, acting: Acting, rules: Rules, record: Record
) -> OpinionsLeft | Refusal:
    """Tell whether a report may go without an opinion, and what becomes of that, if it may."""
    waiting = _outstanding(review, record)
    if not waiting:
        return OpinionsLeft()
    names = ", ".join(each.committee for each in waiting)
    sentence = f"the opinion that {names} was asked for is not there"
    value = rules.value(OPINIONS)
    if value is None:
        return needs_ruling(
            OPINIONS,
            sentence=f"{sentence}; no rule says whether a report awaits it",
            citation=rules.cite(OPINIONS),
        )
    noted = [breach(OPINIONS, sentence, acting, rules)] if value == AWAITED else []
    refused = next((each for each in noted if isinstance(each, Refusal)), None)
    if refused is not None:
        return refused
    events = [each for each in noted if not isinstance(each, Refusal)]
    # While another committee still leads, the opinion may yet reach it.
    left = [] if _others_lead(review, record) else waiting
    grounds = f"{review.committee} reported without its opinion"
    ended = (each for other in left for each in discharge(other, grounds))
    return OpinionsLeft((*events, *ended), tuple(each.committee for each in left))


def without_report(review: CommitteeReview, record: Record) -> Sequence[CommitteeReview]:
    """Return the opinions for which nobody is left to report, now that this committee has not."""
    if review.role == "opinion" or _others_lead(review, record):
        return []
    return _outstanding(review, record)


def _outstanding(review: CommitteeReview, record: Record) -> list[CommitteeReview]:
    return [each for each in _others(review, record) if each.role == "opinion"]


def _others_lead(review: CommitteeReview, record: Record) -> bool:
    return any(each.role == "lead" for each in _others(review, record))


def _others(review: CommitteeReview, record: Record) -> list[CommitteeReview]:
    law = record.case(review.law, ModelLaw)
    streams = [review_stream(law.stream, committee) for committee in law.open_reviews]
    return [record.case(each, CommitteeReview) for each in streams if each != review.stream]
