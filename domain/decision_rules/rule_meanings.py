"""Rule meanings: what a decision rule may mean where no source says what an option does.

Unanimity whose kind is not named is one of two; an effect that is unset is one of a few.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from domain.decision_rules.decision_rule import DecisionRule, Effect, Option
from domain.decision_rules.majorities import Effects
from domain.decision_rules.tallies import OPTIONS

KINDS = ("unanimity_of_voting", "consensus")
"""What a text may mean that says unanimity and not which."""

POSSIBLE: Mapping[bool, Sequence[Effect]] = MappingProxyType(
    {True: ("blocks", "no-effect"), False: ("blocks", "no-effect", "in-base")}
)
"""What an option may do of which no source says what it does: to a unanimity, to another rule."""

ALIKE: Mapping[Option, tuple[Option, ...]] = MappingProxyType(
    {"abstain": ("present_not_voting",), "absent": ("excused", "paired")}
)
"""Where a text says no more than unanimity, these are what the first is: silent, or away."""


class Meaning(NamedTuple):
    """One meaning of a rule that leaves something open; `chosen` says which, part by part."""

    rule: DecisionRule
    effects: Effects
    chosen: tuple[tuple[str, str], ...]


def meanings(rule: DecisionRule) -> Iterator[Meaning]:
    """Yield the meanings of a rule: one, unless something of it is unset."""
    unnamed = rule.name == "unanimity"
    if not unnamed and "unset" not in rule.treatment.values():
        yield Meaning(rule, _effects(rule.treatment), ())
        return
    treated: dict[Option, Effect] = dict(rule.treatment)
    if unnamed:
        treated = {"abstain": "unset", "absent": "unset", **treated}
        for first, others in ALIKE.items():
            treated = {**dict.fromkeys(others, treated[first]), **treated}
    groups = _open_groups(treated)
    options: Sequence[Effect] = POSSIBLE[unnamed or rule.name.startswith("unanimity")]
    for name in KINDS if unnamed else (rule.name,):
        for chosen in product(options, repeat=len(groups)):
            effects = dict(treated)
            for group, effect in zip(groups, chosen, strict=True):
                effects |= dict.fromkeys(group, effect)
            part: dict[str, str] = {
                f"treatment.{group[0]}": effect
                for group, effect in zip(groups, chosen, strict=True)
            }
            if unnamed:
                part["rule.name"] = name
            yield Meaning(
                rule.model_copy(update={"name": name}) if unnamed else rule,
                _effects(effects),
                tuple(part.items()),
            )


def _effects(treated: Mapping[Option, Effect]) -> Effects:
    return tuple((OPTIONS.index(option), effect) for option, effect in treated.items())


def _open_groups(treated: Mapping[Option, Effect]) -> list[tuple[Option, ...]]:
    """Return the options of which it is not known what they do, those that go together at once."""
    open_ones = [option for option, effect in treated.items() if effect == "unset"]
    groups: dict[Option, tuple[Option, ...]] = {}
    followers = {each: first for first, others in ALIKE.items() for each in others}
    for option in open_ones:
        first = followers.get(option, option)
        first = first if first in open_ones else option
        groups[first] = (*groups.get(first, ()), option)
    return [tuple(sorted(group, key=lambda o: o != first)) for first, group in groups.items()]
