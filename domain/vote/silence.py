"""Silence: outside a sitting nobody votes; who has not objected by a deadline has consented."""

from typing import Protocol

from domain.decision_rules.decision_rule import DecisionRule
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, needs_ruling
from domain.rules import Rules, Value
from domain.vote.electorate import decides

SILENCE = "silence"
"""The method, its deadline, and the question under which rules are set for it."""

KINDS = frozenset({"silence", "consensus", "no_objection"})
"""The rules by which nobody need say yes."""


class Asked(Protocol):
    """What is asked of whom, and how."""

    @property
    def body(self) -> str:
        """Who decides."""

    @property
    def method(self) -> str | None:
        """How the vote is taken."""

    @property
    def document(self) -> str | None:
        """The type of document."""


def not_by_silence(asked: Asked, plenary: PlenarySession, rules: Rules) -> Refusal | None:
    """Refuse to ask for silence where the rules of the body let nothing be decided by it."""
    if asked.method != SILENCE:
        return None
    held = rules.ruled(plenary.rulings)
    name = held.scoped(decides(asked.body), document=asked.document, question=SILENCE)
    if _kind(held.value(name)) in KINDS:
        return None
    wanted = f"{decides(asked.body)}[*/{SILENCE}]"
    return needs_ruling(
        wanted,
        sentence=f"no rule lets the {asked.body} decide by silence: set {wanted}",
        citation=held.cite(name),
    )


def as_silence(value: Value | None) -> DecisionRule:
    """Return the rule that silence is counted by: fewer objections than it takes to break it."""
    n = value.n if isinstance(value, DecisionRule) else None
    return DecisionRule(name="no_objection", n=n or 1)


def _kind(value: Value | None) -> str | None:
    if isinstance(value, DecisionRule):
        return value.name
    return value if isinstance(value, str) else None
