"""Closing: no more ballots; the tally stands and is put to the rules."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from domain.acting import Record
from domain.majorities import Outcome, Tally
from domain.messages import Command, Dated, Event, Text
from domain.refusal import Refusal
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.ballots import not_voting
from domain.vote.counting import compute, count
from domain.vote.state import Vote


class CloseVote(Command):
    """The vote is closed."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.CHAIR)
    rule: ClassVar = "plenary.decision"
    type: Literal["CloseVote"] = "CloseVote"


class VoteClosed(Dated):
    """The tally, and what the rules give; `missing` is what the answer depends on."""

    type: Literal["VoteClosed"] = "VoteClosed"
    tally: Tally
    outcome: Outcome
    needed: int | None = None
    arithmetic: Text
    missing: tuple[str, ...] = ()


def close(_: CloseVote, vote: Vote, rules: Rules, record: Record) -> Sequence[Event] | Refusal:
    """Close an open vote and compute its result as far as the rules allow."""
    if (refusal := not_voting(vote, record)) is not None:
        return refusal
    tally = count(vote)
    found = compute(vote, tally, rules, record)
    return [
        VoteClosed(
            tally=tally,
            outcome=found.outcome,
            needed=found.needed,
            arithmetic=found.arithmetic,
            missing=found.missing,
        )
    ]


def closed(vote: Vote, event: VoteClosed) -> Vote:
    """Hold the tally and what was computed, and wait for the chair."""
    return replace(
        vote,
        stage=Stage.CLOSED,
        tally=event.tally,
        computed=event.outcome,
        arithmetic=event.arithmetic,
        missing=event.missing,
    )
