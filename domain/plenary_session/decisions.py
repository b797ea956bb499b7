"""Decisions: the plenary session calls votes and learns what came of them."""

from types import MappingProxyType
from typing import Literal

from domain.messages import CaseName, Dated, Text, VoteName
from domain.plenary_session.points import Life, changed
from domain.plenary_session.state import CalledVote, PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace


class VoteCalled(Dated):
    """A question was put to the vote."""

    type: Literal["VoteCalled"] = "VoteCalled"
    vote: str
    question: Text
    about: CaseName | None = None


class VoteSettled(Dated):
    """A vote ended: its result was announced, or it was declared void."""

    type: Literal["VoteSettled"] = "VoteSettled"
    vote: str
    outcome: Literal["adopted", "rejected", "void"]


def called(plenary: PlenarySession, event: VoteCalled) -> PlenarySession:
    """Await the vote; one that was postponed is awaited again. What is debated is voted on now."""
    items = _in_question(plenary, event.about)
    vote = CalledVote(stream=event.vote, question=event.question, items=items)
    return replace(_with(plenary, vote), points=changed(plenary.points, items, Life.VOTING))


def settled(plenary: PlenarySession, event: VoteSettled) -> PlenarySession:
    """Await the vote no longer."""
    called = plenary.votes.get(event.vote) or CalledVote(stream=event.vote, question=event.vote)
    after = _with(plenary, replace(called, outcome=event.outcome))
    voting = {item for vote in after.open_votes for item in vote.items}
    back = [each for each in called.items if _is_voting(plenary, each) and each not in voting]
    return replace(after, points=changed(plenary.points, back, Life.UNDER_DEBATE))


def not_decided(
    vote: VoteName | None, plenary: PlenarySession, *, outcome: Literal["adopted", "rejected"]
) -> Refusal | None:
    """Say why a vote cannot be cited for a decision; no vote is cited: nothing to say."""
    if vote is None:
        return None
    found = plenary.votes.get(vote)
    if found is None:
        return not_in_order(f"{vote} is no vote of {plenary.stream}")
    if found.outcome != outcome:
        return not_in_order(f"{vote} is {found.outcome or 'not settled'}, not {outcome}")
    return None


def _in_question(plenary: PlenarySession, about: str | None) -> tuple[str, ...]:
    """Return the points that a vote decides: those on its case, else all that are debated."""
    debated = plenary.open_points
    subject = tuple(each.place for each in debated if about is not None and each.about == about)
    return subject or tuple(each.place for each in debated)


def _is_voting(plenary: PlenarySession, place: str) -> bool:
    point = plenary.points.get(place)
    return point is not None and point.life is Life.VOTING


def _with(plenary: PlenarySession, vote: CalledVote) -> PlenarySession:
    return replace(plenary, votes=MappingProxyType({**plenary.votes, vote.stream: vote}))
