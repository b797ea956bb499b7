"""RFC 8785 canonical JSON of what a body may hold: no floats, safe integers, text in NFC."""

import json
import unicodedata
from collections.abc import Mapping
from typing import TypeAlias

import rfc8785

from eventstore.work import Json

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"
"""JSON as a parser returns it."""

SAFE_INTEGER = 2**53 - 1
_LAST_OF_BASIC_PLANE = "\uffff"
_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
).encode


class NotCanonicalError(ValueError):
    """A value that has no place in a body. It is a fault of our code, not of the caller."""


def canonical(value: Plain) -> str:
    """Return the RFC 8785 text of a value that `plain` has returned."""
    text = _encode(value)
    # Python sorts keys by code point, RFC 8785 by UTF-16 unit: they differ beyond U+FFFF only.
    if text.isascii() or max(text) <= _LAST_OF_BASIC_PLANE:
        return text
    return rfc8785.dumps(value).decode()


def plain(value: Json) -> Plain:
    """Return a value as a parser would return it; refuse what a body may not hold."""
    match value:
        case str():
            return _text(value)
        case None | bool():
            return value
        case int():
            return _integer(value)
        case dict() | Mapping():
            return {_key(key): plain(each) for key, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
        case _:
            raise NotCanonicalError(f"a body cannot hold a {type(value).__name__}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise NotCanonicalError(f"a body cannot hold the key {key!r}: keys are text")
    return _text(key)


def _text(text: str) -> str:
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return str.__str__(text)
    raise NotCanonicalError("a body holds text in NFC only")


def _integer(number: int) -> int:
    if -SAFE_INTEGER <= number <= SAFE_INTEGER:
        return int(number)
    raise NotCanonicalError(f"{number} is beyond 2^53-1: write it as text")
