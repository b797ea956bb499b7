"""What each parameter of the rules takes: a value that the engine could not honour is no rule."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import TypeAlias

from pydantic import TypeAdapter, ValidationError

from domain.majorities import EFFECTS, RULES, is_rule
from domain.rules import PARAMETERS, Parameter, Value

Fault: TypeAlias = Callable[[Value], str | None]
"""Says what a parameter takes, where a value is none of that."""

OF_DELEGATIONS = frozenset({"committee.approvals", "quorum.open", "quorum.decide"})
"""The parameters that count delegations: no more of them can be asked for than there are."""

LONGEST = timedelta(days=36_525)
LONGEST_SHOWN = 80
_DURATION = TypeAdapter(timedelta)
_UNEVEN = re.compile(r"P[^T]*[YM]")


def checked(parameters: Mapping[str, Parameter]) -> Mapping[str, Parameter]:
    """Return the parameters; raise ValueError for one that is unknown or of a wrong kind."""
    for name, parameter in parameters.items():
        if (fault := fault_of(name, parameter.value)) is not None:
            raise ValueError(fault)
    return parameters


def fault_of(name: str, value: Value | None) -> str | None:
    """Tell what is wrong with a value for a parameter; unset is never wrong."""
    if name not in PARAMETERS:
        return f"no such parameter of the rules: {name}"
    if value is None:
        return None
    wanted = FAULTS.get(name, _word)(value)
    return None if wanted is None else f"{name} is {wanted}, not {_shown(value)}"


def _shown(value: Value) -> str:
    text = repr(list(value)) if isinstance(value, tuple) else repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _word(value: Value) -> str | None:
    return None if isinstance(value, str) else "a word"


def _truth(value: Value) -> str | None:
    return None if isinstance(value, bool) else "true or false"


def _number(least: int, most: int) -> Fault:
    def fault(value: Value) -> str | None:
        fits = type(value) is int and least <= value <= most
        return None if fits else f"a number from {least} to {most}"

    return fault


def _one_of(*words: str) -> Fault:
    def fault(value: Value) -> str | None:
        return None if value in words else f"one of {', '.join(words)}"

    return fault


def _keys(value: Value) -> str | None:
    fits = isinstance(value, tuple) and bool(value) and all(map(_is_key, value))
    return None if fits else "a list of keys"


def _is_key(text: str) -> bool:
    return text.isprintable() and text == text.strip() and 0 < len(text) <= LONGEST_SHOWN


def _decision(value: Value) -> str | None:
    if isinstance(value, str) and is_rule(value):
        return None
    return f"a word among {', '.join(RULES)} (a fraction follows a colon: 2/3)"


def _voter(value: Value) -> str | None:
    # Votes of persons, seats or weights are not counted yet: nothing may claim that they are.
    return None if value == "delegation" else "delegation, and nothing else can be counted yet"


def _without_vote(value: Value) -> str | None:
    fits = isinstance(value, tuple) and {"observer", "guest"} <= set(value)
    return None if fits else "a list of keys with observer and guest: only members vote yet"


def _duration(value: Value) -> str | None:
    if not isinstance(value, str) or not value.startswith("P"):
        return "an ISO 8601 duration such as P30D"
    if _UNEVEN.match(value):
        return (
            "an ISO 8601 duration without months or years, which need a calendar "
            "that is not kept yet: write weeks, days or hours, such as P30D"
        )
    try:
        fits = timedelta() < _DURATION.validate_python(value) <= LONGEST
    except ValidationError:
        fits = False
    return None if fits else f"an ISO 8601 duration such as P30D, of at most {LONGEST.days} days"


FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        "voter": _voter,
        "delegation_size": _number(1, 1_000),
        "non_voters": _without_vote,
        "plenary.decision": _decision,
        "council.decision": _decision,
        "committee.decision": _decision,
        "committee.approvals": _number(1, 1_000),
        "abstention_effect": _one_of(*EFFECTS),
        "absence_effect": _one_of(*EFFECTS),
        "quorum.open": _number(0, 1_000),
        "quorum.decide": _number(0, 1_000),
        "plenary_session.min_frequency": _number(1, 1_200),
        "council.offset": _number(0, 366),
        "chair.order": _keys,
        "outcome.types": _keys,
        "secretary_general.term": _number(1, 100),
        "languages": _keys,
        "committee.deadline": _duration,
        "committee.reminder": _duration,
        "followup.interval": _duration,
        "followup.reminder": _duration,
        "national.order": _truth,
        "modellaw.initiative": _keys,
    }
)
"""What is wrong with a value, by parameter; the others take any word."""
