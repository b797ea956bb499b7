"""Ties: the chair's casting vote, or another ballot, where the rules provide for it.

A ballot is also taken where somebody objects to adopting a text without a vote, or where no
consensus is reached and the rules then ask for a vote.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Record
from domain.messages import Command, Dated, Event, Text
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.counting import casting_vote_decides, compute, scoped_rule
from domain.vote.opposed import CONSENSUS
from domain.vote.state import Vote, without_answers
from domain.vote.unvoted import WITHOUT_VOTE


class GiveCastingVote(Command):
    """The chair decides a tie."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = "plenary.decision"
    type: Literal["GiveCastingVote"] = "GiveCastingVote"
    choice: Literal["for", "against"]


class CastingVoteGiven(Dated):
    """A tie was decided by the chair."""

    type: Literal["CastingVoteGiven"] = "CastingVoteGiven"
    choice: Literal["for", "against"]


class HoldReballot(Command):
    """The chair has the same question answered again, after a tie or an objection."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = "plenary.decision"
    type: Literal["HoldReballot"] = "HoldReballot"
    grounds: Text | None = None


class ReballotHeld(Dated):
    """The ballots were taken anew; those before stay on record and count no more."""

    type: Literal["ReballotHeld"] = "ReballotHeld"
    ballot: int
    grounds: Text | None = None


def give_casting_vote(
    command: GiveCastingVote, vote: Vote, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Let the chair decide a tie once, if the rules give him the casting vote."""
    if vote.stage is not Stage.CLOSED or vote.casting_vote is not None:
        return not_in_order("a casting vote is given once, when the vote is closed")
    if casting_vote_decides(vote, rules, record):
        return [CastingVoteGiven(choice=command.choice)]
    parameter, held = scoped_rule(vote, rules, record)
    return Refusal(
        code="against-the-rules",
        sentence=f"no casting vote decides this: {vote.arithmetic}",
        citation=held.cite(parameter),
    )


def hold_reballot(
    command: HoldReballot, vote: Vote, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Take the ballots anew where that is what the rules give."""
    if vote.stage is not Stage.CLOSED:
        return not_in_order("a re-ballot follows a vote that is closed and not announced")
    if compute(vote, rules, record).outcome != "re-ballot":
        return not_in_order(f"the rules ask for no other ballot: {vote.arithmetic}")
    return [ReballotHeld(ballot=vote.ballot + 1, grounds=command.grounds)]


def casting_vote_given(vote: Vote, event: CastingVoteGiven) -> Vote:
    """Keep it beside the tally: it is no ballot."""
    return replace(vote, casting_vote=event.choice)


def reballot_held(vote: Vote, event: ReballotHeld) -> Vote:
    """Wait for ballots again; how they are taken that follow an objection is not told.

    A roll call that was demanded on the question is taken again.
    """
    method = None if vote.method in {WITHOUT_VOTE, CONSENSUS} else vote.method
    return replace(without_answers(vote), stage=Stage.OPEN, ballot=event.ballot, method=method)
