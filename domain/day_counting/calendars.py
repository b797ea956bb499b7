"""Calendars: on which days a body sits, and which of its days count towards a time limit.

A day of which nothing is recorded is unknown: it is neither a sitting day nor a day off. Days are
handled by their ordinal; looking at a calendar from its end only turns the sign of the ordinals.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Literal, TypeAlias

from pydantic import model_validator

from domain.day_counting.day_tallies import NEVER, AllBut
from domain.day_counting.iso_days import BodyName, IsoDay
from domain.messages import Message
from domain.occurred import Day

Mode: TypeAlias = Literal["joint", "either"]

DAY = timedelta(days=1)
LONGEST_SPAN = timedelta(days=1_830)


class DayKind(StrEnum):
    """What a day is for a body, in the order in which a day recorded twice is taken."""

    SITTING = "sitting"
    DISSOLUTION = "dissolution"
    PROROGATION = "prorogation"
    RECESS = "recess"
    ADJOURNMENT = "adjournment"
    HOLIDAY = "holiday"


RANK = {kind: number for number, kind in enumerate(DayKind)}
GAPS = frozenset({DayKind.RECESS, DayKind.ADJOURNMENT, DayKind.HOLIDAY})
"""The days off that count in a short run of them."""


class CalendarLine(Message):
    """One day of one body, as a line of a calendar file gives it."""

    body: BodyName
    date: IsoDay
    kind: DayKind


class CalendarSpan(Message):
    """Days of one kind from one to another, both inside; a single day needs no last one."""

    since: Day
    until: Day | None = None
    kind: DayKind

    @model_validator(mode="after")
    def _in_order(self) -> "CalendarSpan":
        if not self.since <= self.last <= self.since + LONGEST_SPAN:
            raise ValueError("a span of a calendar ends after it begins, within five years")
        return self

    @property
    def last(self) -> date:
        """The last day inside."""
        return self.until or self.since

    def days(self) -> Iterator[date]:
        """Return its days."""
        return (self.since + n * DAY for n in range((self.last - self.since).days + 1))


def stronger(one: DayKind, other: DayKind) -> DayKind:
    """Return which of two kinds a day is of that was recorded as both."""
    return min(one, other, key=RANK.__getitem__)


@dataclass(frozen=True, kw_only=True)
class BodyDays:
    """What is known of the days of one body, by the longest run of days off that still counts."""

    kinds: Mapping[int, DayKind]
    gap_max: int
    counting: frozenset[int]
    undecided: frozenset[int]
    """Days off that count or not according to what an unknown day beside them turns out to be."""

    def knows(self, day: int) -> bool:
        """Tell whether the day is recorded."""
        return day in self.kinds

    def open(self, day: int) -> bool:
        """Tell whether it is not known if the day counts."""
        return day not in self.kinds or day in self.undecided

    def deciding(self, day: int, step: int) -> int:
        """Return the unknown day on which an open one depends: the first in the direction."""
        if day not in self.kinds:
            return day
        before, after = self._edge(day, -step), self._edge(day, step)
        if before not in self.kinds and self._matters(before, after, step):
            return before
        return after

    def _edge(self, day: int, step: int) -> int:
        """Return the first day that is not known to be in the run of days off around a day."""
        while self.kinds.get(day) in GAPS:
            day += step
        return day

    def _matters(self, edge: int, other: int, step: int) -> bool:
        """Tell whether an unknown edge can make the run too long that the other one leaves short.

        The other edge may take as many more days off as still count; then this one decides.
        """
        room = self.gap_max - (abs(other - edge) - 1)
        room -= self._reach(other, step, room)
        return not any(self._ends(edge - step * more) for more in range(room + 1))

    def _reach(self, edge: int, step: int, room: int) -> int:
        """Return the most days off, within the room, after which the run may end on that side."""
        days = (edge + step * more for more in range(room + 1))
        return max(more for more, day in enumerate(days) if self.kinds.get(day) not in GAPS)

    def _ends(self, day: int) -> bool:
        return day in self.kinds and self.kinds[day] not in GAPS


class CountedDays:
    """The days that count, and those of which it is known that they do not, in one direction."""

    def __init__(self, counting: Sequence[int], known: Sequence[int]) -> None:
        """Take the days that count and all days that are decided, each in order."""
        self._counting = counting
        self._known = known
        self._starts, self._ends = _runs(known)

    @cached_property
    def at_best(self) -> AllBut:
        """The same days, as if every one counted that is open."""
        return AllBut(idle=sorted(set(self._known).difference(self._counting)))

    def count(self, first: int, last: int) -> int:
        """Return how many days count from one day to another, both inside."""
        return max(0, bisect_right(self._counting, last) - bisect_left(self._counting, first))

    def nth(self, first: int, n: int) -> int:
        """Return the n-th day that counts from a day on."""
        return self._counting[bisect_left(self._counting, first) + n - 1]

    def undecided(self, first: int) -> int:
        """Return the first day from a day on of which it is not known whether it counts."""
        place = bisect_right(self._starts, first) - 1
        if place < 0 or self._ends[place] < first:
            return first
        return self._ends[place] + 1


def _runs(days: Sequence[int]) -> tuple[list[int], list[int]]:
    starts = [day for place, day in enumerate(days) if place == 0 or days[place - 1] != day - 1]
    last = len(days) - 1
    ends = [day for place, day in enumerate(days) if place == last or days[place + 1] != day + 1]
    return starts, ends


class Calendars:
    """The calendars of all bodies. What is worked out once is kept: it never changes."""

    def __init__(self, lines: Iterable[CalendarLine] = ()) -> None:
        """Take the days in any order; of two for one day sitting wins, then what never counts."""
        self._kinds: dict[str, dict[int, DayKind]] = {}
        self._bodies: dict[tuple[str, int], BodyDays] = {}
        self._counted: dict[tuple[tuple[str, ...], Mode, int, int], CountedDays] = {}
        for line in lines:
            days, day = self._kinds.setdefault(line.body, {}), line.date.toordinal()
            days[day] = stronger(days.get(day, line.kind), line.kind)

    def body(self, body: str, gap_max: int) -> BodyDays:
        """Return what is known of one body's days."""
        key = (body, gap_max)
        if key not in self._bodies:
            self._bodies[key] = _body_days(self._kinds.get(body, {}), gap_max)
        return self._bodies[key]

    def counted(
        self, bodies: tuple[str, ...], *, mode: Mode, gap_max: int, step: int
    ) -> CountedDays:
        """Return the days that count for several bodies; step -1 looks from the end."""
        key = (bodies, mode, gap_max, step)
        if key not in self._counted:
            held = [self.body(each, gap_max) for each in bodies]
            self._counted[key] = _counted_days(held, mode, step)
        return self._counted[key]

    def deciding(self, bodies: tuple[str, ...], day: int, *, gap_max: int, step: int) -> int:
        """Return the unknown day on which it depends whether a day counts that is open."""
        held = [self.body(each, gap_max) for each in bodies]
        deciding = [each.deciding(day, step) for each in held if each.open(day)]
        return day if day in deciding else min(deciding, key=lambda each: each * step)

    def unknown_on(self, bodies: tuple[str, ...], day: int) -> tuple[str, ...]:
        """Return the bodies of which nothing is recorded for a day."""
        return tuple(each for each in bodies if not self.body(each, 0).knows(day))


def days_recorded(records: Iterable[Sequence[CalendarSpan]]) -> Mapping[date, DayKind]:
    """Return the days of one body as several records tell them, the later one last."""
    known: dict[date, DayKind] = {}
    for spans in records:
        told: dict[date, DayKind] = {}
        for span in spans:
            told |= {day: stronger(told.get(day, span.kind), span.kind) for day in span.days()}
        known |= told
    return known


def _body_days(kinds: Mapping[int, DayKind], gap_max: int) -> BodyDays:
    counting = {day for day, kind in kinds.items() if kind is DayKind.SITTING}
    undecided: set[int] = set()
    if gap_max:
        enders = sorted(day for day, kind in kinds.items() if kind not in GAPS)
        for first, last in zip(*_runs(sorted(kinds.keys() - set(enders))), strict=True):
            if last - first + 1 <= gap_max:
                longest = _longest(enders, first)
                (counting if longest <= gap_max else undecided).update(range(first, last + 1))
    return BodyDays(
        kinds=kinds,
        gap_max=gap_max,
        counting=frozenset(counting),
        undecided=frozenset(undecided),
    )


def _longest(enders: Sequence[int], day: int) -> int:
    """Return how long the run around a day off is, if every unknown day proves to be one too."""
    place = bisect_left(enders, day)
    before = enders[place - 1] if place else -NEVER
    after = enders[place] if place < len(enders) else NEVER
    return after - before - 1


def _counted_days(bodies: Sequence[BodyDays], mode: Mode, step: int) -> CountedDays:
    counting, known = [], []
    for day in sorted(frozenset[int]().union(*(each.kinds for each in bodies))):
        counts = [day in each.counting for each in bodies]
        settled = [not each.open(day) and not yes for each, yes in zip(bodies, counts, strict=True)]
        yes, no = (all(counts), any(settled)) if mode == "joint" else (any(counts), all(settled))
        if yes:
            counting.append(day)
        if yes or no:
            known.append(day)
    if step < 0:
        counting, known = [-day for day in counting[::-1]], [-day for day in known[::-1]]
    return CountedDays(counting, known)
