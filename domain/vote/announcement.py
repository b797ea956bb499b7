"""Announcement: the chair declares the result, which is final; a mismatch is flagged."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Record
from domain.case import Elsewhere, category
from domain.messages import Command, Dated, Event, Key, Text
from domain.model_law import amendment_votes
from domain.model_law.plenary import MotionCarried, MotionRejected
from domain.model_law.state import ModelLaw
from domain.plenary_session.decisions import VoteSettled
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.arithmetic import CASTING_VOTE
from domain.vote.counting import Found, compute, scoped_rule
from domain.vote.election import OfficerElected
from domain.vote.opposed import without_consensus
from domain.vote.reconsideration import taken_up
from domain.vote.state import Announced, Outcome, Vote
from domain.vote.subjects import FINAL, is_open_again
from domain.vote.undecided import undecided
from domain.vote.working import Working


class AnnounceResult(Command):
    """The chair declares the result; of an election, also who is elected."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = "plenary.decision"
    type: Literal["AnnounceResult"] = "AnnounceResult"
    outcome: Announced
    elected: Key | None = None


class ResultAnnounced(Dated):
    """The result as declared, beside the one computed. It is final."""

    type: Literal["ResultAnnounced"] = "ResultAnnounced"
    outcome: Announced
    computed: Outcome
    needed: int | None = None
    arithmetic: Text
    working: Working | None = None


class ResultAnomalyFlagged(Dated):
    """The declared result is not the computed one. Both stay; neither is repaired."""

    type: Literal["ResultAnomalyFlagged"] = "ResultAnomalyFlagged"
    announced: Announced
    computed: Outcome
    arithmetic: Text


def announce(
    command: AnnounceResult, vote: Vote, rules: Rules, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Declare a result that can be computed; the rulings since the closing count."""
    if vote.stage is not Stage.CLOSED:
        return not_in_order("a result is announced once, when the vote is closed")
    if (refusal := _no_such_candidate(command, vote)) is not None:
        return refusal
    found = compute(vote, rules, record)
    if found.outcome in {"cannot-compute", "re-ballot"}:
        return _undecided(found, vote, rules, record)
    if (refusal := _text_has_moved(vote, record)) is not None:
        return refusal
    return [
        *_declared(command, found, vote),
        *_meaning(command.outcome, vote, record),
        *_unless_consensus(command.outcome, found, vote, rules, record),
        *taken_up(command.outcome, vote),
        Elsewhere(vote.plenary_session, VoteSettled(vote=vote.stream, outcome=command.outcome)),
    ]


def _no_such_candidate(command: AnnounceResult, vote: Vote) -> Refusal | None:
    if not vote.candidates and command.elected is not None:
        return not_valid("nobody stands for election in this vote")
    if vote.candidates and command.outcome == "adopted" and command.elected not in vote.candidates:
        return not_valid(f"name who is elected: {', '.join(vote.candidates)}")
    return None


def _undecided(found: Found, vote: Vote, rules: Rules, record: Record) -> Refusal:
    parameter, held = scoped_rule(vote, rules, record)
    if found.outcome == "re-ballot":
        return not_in_order(
            f"{found.arithmetic}: the rules ask for another ballot; hold it",
            citation=held.cite(parameter),
        )
    if CASTING_VOTE in found.missing:
        return Refusal(
            code="not-in-order",
            sentence=f"{found.arithmetic}: give the casting vote first",
            citation=held.cite(parameter),
            missing=(CASTING_VOTE,),
        )
    return undecided("result", found.arithmetic, found.missing, held.cite(parameter))


def _text_has_moved(vote: Vote, record: Record) -> Refusal | None:
    """Say why the result can mean nothing for its model law any more."""
    if _is_about_a_law(vote) and not _decides_a_law(vote):
        return amendment_votes.overtaken(vote, record)
    if not _decides_a_law(vote):
        return None
    law = record.case(str(vote.about), ModelLaw)
    if law.is_before(vote.plenary_session) or is_open_again(law, record):
        return None
    return not_in_order(f"{vote.about} is {law.stage.value} by now; void this vote")


def _is_about_a_law(vote: Vote) -> bool:
    return vote.about is not None and category(vote.about) == "model-law"


def _decides_a_law(vote: Vote) -> bool:
    return _is_about_a_law(vote) and vote.kind == FINAL


def _declared(command: AnnounceResult, found: Found, vote: Vote) -> list[Event]:
    declared = ResultAnnounced(
        outcome=command.outcome,
        computed=found.outcome,
        needed=found.needed,
        arithmetic=found.arithmetic,
        working=found.working,
    )
    flagged = ResultAnomalyFlagged(
        announced=command.outcome, computed=found.outcome, arithmetic=found.arithmetic
    )
    named = command.elected if command.outcome == "adopted" else None
    elected = [] if named is None else [OfficerElected(candidate=named)]
    differs = command.outcome != found.outcome or (named is not None and named != vote.elected)
    return [declared, *([flagged] if differs else []), *elected]


def _meaning(outcome: Announced, vote: Vote, record: Record) -> Sequence[Elsewhere]:
    """Tell the model law what the declared result means for it, or for its amendments."""
    if _is_about_a_law(vote) and not _decides_a_law(vote):
        return amendment_votes.meaning(vote, outcome, record)
    if not _decides_a_law(vote) or vote.edition is None:
        return []
    if outcome == "adopted":
        event: Event = MotionCarried(vote=vote.stream, edition=vote.edition, sha256=vote.sha256)
    else:
        event = MotionRejected(vote=vote.stream, edition=vote.edition)
    return [Elsewhere(str(vote.about), event)]


def _unless_consensus(
    outcome: Announced, found: Found, vote: Vote, rules: Rules, record: Record
) -> Sequence[Elsewhere]:
    """Draw the consequence that the rules name where a law was rejected for want of consensus."""
    if not _decides_a_law(vote) or (outcome, found.outcome) != ("rejected", "rejected"):
        return []
    parameter, held = scoped_rule(vote, rules, record)
    return without_consensus(str(vote.about), vote, found.arithmetic, parameter, held)


def announced(vote: Vote, event: ResultAnnounced) -> Vote:
    """Hold the result for ever; where it is rejected nobody is elected, whoever was counted."""
    return replace(
        vote,
        stage=Stage.ANNOUNCED,
        announced=event.outcome,
        announced_on=event.on,
        elected=vote.elected if event.outcome == "adopted" else None,
        computed=event.computed,
        working=event.working or vote.working,
        arithmetic=event.arithmetic,
        missing=(),
    )


def flagged(vote: Vote, _: ResultAnomalyFlagged) -> Vote:
    """Remember that declared and computed differ."""
    return replace(vote, anomaly=True)
