"""Rights: who are the authors of a model law."""

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.committee_review.state import CommitteeReview
from domain.model_law.state import ModelLaw, review_stream
from domain.refusal import Refusal, no_right
from domain.submission import Capacity


def is_proposer(law: ModelLaw, acting: Acting, record: Record) -> bool:
    """Tell whether the actor speaks for who proposed it, or for what stands in its place now."""
    assembly, body = record.case(STREAM, Assembly), acting.actor.body
    match acting.actor.capacity:
        case Capacity.DELEGATION:
            proposer = law.proposer and assembly.in_place_of(law.proposer, acting.on)
            return body is not None and body == proposer
        case Capacity.COMMITTEE:
            committee = law.proposing_committee
            heir = committee and assembly.committee_in_place_of(committee, acting.on)
            return body is not None and body == heir and speaks_for_committee(acting, assembly)
        case _:
            return False


def speaks_for_committee(acting: Acting, assembly: Assembly) -> bool:
    """Tell whether the actor presides in his committee, sent by a member parliament."""
    office = assembly.office_of(acting.actor, acting.on)
    members = assembly.members_on(acting.on)
    return office is not None and office.presides and office.parliament in members


def acts_for_committee(law: ModelLaw, acting: Acting, record: Record) -> bool:
    """Tell whether he presides in his committee, or is its rapporteur on this law."""
    assembly, actor = record.case(STREAM, Assembly), acting.actor
    if speaks_for_committee(acting, assembly):
        return True
    streams = (review_stream(law.stream, committee) for committee in law.reviews)
    reviews = [record.case(stream, CommitteeReview) for stream in streams]
    studied = [each for each in reviews if actor.subject in each.rapporteurs]
    return actor.body in {
        assembly.committee_in_place_of(committee, acting.on)
        for review in studied
        for committee in review.committees
    }


def not_an_author(law: ModelLaw, acting: Acting, record: Record) -> Refusal | None:
    """Refuse a text of anybody but the proposer; the Secretariat records what it receives."""
    if acting.actor.capacity is Capacity.SECRETARIAT or is_proposer(law, acting, record):
        return None
    author = law.proposer or law.proposing_committee or "nobody on record"
    return no_right(
        f"{law.stream} is a proposal of {author}: {acting.actor.subject} of {acting.actor.body} "
        "does not speak for it"
    )
