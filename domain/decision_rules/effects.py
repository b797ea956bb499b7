"""Effects: what the rules say that abstaining and being absent do to a decision, or leave unset."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from domain.decision_rules.decision_rule import UNANIMITY, DecisionRule, Effect, Option
from domain.decision_rules.questions import Result
from domain.rules import Rules

EFFECTS: tuple[Effect, ...] = ("blocks", "no-effect")
PARAMETERS: Mapping[Option, str] = MappingProxyType(
    {"abstain": "abstention_effect", "absent": "absence_effect"}
)


def with_effects(
    rule: DecisionRule, rules: Rules, *, document: str | None, question: str | None
) -> DecisionRule:
    """Return the rule with the effects that the rules set; the named rules have their own."""
    if rule.name != UNANIMITY:
        return rule
    treatment: dict[Option, Effect] = {}
    for option, name in PARAMETERS.items():
        value = rules.value(rules.scoped(name, document=document, question=question))
        treatment[option] = next((each for each in EFFECTS if each == value), "unset")
    return rule.model_copy(update={"treatment": {**treatment, **rule.treatment}})


def by_parameters(found: Result, *, decision: str, quorum: Sequence[str]) -> Result:
    """Name what is missing by the parameters that would set it."""
    names: dict[str, Sequence[str]] = {
        f"treatment.{option}": (name,) for option, name in PARAMETERS.items()
    }
    names |= {"rule.name": (decision,), "rule.n": (decision,), "quorum": quorum}
    missing = tuple(name for each in found.missing for name in names.get(each, (each,)))
    return replace(found, missing=missing)
