"""What kind of value each parameter of the rules takes, where a wrong kind would mislead."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import TypeAlias

from pydantic import TypeAdapter, ValidationError

from domain.majorities import EFFECTS
from domain.rules import PARAMETERS, Parameter, Value

Kind: TypeAlias = type[bool] | type[int] | type[str] | type[tuple[str, ...]] | type[timedelta]

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "delegation_size": int,
        "non_voters": tuple,
        "committee.approvals": int,
        "quorum.open": int,
        "quorum.decide": int,
        "plenary_session.min_frequency": int,
        "council.offset": int,
        "chair.order": tuple,
        "outcome.types": tuple,
        "secretary_general.term": int,
        "languages": tuple,
        "committee.deadline": timedelta,
        "committee.reminder": timedelta,
        "followup.interval": timedelta,
        "followup.reminder": timedelta,
        "national.order": bool,
    }
)
"""The parameters that are not words: counts, lists of keys, ISO 8601 durations, yes or no."""

WITH_AN_EFFECT = frozenset({"abstention_effect", "absence_effect"})

_WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        bool: "true or false",
        int: "a number from 0 on",
        str: "a word",
        tuple: "a list of keys",
        timedelta: "an ISO 8601 duration such as P30D",
    }
)
_DURATION = TypeAdapter(timedelta)


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
    kind = KINDS.get(name, str)
    if value is not None and name in WITH_AN_EFFECT and value not in EFFECTS:
        return f"{name} is one of {', '.join(EFFECTS)}"
    if value is None or _fits(kind, value):
        return None
    return f"{name} is {_WORDS[kind]}, not {value!r}"


def _fits(kind: Kind, value: Value) -> bool:
    if kind is timedelta:
        return isinstance(value, str) and _is_duration(value)
    if kind is int:
        return type(value) is int and value >= 0
    return isinstance(value, kind)


def _is_duration(text: str) -> bool:
    try:
        return text.startswith("P") and _DURATION.validate_python(text) > timedelta()
    except ValidationError:
        return False
