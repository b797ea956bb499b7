"""Closing: no more ballots; the tally stands and is put to the rules."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere
from domain.messages import Command, Dated, Event, Text
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.time_limits import met
from domain.vote.ballot_count import count, tally_of
from domain.vote.ballots import not_voting
from domain.vote.counting import Found, binding, compute, presence
from domain.vote.lacking import lacking
from domain.vote.state import Outcome, Vote
from domain.vote.tally import Tally
from domain.vote.totals import Totals
from domain.vote.unvoted import SILENCE, is_silence_over, silence_ends
from domain.vote.working import Working


class CloseVote(Command):
    """The vote is closed."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.CHAIR)
    rule: ClassVar = "plenary.decision"
    type: Literal["CloseVote"] = "CloseVote"


class VoteClosed(Dated):
    """The tally, and what the rules give; `missing` is what the answer depends on.

    `totals` keeps every option apart, and those that are not known; `tally` is the same where
    all that it names is known.
    """

    type: Literal["VoteClosed"] = "VoteClosed"
    tally: Tally | None = None
    totals: Totals | None = None
    outcome: Outcome
    needed: int | None = None
    arithmetic: Text
    missing: tuple[str, ...] = ()
    working: Working | None = None


def close(
    _: CloseVote, vote: Vote, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Close an open vote and compute its result as far as the rules allow."""
    if (refusal := not_voting(vote, record) or _too_soon(vote, acting)) is not None:
        return refusal
    if vote.candidates:
        return not_in_order("an election is closed by counting a ballot that elects")
    return [*_closed(vote, rules, record), *met(vote, SILENCE)]


def silence_kept(
    vote: Vote, name: str, acting: Acting, record: Record
) -> Sequence[Event | Elsewhere]:
    """Close a silence procedure when its time is over: the clock has waited, nobody need act."""
    if (name, vote.method, vote.stage) != (SILENCE, SILENCE, Stage.OPEN):
        return []
    del acting
    rules = record.case(STREAM, Assembly).rules_of(vote.rules)
    return _closed(vote, rules, record)


def _closed(vote: Vote, rules: Rules, record: Record) -> Sequence[Event | Elsewhere]:
    found, totals = compute(vote, rules, record), count(vote)
    closed = VoteClosed(
        tally=tally_of(totals),
        totals=totals,
        outcome=found.outcome,
        needed=found.needed,
        arithmetic=found.arithmetic,
        missing=found.missing,
        working=found.working,
    )
    return [closed, *_without_quorum(found, vote, rules, record)]


def _without_quorum(
    found: Found, vote: Vote, rules: Rules, record: Record
) -> Sequence[Event | Elsewhere]:
    if found.outcome != "no-quorum":
        return []
    quorum = presence(vote, binding(vote, rules, record))
    if quorum is None or isinstance(quorum, Refusal):
        return []
    return lacking(vote, quorum, record.case(vote.plenary_session, PlenarySession))


def _too_soon(vote: Vote, acting: Acting) -> Refusal | None:
    end = silence_ends(vote)
    if end is None or is_silence_over(vote, acting.now):
        return None
    limit = vote.deadline(SILENCE)
    if limit is not None and limit.missing:
        return not_in_order("silence may still be broken: the limit is suspended; resume it first")
    return not_in_order(f"silence may be broken until {end:%Y-%m-%d %H:%M}Z; wait for it")


def closed(vote: Vote, event: VoteClosed) -> Vote:
    """Hold the tally and what was computed, and wait for the chair."""
    return replace(
        vote,
        stage=Stage.CLOSED,
        tally=event.tally,
        totals=event.totals,
        computed=event.outcome,
        working=event.working,
        arithmetic=event.arithmetic,
        missing=event.missing,
    )
