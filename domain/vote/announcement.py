"""Announcement: the chair declares the result, which is final; a mismatch is flagged."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from domain.acting import Record
from domain.case import Elsewhere, category
from domain.majorities import Outcome, Result
from domain.messages import Command, Dated, Event, Text
from domain.model_law.plenary import MotionCarried, MotionRejected
from domain.model_law.state import ModelLaw
from domain.plenary_session.decisions import VoteSettled
from domain.refusal import Refusal, needs_ruling, not_in_order
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.counting import binding, compute
from domain.vote.state import Announced, Vote


class AnnounceResult(Command):
    """The chair declares the result."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = "plenary.decision"
    type: Literal["AnnounceResult"] = "AnnounceResult"
    outcome: Announced


class ResultAnnounced(Dated):
    """The result as declared, beside the one computed. It is final."""

    type: Literal["ResultAnnounced"] = "ResultAnnounced"
    outcome: Announced
    computed: Outcome
    needed: int | None = None
    arithmetic: Text


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
    if vote.stage is not Stage.CLOSED or vote.tally is None:
        return not_in_order("a result is announced once, when the vote is closed")
    found = compute(vote, vote.tally, rules, record)
    if found.outcome == "cannot-compute":
        return _undecided(found, binding(vote, rules, record))
    if (refusal := _text_has_moved(vote, record)) is not None:
        return refusal
    return [
        *_declared(command.outcome, found),
        *_meaning(command.outcome, vote),
        Elsewhere(vote.plenary_session, VoteSettled(vote=vote.stream, outcome=command.outcome)),
    ]


def _undecided(found: Result, rules: Rules) -> Refusal:
    lacking = " and ".join(found.missing)
    return needs_ruling(
        *found.missing,
        sentence=f"{found.arithmetic}: the result depends on {lacking}, which no rule sets; "
        "the chair may rule on it",
        citation=rules.cite("plenary.decision"),
    )


def _text_has_moved(vote: Vote, record: Record) -> Refusal | None:
    """Say why the result can mean nothing for its model law any more."""
    if not _decides_a_law(vote):
        return None
    law = record.case(str(vote.about), ModelLaw)
    if law.is_before(vote.plenary_session):
        return None
    return not_in_order(f"{vote.about} is {law.stage.value} by now; void this vote")


def _decides_a_law(vote: Vote) -> bool:
    about = vote.about is not None and category(vote.about) == "model-law"
    return about and vote.kind == "final_vote"


def _declared(outcome: Announced, found: Result) -> list[Event]:
    declared = ResultAnnounced(
        outcome=outcome,
        computed=found.outcome,
        needed=found.needed,
        arithmetic=found.arithmetic,
    )
    if outcome == found.outcome:
        return [declared]
    flagged = ResultAnomalyFlagged(
        announced=outcome, computed=found.outcome, arithmetic=found.arithmetic
    )
    return [declared, flagged]


def _meaning(outcome: Announced, vote: Vote) -> list[Elsewhere]:
    """Tell the model law what the declared result means for it."""
    if not _decides_a_law(vote) or vote.edition is None:
        return []
    if outcome == "adopted":
        event: Event = MotionCarried(vote=vote.stream, edition=vote.edition, sha256=vote.sha256)
    else:
        event = MotionRejected(vote=vote.stream, edition=vote.edition)
    return [Elsewhere(str(vote.about), event)]


def announced(vote: Vote, event: ResultAnnounced) -> Vote:
    """Hold the result for ever."""
    return replace(
        vote,
        stage=Stage.ANNOUNCED,
        announced=event.outcome,
        computed=event.computed,
        arithmetic=event.arithmetic,
        missing=(),
    )


def flagged(vote: Vote, _: ResultAnomalyFlagged) -> Vote:
    """Remember that declared and computed differ."""
    return replace(vote, anomaly=True)
