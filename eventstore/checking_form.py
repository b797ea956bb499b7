"""Checks of one body by itself: canonical text, all fields, each in its form."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType, NoneType
from typing import Any, NoReturn

from pydantic import TypeAdapter, ValidationError

from domain.occurred import Occurred
from domain.submission import Capacity
from eventstore.canonical import SAFE_INTEGER, canonical
from eventstore.envelope import ENVELOPE_VERSION
from eventstore.stored import Body, EventRow, FaultError

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ACTOR = {"subject": (str,), "capacity": (str,), "body": (str, NoneType), "method": (str,)}
_BASIS = {"article": (str,), "rules": (int,)}
_PROOF = dict.fromkeys(("key_id", "signature", "request_hash", "submitted_at"), (str,))
_CAPACITIES = frozenset(each.value for each in Capacity)
_OCCURRED = TypeAdapter(Occurred)


def parsed(row: EventRow) -> Body:
    """Return the body of an event, if it is one."""
    body = canonical_json(row.body)
    if body is None or not _is_nfc(row.body):
        raise FaultError(row.position, "was changed: its text is not canonical JSON")
    if not isinstance(body, dict) or body.keys() != FORMS.keys():
        raise FaultError(row.position, "was changed: its text has not the fields of an event")
    if wrong := [name for name, is_sound in FORMS.items() if not is_sound(body[name])]:
        raise FaultError(row.position, f"was changed: {', '.join(wrong)} cannot be read")
    return body


def canonical_json(text: str) -> Any:  # noqa: ANN401 - what a parser returns
    """Return what a canonical text says, or None: a key that stands twice is not canonical."""
    try:
        value = _decode(text)
        return value if canonical(value) == text else None
    except ValueError:
        return None


def _integer(digits: str) -> int:
    number = int(digits) if len(digits) <= len(str(SAFE_INTEGER)) + 1 else SAFE_INTEGER + 1
    return number if abs(number) <= SAFE_INTEGER else _no_number(digits)


def _no_number(digits: str) -> NoReturn:
    raise ValueError(f"a body cannot hold {digits[:40]}")


_decode = json.JSONDecoder(
    parse_int=_integer, parse_float=_no_number, parse_constant=_no_number
).decode


def _is_nfc(text: str) -> bool:
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def _is_text(value: object) -> bool:
    return type(value) is str


def _is_text_or_null(value: object) -> bool:
    return value is None or type(value) is str


def _is_count(value: object) -> bool:
    return type(value) is int and value > 0


def _is_id(value: object) -> bool:
    return type(value) is str and _UUID.fullmatch(value) is not None


def _is_object(value: object) -> bool:
    return type(value) is dict


def _has(value: object, fields: Mapping[str, tuple[type, ...]]) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == fields.keys()
        and all(type(value[name]) in kinds for name, kinds in fields.items())
    )


def _is_actor(value: Any) -> bool:  # noqa: ANN401 - anything that was parsed
    return _has(value, _ACTOR) and value["capacity"] in _CAPACITIES


@lru_cache(maxsize=1_024)
def _happens(text: str) -> bool:
    try:
        _OCCURRED.validate_python(text)
    except ValidationError:
        return False
    return True


FORMS: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        "v": lambda value: type(value) is int and value == ENVELOPE_VERSION,
        "log": _is_text,
        "position": _is_count,
        "prev": _is_text,
        "stream": _is_text,
        "version": _is_count,
        "id": _is_text,
        "type": _is_text,
        "schema": _is_count,
        "occurred_at": lambda value: type(value) is str and _happens(value),
        "recorded_at": _is_text,
        "command": _is_id,
        "cause": lambda value: value is None or _is_id(value),
        "correlation": _is_id,
        "actor": _is_actor,
        "source": _is_text_or_null,
        "proof": lambda value: value is None or _has(value, _PROOF),
        "basis": lambda value: value is None or _has(value, _BASIS),
        "data": _is_object,
    }
)
"""The fields of every body, and what each holds."""
