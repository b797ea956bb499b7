"""Reconsideration: a decision is taken up again; the announced result stays what it was."""

from collections.abc import Sequence
from typing import Literal

from domain.case import Elsewhere
from domain.messages import Dated, VoteName
from domain.replacing import replace
from domain.vote.state import Announced, Vote


class DecisionTakenUpAgain(Dated):
    """The plenary decided, by another vote, to put this question again."""

    type: Literal["DecisionTakenUpAgain"] = "DecisionTakenUpAgain"
    vote: VoteName


def taken_up(outcome: Announced, vote: Vote) -> Sequence[Elsewhere]:
    """Tell the vote that is reconsidered, where the plenary wants it so."""
    if vote.reconsiders is None or outcome != "adopted":
        return []
    return [Elsewhere(vote.reconsiders, DecisionTakenUpAgain(vote=vote.stream))]


def taken_up_again(vote: Vote, event: DecisionTakenUpAgain) -> Vote:
    """Remember by which vote; the result is not touched."""
    return replace(vote, reconsidered_by=event.vote)
