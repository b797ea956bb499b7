"""Arithmetic: totals, bases and rules of a vote, put to the decision rules of the domain."""

from dataclasses import dataclass
from typing import Literal

from domain.decision_rules.decision_rule import DecisionRule, written
from domain.decision_rules.effects import by_parameters, with_effects
from domain.decision_rules.outcome_words import arithmetic
from domain.decision_rules.outcomes import result
from domain.decision_rules.questions import Presence, Question
from domain.decision_rules.tallies import Body, ContradictionError, Tally, tally
from domain.refusal import Refusal
from domain.rules import Rules, Value
from domain.vote.ballot_count import surplus
from domain.vote.lacking import Quorum
from domain.vote.state import Outcome, Vote
from domain.vote.totals import Totals
from domain.vote.unvoted import SILENCE, as_silence

CASTING_VOTE, QUORUM = "casting_vote", "quorum.decide"


@dataclass(frozen=True, kw_only=True)
class Law:
    """The rules that bind a vote, the name of its decision rule, and the quorum.

    A quorum of None is not asked for; a refusal names what is unset of it.
    """

    parameter: str
    rules: Rules
    quorum: Quorum | Refusal | None


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """What the rules give: outcome, arithmetic in words, base, number needed, what is missing."""

    outcome: Outcome
    arithmetic: str
    base: str | None = None
    count: int | None = None
    needed: int | None = None
    failed_on: str | None = None
    missing: tuple[str, ...] = ()


def reckon(vote: Vote, totals: Totals, law: Law) -> Reckoned:
    """Compute what the rules give for the totals of a vote, or name what is missing."""
    value = law.rules.value(law.parameter)
    rule = as_silence(value) if vote.method == SILENCE else as_rule(value)
    if rule is None:
        said = "no rule is set for this decision"
        return Reckoned(outcome="cannot-compute", arithmetic=said, missing=(law.parameter,))
    rule = with_effects(rule, law.rules, document=vote.document_type, question=vote.kind)
    try:
        counted = _tally(vote, totals)
    except ContradictionError as fault:
        said = f"the totals cannot be: {fault}"
        return Reckoned(outcome="cannot-compute", arithmetic=said, missing=("totals",))
    return _judged(vote, law, rule, counted)


def as_rule(value: Value | None) -> DecisionRule | None:
    """Return a decision rule, however it is written; None where there is none."""
    if isinstance(value, DecisionRule):
        return value
    return written(value) if isinstance(value, str) else None


def _judged(vote: Vote, law: Law, rule: DecisionRule, counted: Tally) -> Reckoned:
    unset = law.quorum.missing if isinstance(law.quorum, Refusal) else (QUORUM,)
    question = Question(
        rule=rule,
        tally=counted,
        quorum=_presence(vote, law.quorum),
        casting_vote=_casting_vote(vote),
    )
    found = by_parameters(result(question), decision=law.parameter, quorum=unset)
    return Reckoned(
        outcome=found.outcome,
        arithmetic=f"{arithmetic(question, found)}{_represented(law.quorum)}",
        base=found.base,
        count=found.count,
        needed=found.needed,
        failed_on=found.failed_on,
        missing=found.missing,
    )


def _represented(quorum: Quorum | Refusal | None) -> str:
    there = quorum.represented if isinstance(quorum, Quorum) else 0
    return f" beside {there} represented" if there else ""


def _tally(vote: Vote, totals: Totals) -> Tally:
    """Return the tally with what is known of the body."""
    body = Body(legal=vote.all_votes, electorate=vote.votes)
    objections = totals.objections or 0
    return tally(totals.options, body, objections=objections, surplus=surplus(vote))


def _presence(vote: Vote, quorum: Quorum | Refusal | None) -> Presence | None:
    """Return the quorum as it is asked; where the rules leave it open it is unset."""
    if quorum is None:
        return None
    if isinstance(quorum, Refusal):
        return Presence(of="", at_least=None, present=vote.counted_present)
    return Presence(of=quorum.of, at_least=quorum.needed, present=vote.counted_present)


def _casting_vote(vote: Vote) -> Literal["for", "against"] | None:
    match vote.casting_vote:
        case "for":
            return "for"
        case "against":
            return "against"
        case _:
            return None
