"""Points: the order of business as a numbered tree, and the life of each point in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, TypeAlias

from pydantic import Field

from domain.messages import CaseName, Message, Text
from domain.replacing import replace

Place: TypeAlias = Annotated[
    str, Field(pattern=r"^[1-9][0-9]{0,5}(\.[1-9][0-9]{0,5}){0,5}$", max_length=42)
]
"""Where a point stands in the tree, as it is printed: `3`, and below it `3.1`, `3.1.2`."""


class Life(StrEnum):
    """How far a point has come: deferred waits for a later sitting, postponed for a later year."""

    PROPOSED = "proposed"
    ADMITTED = "admitted"
    REFUSED = "refused"
    SCHEDULED = "scheduled"
    UNDER_DEBATE = "under-debate"
    VOTING = "voting"
    DECIDED = "decided"
    DROPPED = "dropped"
    DEFERRED = "deferred"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


class SubItem(Message):
    """A point below another one; `place` is its number, the one above it comes before the dot."""

    place: Place
    title: Text
    about: CaseName | None = None


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point of the order of business as it now stands; `proposer` is null if not on record."""

    place: str
    title: str
    about: str | None = None
    proposer: str | None = None
    life: Life = Life.SCHEDULED
    opened_at: str | None = None
    """When its debate began, the last time that it did; null before, or where nobody told."""

    @property
    def is_awaited(self) -> bool:
        """Whether it can still be opened here: it waits for its turn, or for a later sitting."""
        return self.life is Life.SCHEDULED or self.life is Life.DEFERRED

    @property
    def is_open(self) -> bool:
        """Whether it is being dealt with now."""
        return self.life is Life.UNDER_DEBATE or self.life is Life.VOTING


Points: TypeAlias = Mapping[str, Point]


def key_of(place: str) -> tuple[int, ...]:
    """Return the numbers of a place, by which places are sorted: 2.10 comes after 2.9."""
    return tuple(int(number) for number in place.split("."))


def above(place: str) -> str | None:
    """Return the place above, or None for a point that stands under no other."""
    head, dot, _ = place.rpartition(".")
    return head if dot else None


def top(place: str) -> int:
    """Return the number of the item in whose branch a place lies."""
    return key_of(place)[0]


def arranged(points: Iterable[Point]) -> Points:
    """Return points by place, in the order in which the tree is read."""
    return MappingProxyType(
        {each.place: each for each in sorted(points, key=lambda each: key_of(each.place))}
    )


def changed(points: Points, places: Iterable[str], life: Life) -> Points:
    """Return the points with a new life for some; a place that is not there changes nothing."""
    wanted = set(places)
    return arranged(
        replace(each, life=life) if each.place in wanted else each for each in points.values()
    )


def debated(points: Points, places: Iterable[str], since: str | None) -> Points:
    """Return the points with some under debate since a moment, as precisely as it is known."""
    wanted = set(places)
    return arranged(
        replace(each, life=Life.UNDER_DEBATE, opened_at=since) if each.place in wanted else each
        for each in points.values()
    )


def branch(points: Points, place: str) -> tuple[str, ...]:
    """Return a place and all that stand below it."""
    key = key_of(place)
    return tuple(each for each in points if key_of(each)[: len(key)] == key)


def moved(points: Points, place: str, to: str) -> Points:
    """Return the points with one, and what stands below it, at another place."""
    below = set(branch(points, place))
    return arranged(
        replace(each, place=to + each.place[len(place) :]) if each.place in below else each
        for each in points.values()
    )


def next_free(points: Points) -> str:
    """Return the number after the last item."""
    return str(max((top(each) for each in points), default=0) + 1)


def fault_in(places: Sequence[str], subjects: Sequence[str]) -> str | None:
    """Say why these do not make a tree: a number twice, a case twice, a branch without its stem."""
    if len(set(places)) < len(places) or len(set(subjects)) < len(subjects):
        return "two items have the same number, or are about the same case"
    for place in places:
        stem = above(place)
        if stem is not None and stem not in places:
            return f"item {place} stands under {stem}, which is not there"
    return None
