"""Irregularities: a breached alert rule is accepted with a reason, and stays on record."""

from typing import Literal, TypeVar

from domain.acting import Acting
from domain.case import Case
from domain.messages import Event, Text
from domain.refusal import NO_CITATION, Refusal
from domain.replacing import replace
from domain.rules import Rules, Severity

Kind = TypeVar("Kind", bound=Case)


class IrregularityRecorded(Event):
    """An alert rule was broken, and this is the reason given."""

    type: Literal["IrregularityRecorded"] = "IrregularityRecorded"
    rule: str
    breach: Text
    reason: Text
    citation: Text


def breach(
    rule: str, sentence: str, acting: Acting, rules: Rules
) -> IrregularityRecorded | Refusal:
    """Answer a breach: a block refuses; an alert refuses without a reason, else is recorded."""
    if rules.severity(rule) is Severity.BLOCK:
        return Refusal(code="against-the-rules", sentence=sentence, citation=rules.cite(rule))
    return with_reason(rule, sentence, acting, rules)


def with_reason(
    rule: str, sentence: str, acting: Acting, rules: Rules
) -> IrregularityRecorded | Refusal:
    """Accept what is irregular whatever the rules say of it, but never without a reason."""
    return excused(rule, sentence, acting, citation=rules.cite(rule))


def excused(
    name: str, sentence: str, acting: Acting, *, citation: str = NO_CITATION
) -> IrregularityRecorded | Refusal:
    """Accept with a reason what a limit of its own, or no rule at all, makes irregular."""
    if not acting.reason:
        return Refusal(
            code="reason-needed",
            sentence=f"{sentence}; give a reason and it will be recorded as an irregularity",
            citation=citation,
            missing=("reason",),
        )
    return IrregularityRecorded(
        rule=name, breach=sentence[:8_000], reason=acting.reason, citation=citation
    )


def noted(case: Kind, _: IrregularityRecorded) -> Kind:
    """Count the irregularity."""
    return replace(case, irregularities=case.irregularities + 1)
