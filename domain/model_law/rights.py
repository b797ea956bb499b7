"""Rights: who are the authors of a model law."""

from domain.acting import Acting
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal, no_right
from domain.submission import Capacity


def is_proposer(law: ModelLaw, acting: Acting) -> bool:
    """Tell whether the actor speaks for the parliament or committee that proposed it."""
    body = acting.actor.body
    match acting.actor.capacity:
        case Capacity.DELEGATION:
            return body is not None and body == law.proposer
        case Capacity.COMMITTEE:
            return body is not None and body == law.proposing_committee
        case _:
            return False


def not_an_author(law: ModelLaw, acting: Acting) -> Refusal | None:
    """Refuse a text of anybody but the proposer; the Secretariat records what it receives."""
    if acting.actor.capacity is Capacity.SECRETARIAT or is_proposer(law, acting):
        return None
    author = law.proposer or law.proposing_committee or "nobody on record"
    return no_right(f"{law.stream} is a proposal of {author}, not of {acting.actor.body}")
