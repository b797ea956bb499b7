"""Day tallies: days counted outwards from a day, through a ledger of days that never count.

A day is its ordinal, or minus its ordinal: counting backwards is counting forwards through a
calendar that was turned round.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, TypeAlias

from domain.day_counting.budgets import Suspension

Step: TypeAlias = Literal[1, -1]

LIMITS: dict[Step, int] = {1: date.max.toordinal(), -1: -date.min.toordinal()}
"""The last day that there is, in each direction."""

NEVER = date.max.toordinal() + 1
"""A day that does not come, and more days than there are."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """`last` is the day on which the count was complete; `stopped` an open day before that."""

    first: int | None = None
    last: int | None = None
    counted: int = 0
    stopped: int | None = None


class Days(Protocol):
    """Days of which some count, some do not, and some are not known."""

    def count(self, first: int, last: int) -> int:
        """Return how many days count from one day to another, both inside."""

    def nth(self, first: int, n: int) -> int:
        """Return the n-th day that counts from a day on."""

    def undecided(self, first: int) -> int:
        """Return the first day from a day on of which it is not known whether it counts."""


class EveryDay:
    """Every day counts."""

    def count(self, first: int, last: int) -> int:
        """Return how many days lie from one day to another, both inside."""
        return last - first + 1

    def nth(self, first: int, n: int) -> int:
        """Return the n-th day from a day on."""
        return first + n - 1

    def undecided(self, _first: int) -> int:
        """Return a day that never comes: all are known."""
        return NEVER


@dataclass(frozen=True, kw_only=True)
class KnownOnly:
    """The same days, as if none that is open counted."""

    days: Days

    def count(self, first: int, last: int) -> int:
        """Return how many days certainly count."""
        return self.days.count(first, last)

    def nth(self, first: int, n: int) -> int:
        """Return the n-th day that certainly counts."""
        return self.days.nth(first, n)

    def undecided(self, _first: int) -> int:
        """Return a day that never comes."""
        return NEVER


@dataclass(frozen=True, kw_only=True)
class AllBut:
    """Every day counts but those that are known not to."""

    idle: Sequence[int]
    """The days that do not count, in order."""

    def count(self, first: int, last: int) -> int:
        """Return how many days may count."""
        idle = bisect_right(self.idle, last) - bisect_left(self.idle, first)
        return max(0, last - first + 1 - idle)

    def nth(self, first: int, n: int) -> int:
        """Return the n-th day that may count."""
        begin = bisect_left(self.idle, first)
        after = range(begin, len(self.idle))
        target = first + n - 1
        return target + bisect_right(after, target, key=lambda at: self.idle[at] - (at - begin))

    def undecided(self, _first: int) -> int:
        """Return a day that never comes."""
        return NEVER


def stretches(
    first: int, last: int, suspensions: Iterable[Suspension], step: Step
) -> Iterator[tuple[int, int]]:
    """Return the stretches of days from one to another, without those that never count."""
    turned = (
        (each.since.toordinal() * step, each.until.toordinal() * step) for each in suspensions
    )
    for since, until in sorted((min(ends), max(ends)) for ends in turned):
        if since > last:
            break
        if first < since:
            yield first, since - 1
        first = max(first, until + 1)
    if first <= last:
        yield first, last


def through(days: Days, ways: Iterable[tuple[int, int]], n: int = NEVER) -> Tally:
    """Count the days of all stretches, or the first n of them."""
    first, counted = None, 0
    for begin, end in ways:
        open_day = days.undecided(begin)
        found = days.count(begin, min(end, open_day - 1))
        if found and first is None:
            first = days.nth(begin, 1)
        if counted + found >= n:
            last = days.nth(begin, n - counted)
            return Tally(first=first, last=last, counted=n)
        counted += found
        if open_day <= end:
            return Tally(first=first, counted=counted, stopped=open_day)
    return Tally(first=first, counted=counted)
