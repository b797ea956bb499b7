"""JSON as an act may hold it: no key twice, no floats, no huge numbers, clean text, few levels."""

import json
from typing import NoReturn

from domain.text import clean, json_fault

DEEPEST = 16
MOST_DIGITS = 16
LARGEST = 2**53 - 1
_SHOWN = 80


def sound_object(text: str) -> dict[str, object]:
    """Return a JSON object, its texts in NFC; raise ValueError with a sentence where it is none."""
    try:
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_int=_integer,
            parse_float=_no_fraction,
            parse_constant=_no_constant,
        )
    except RecursionError:
        raise ValueError("the act is nested too deeply") from None
    except json.JSONDecodeError as fault:
        raise ValueError(f"the act is no JSON object: {json_fault(fault)}") from None
    except ValueError as fault:
        raise ValueError(f"the act is no JSON object: {fault}") from None
    if not isinstance(value, dict):
        raise ValueError("the act is no JSON object")  # noqa: TRY004  (one error for all faults)
    return {_name(key): _sound(each, _name(key), 1) for key, each in value.items()}


def _sound(value: object, where: str, depth: int) -> object:
    if depth > DEEPEST:
        raise ValueError("the act is nested too deeply")
    match value:
        case str():
            return _text(value, where)
        case list():
            return [_sound(each, f"{where}.{n}", depth + 1) for n, each in enumerate(value)]
        case dict():
            return {
                _name(key): _sound(each, f"{where}.{_name(key)}", depth + 1)
                for key, each in value.items()
            }
        case _:
            return value


def _text(text: str, where: str) -> str:
    try:
        return clean(text)
    except ValueError as fault:
        shown = where[:_SHOWN] if where.isprintable() else ascii(where[:_SHOWN])
        raise ValueError(f"field {shown}: {fault}") from None


def _name(key: str) -> str:
    try:
        return clean(key)
    except ValueError as fault:
        raise ValueError(f"the name of a field: {fault}") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > MOST_DIGITS or abs(int(digits)) > LARGEST:
        raise ValueError(f"{_short(digits)} is beyond 2^53-1")
    return int(digits)


def _no_fraction(digits: str) -> NoReturn:
    raise ValueError(f"{_short(digits)} is no whole number")


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _short(digits: str) -> str:
    return digits if len(digits) <= MOST_DIGITS else f"{digits[:MOST_DIGITS]}..."
