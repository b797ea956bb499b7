"""Courses: a count as it is set, and what it comes to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from domain.day_counting.budgets import Counting, Direction, Suspension
from domain.day_counting.calendars import Calendars
from domain.day_counting.day_counts import landing, landing_back
from domain.day_counting.day_tallies import Step, stretches

STEPS: Mapping[Direction, Step] = MappingProxyType({"forward": 1, "backward": -1})


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A body of which it is not known what a day is for it."""

    body: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Count:
    """What was counted, from which first day, and the day at which the count arrives, if known."""

    day: date | None = None
    first: date | None = None
    counted: int = 0
    missing: tuple[Unknown, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Course:
    """How time is counted, from when, in which direction, by which calendars and ledger."""

    counting: Counting
    start: date
    calendars: Calendars
    direction: Direction = "forward"
    suspensions: tuple[Suspension, ...] = ()

    @property
    def step(self) -> Step:
        """The sign that turns a day: backwards, a later day comes first."""
        return STEPS[self.direction]

    @property
    def begin(self) -> int:
        """The first day that may count, turned."""
        start = self.turned(self.start)
        return start if self.counting.convention == "day_one_is_start" else start + 1

    def turned(self, day: date) -> int:
        """Return a day as a number that grows in the direction of the count."""
        return day.toordinal() * self.step

    def day(self, turned: int) -> date:
        """Return the day of such a number."""
        return date.fromordinal(turned * self.step)

    def stretches(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Return the days from one to another without those of the ledger."""
        return stretches(first, last, self.suspensions, self.step)

    def lands(self, last: date) -> date:
        """Return the answer, given the last day that was counted."""
        return (landing if self.step > 0 else landing_back)(last, self.counting.convention)

    def takes_off(self, end: date) -> date:
        """Return the last day that may be counted if the answer is to come by a day."""
        return (landing_back if self.step > 0 else landing)(end, self.counting.convention)
