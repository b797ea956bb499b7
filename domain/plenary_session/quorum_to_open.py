"""Quorum to open: how many delegations, or persons, must be there before a sitting begins."""

from typing import NamedTuple

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.decision_rules.decision_rule import QuorumRule
from domain.decision_rules.majorities import number
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, needs_ruling
from domain.rules import Rules

PARAMETER, MEMBERS = "quorum.open", "component_members"


class Presence(NamedTuple):
    """How many of how many are there, and what they are; None is not known."""

    present: int
    of: int | None
    who: str

    @property
    def words(self) -> str:
        """Say it."""
        return f"{self.present} of {'unknown' if self.of is None else self.of} {self.who}"


def no_quorum(
    plenary: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Refusal | None:
    """Refuse to open without the quorum of the rules; with everybody present any is met."""
    value, citation = rules.value(PARAMETER), rules.cite(PARAMETER)
    base = value.of if isinstance(value, QuorumRule) else "delegations"
    there = _presence(base, plenary, acting, rules, record)
    if there.present == there.of or (type(value) is int and there.present >= value):
        return None
    if isinstance(value, QuorumRule):
        return _too_few(value, there, citation)
    if type(value) is int:
        return _lacking(there, value, citation)
    sentence = f"{there.words} are present, and no rule says how many must be"
    return needs_ruling(PARAMETER, sentence=sentence, citation=citation)


def _presence(
    base: str, plenary: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Presence:
    if base == "delegations":
        members = record.case(STREAM, Assembly).members_on(acting.on)
        return Presence(len(plenary.present or ()), len(members), "member parliaments")
    if base == MEMBERS:
        return Presence(len(plenary.persons), rules.number(MEMBERS), "members in law")
    seated = len(plenary.mandates_on(acting.on))
    return Presence(len(plenary.persons), seated or None, "members in office")


def _too_few(rule: QuorumRule, there: Presence, citation: str) -> Refusal | None:
    if isinstance(rule.at_least, str) and there.of is None:
        return _of_how_many(rule, there, citation)
    needed = number(rule.at_least, there.of or 0, strict=rule.strict)
    return None if there.present >= needed else _lacking(there, needed, citation)


def _of_how_many(rule: QuorumRule, there: Presence, citation: str) -> Refusal:
    """Say that the base is unset; of those in office no rule says it, but their credentials."""
    sentence = f"{there.words} are present; {rule.at_least} of them must be"
    if rule.of == MEMBERS:
        return needs_ruling(MEMBERS, sentence=sentence, citation=citation)
    return Refusal(
        code="cannot-compute",
        sentence=f"{sentence}; accept the credentials of the delegations first",
        citation=citation,
        missing=("credentials",),
    )


def _lacking(there: Presence, needed: int, citation: str) -> Refusal:
    return Refusal(
        code="against-the-rules",
        sentence=f"{there.words} are present; {needed} are needed to open",
        citation=citation,
    )
