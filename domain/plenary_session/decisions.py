"""Decisions: the plenary session calls votes and learns what came of them."""

from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from domain.messages import Dated, Text
from domain.plenary_session.state import CalledVote, PlenarySession


class VoteCalled(Dated):
    """A question was put to the vote."""

    type: Literal["VoteCalled"] = "VoteCalled"
    vote: str
    question: Text


class VoteSettled(Dated):
    """A vote ended: its result was announced, or it was declared void."""

    type: Literal["VoteSettled"] = "VoteSettled"
    vote: str
    outcome: Literal["adopted", "rejected", "void"]


def called(plenary: PlenarySession, event: VoteCalled) -> PlenarySession:
    """Await the vote; one that was postponed is awaited again."""
    return _with(plenary, CalledVote(stream=event.vote, question=event.question))


def settled(plenary: PlenarySession, event: VoteSettled) -> PlenarySession:
    """Await the vote no longer."""
    question = plenary.votes[event.vote].question if event.vote in plenary.votes else event.vote
    return _with(plenary, CalledVote(stream=event.vote, question=question, outcome=event.outcome))


def _with(plenary: PlenarySession, vote: CalledVote) -> PlenarySession:
    return replace(plenary, votes=MappingProxyType({**plenary.votes, vote.stream: vote}))
