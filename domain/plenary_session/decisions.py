"""Decisions: the plenary session calls votes and learns what came of them."""

from collections.abc import Sequence
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


class VotePutOff(Dated):
    """A vote was put off, or its result is not made public: the same question may be put again."""

    type: Literal["VotePutOff"] = "VotePutOff"
    vote: VoteName


def called(plenary: PlenarySession, event: VoteCalled) -> PlenarySession:
    """Await the vote; one that was put off is awaited again. What is debated is voted on now."""
    before = plenary.votes.get(event.vote)
    put_before = () if before is None else before.items
    items = _not_ended(plenary, put_before) if put_before else _in_question(plenary, event.about)
    vote = CalledVote(stream=event.vote, question=event.question, items=items)
    return replace(_with(plenary, vote), points=changed(plenary.points, items, Life.VOTING))


def settled(plenary: PlenarySession, event: VoteSettled) -> PlenarySession:
    """Await the vote no longer."""
    return _not_voted_on(plenary, replace(_found(plenary, event.vote), outcome=event.outcome))


def put_off(plenary: PlenarySession, event: VotePutOff) -> PlenarySession:
    """Await that it is put again; what it was on is debated until the chair says more."""
    return _not_voted_on(plenary, replace(_found(plenary, event.vote), is_put_off=True))


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


def _not_ended(plenary: PlenarySession, places: Sequence[str]) -> tuple[str, ...]:
    """Return those points that are still dealt with here; one that was put off is taken up."""
    points = (plenary.points.get(each) for each in places)
    return tuple(e.place for e in points if e is not None and (e.is_open or e.is_awaited))


def _found(plenary: PlenarySession, vote: str) -> CalledVote:
    return plenary.votes.get(vote) or CalledVote(stream=vote, question=vote)


def _not_voted_on(plenary: PlenarySession, vote: CalledVote) -> PlenarySession:
    """Hold what became of a vote; a point on which no other vote goes on is debated again."""
    after = _with(plenary, vote)
    voting = {item for other in after.votes_under_way for item in other.items}
    back = [each for each in vote.items if _is_voting(plenary, each) and each not in voting]
    return replace(after, points=changed(plenary.points, back, Life.UNDER_DEBATE))


def _is_voting(plenary: PlenarySession, place: str) -> bool:
    point = plenary.points.get(place)
    return point is not None and point.life is Life.VOTING


def _with(plenary: PlenarySession, vote: CalledVote) -> PlenarySession:
    return replace(plenary, votes=MappingProxyType({**plenary.votes, vote.stream: vote}))
