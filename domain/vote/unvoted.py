"""Questions on which nobody votes: by silence, and without a vote; who objects is heard.

Outside a sitting one may object until a deadline. In a sitting the chair states that nobody
objects, and the text is adopted without a vote (EP, PACE: domain.md 4.2); else it is put to the
vote.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from domain.decision_rules.decision_rule import BY_OBJECTION, DecisionRule
from domain.parameter_names import parsed
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, needs_ruling
from domain.rules import Rules, Value
from domain.vote.electorate import decides
from domain.vote.state import Vote, document_of

SILENCE, WITHOUT_VOTE = "silence", "without-vote"
"""The methods by which nobody votes; `silence` is the name of its deadline too."""

QUESTIONS: Mapping[str | None, str] = MappingProxyType(
    {SILENCE: "silence", WITHOUT_VOTE: "without_vote"}
)
"""The question under which rules are set for each of them."""

WORDS: Mapping[str | None, str] = MappingProxyType(
    {SILENCE: "by silence", WITHOUT_VOTE: "without a vote"}
)


class Asked(Protocol):
    """What is asked of whom, and how."""

    @property
    def body(self) -> str:
        """Who decides."""

    @property
    def kind(self) -> str:
        """The kind of the question."""

    @property
    def method(self) -> str | None:
        """How the vote is taken."""

    @property
    def document(self) -> str | None:
        """The type of document that is named."""

    @property
    def about(self) -> str | None:
        """The case that it is about."""


def question_of(asked: Asked, rules: Rules) -> str:
    """Return the question under which the rules of a vote are found.

    A kind that is decided by objection of itself is adopted without a vote by its own rule, as
    what PACE declares adopted en bloc unless ten object.
    """
    if asked.method == WITHOUT_VOTE and _is_by_objection(asked, rules):
        return asked.kind
    return QUESTIONS.get(asked.method, asked.kind)


def not_unvoted(asked: Asked, plenary: PlenarySession, rules: Rules) -> Refusal | None:
    """Refuse to ask who objects where the rules of the body let nothing be decided so."""
    if asked.method not in QUESTIONS:
        return None
    held = rules.ruled(plenary.rulings)
    name = _rule_of(asked, held, question_of(asked, held))
    if rule_named(held.value(name)) in BY_OBJECTION:
        return None
    wanted = f"{decides(asked.body)}[*/{QUESTIONS[asked.method]}]"
    return needs_ruling(
        wanted,
        sentence=f"no rule lets the {asked.body} decide {WORDS[asked.method]}: set {wanted}",
        citation=held.cite(name),
    )


def silence_ends(vote: Vote) -> datetime | None:
    """Return until when one may object: by the limit as it now stands, else as it was asked."""
    limit = vote.deadline(SILENCE)
    return vote.until if limit is None else limit.at


def is_silence_over(vote: Vote, now: datetime) -> bool:
    """Tell whether the time to object is over; while its limit is suspended it is not."""
    limit, end = vote.deadline(SILENCE), silence_ends(vote)
    is_suspended = limit is not None and bool(limit.missing)
    return end is not None and now >= end and not is_suspended


def as_silence(value: Value | None) -> DecisionRule:
    """Return the rule that silence is counted by: fewer objections than it takes to break it."""
    n = value.n if isinstance(value, DecisionRule) else None
    return DecisionRule(name="no_objection", n=n or 1)


def _is_by_objection(asked: Asked, rules: Rules) -> bool:
    name = _rule_of(asked, rules, asked.kind)
    scope = parsed(name)
    is_its_own = scope is not None and scope.question is not None
    return is_its_own and rule_named(rules.value(name)) in BY_OBJECTION


def _rule_of(asked: Asked, rules: Rules, question: str) -> str:
    document = document_of(asked.document, asked.about)
    return rules.scoped(decides(asked.body), document=document, question=question)


def rule_named(value: Value | None) -> str | None:
    """Return the name of a decision rule, however it is written."""
    if isinstance(value, DecisionRule):
        return value.name
    return value if isinstance(value, str) else None
