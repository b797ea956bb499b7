"""Tallying: totals of a chamber put to the decision rules that decide the assembly's own votes."""

from dataclasses import dataclass

from domain.decision_rules.decision_rule import DecisionRule, QuorumRule
from domain.decision_rules.majorities import Outcome
from domain.decision_rules.outcome_words import arithmetic
from domain.decision_rules.outcomes import result
from domain.decision_rules.questions import Presence, Question
from domain.decision_rules.tallies import Body, ContradictionError, tally
from domain.vote.totals import Totals

OPTIONS = ("in_favour", "against", "abstentions", "not_voting", "absent", "excused", "paired")
"""The options as totals name them, in the order in which a tally has them."""


@dataclass(frozen=True, kw_only=True)
class Tallied:
    """What a rule makes of totals, with the arithmetic in words."""

    outcome: Outcome
    arithmetic: str
    needed: int | None = None
    missing: tuple[str, ...] = ()


def tallied(
    rule: DecisionRule, quorum: QuorumRule | None, totals: Totals, members: int | None
) -> Tallied:
    """Return what a rule makes of totals in a body of so many members; None is not known."""
    told = tuple(getattr(totals, name) for name in OPTIONS)
    try:
        counted = tally(told, Body(legal=members), objections=totals.objections or 0)
    except ContradictionError as fault:
        return Tallied(
            outcome="cannot-compute", arithmetic=f"the totals cannot be: {fault}", missing=("vote",)
        )
    question = Question(rule=rule, tally=counted, quorum=_presence(quorum))
    found = result(question)
    return Tallied(
        outcome=found.outcome,
        arithmetic=arithmetic(question, found),
        needed=found.needed,
        missing=found.missing,
    )


def _presence(quorum: QuorumRule | None) -> Presence | None:
    if quorum is None:
        return None
    return Presence(of=quorum.of, at_least=quorum.at_least, strict=quorum.strict)
