"""Upcasts: what an event says that was recorded in an older shape, in the shape of today.

A recorded event is never edited, and a shape that was once enrolled never changes. Where an event
gains a field, which then has a default, its class bears the next `schema_version`, and here stands
how the shape before is read: pure, JSON to JSON, one step of the schema at a time.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from domain.messages import Event

Data: TypeAlias = Mapping[str, object]
Upcast: TypeAlias = Callable[[Data], Data]


def a_field_more(data: Data) -> Data:
    """Leave what was said as it is: what was added since has a default, and was not told."""
    return data


def a_word_more(data: Data) -> Data:
    """Leave what was said as it is: a field takes a word that nobody could say before."""
    return data


UPCASTS: Mapping[tuple[str, int], Upcast] = MappingProxyType(
    {
        ("CalendarRecorded", 1): a_field_more,
        ("DeadlineBegun", 1): a_field_more,
        ("DeadlineDerived", 1): a_field_more,
        ("DeadlineExtended", 1): a_field_more,
        ("DeadlineResumed", 1): a_field_more,
        ("DeadlineSet", 1): a_field_more,
        ("DeadlineSuspended", 1): a_field_more,
        ("ElectionBallotCounted", 1): a_word_more,
        ("ItemOpened", 1): a_field_more,
        ("NationalResultAnomalyFlagged", 1): a_word_more,
        ("VoteOpened", 1): a_word_more,
        ("VoteOpened", 2): a_field_more,
        ("VotePostponed", 1): a_field_more,
    }
)
"""By name and schema version: how to read that version as the next one."""


def readable(kind: type[Event], upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS) -> list[int]:
    """Return the schema versions of an event that this release reads, the present one first."""
    name, versions = kind.model_fields["type"].default, [kind.schema_version]
    while (name, versions[-1] - 1) in upcasts:
        versions.append(versions[-1] - 1)
    return versions


def upcast(
    kind: type[Event],
    schema: int,
    data: Data,
    upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS,
) -> Data:
    """Return what an event says in its present shape; raise LookupError where nothing leads there.

    A newer schema than the present one is none that this release can read.
    """
    if schema not in readable(kind, upcasts):
        raise LookupError(f"schema {schema}")
    name = kind.model_fields["type"].default
    for step in range(schema, kind.schema_version):
        data = upcasts[name, step](data)
    return data
