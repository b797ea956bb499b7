"""Folded cases as plain values, for JSON and for a page of text."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from uuid import UUID

from pydantic import BaseModel

from domain.text import on_one_line


def plain(value: object) -> object:
    """Return a value as mappings, lists, text and numbers."""
    match value:
        case BaseModel():
            return value.model_dump(mode="json")
        case Enum():
            return value.value
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        case date():
            return value.isoformat()
        case UUID():
            return on_one_line(str(value))
        case Mapping():
            return {str(name): plain(each) for name, each in value.items()}
        case str():
            return value
        case Sequence() | frozenset():
            return [plain(each) for each in value]
        case _ if is_dataclass(value):
            return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        case _:
            return value


def page(value: object, *, indent: str = "") -> list[str]:
    """Return plain values as lines of text, nested ones indented; what is empty is left out."""
    lines: list[str] = []
    for name, each in _named(value):
        if each in (None, "", [], {}, 0):
            continue
        head = f"{indent}{name.replace('_', ' ')}"
        if isinstance(each, dict | list):
            lines += [head, *page(each, indent=indent + "  ")]
        else:
            lines.append(f"{head}: {_word(each)}")
    return lines


def _named(value: object) -> list[tuple[str, object]]:
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, list):
        return [(f"{place}.", each) for place, each in enumerate(value, start=1)]
    return []


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
