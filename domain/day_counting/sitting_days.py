"""Sitting days: counted for several bodies together, for any of them, or for each by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.day_counting.calendars import CountedDays, Mode
from domain.day_counting.courses import Course, Unknown
from domain.day_counting.day_tallies import NEVER, Days, KnownOnly, Tally, through


def sitting_days(course: Course, last: int, n: int) -> tuple[Tally, tuple[Unknown, ...]]:
    """Count up to n sitting days, to a last day; name who is unknown where that cannot be done."""
    how, begin = course.counting, course.begin
    if how.first_day == "joint":
        opening = through(_days(course, how.bodies, "joint"), course.stretches(begin, last), 1)
        if opening.last is None:
            return opening, _missing(course, how.bodies, opening)
        begin = opening.last
    if how.mode == "each":
        return _each(course, (begin, last), n)
    tally = through(_days(course, how.bodies, how.mode), course.stretches(begin, last), n)
    return tally, _missing(course, how.bodies, tally)


@dataclass(frozen=True, kw_only=True)
class _Run:
    """The count of one body by itself, and when it arrives at worst and at best."""

    body: str
    tally: Tally
    at_worst: int
    at_best: int


def _each(course: Course, ends: tuple[int, int], n: int) -> tuple[Tally, tuple[Unknown, ...]]:
    """Let every body count by itself: the one that arrives last, or counts least, decides.

    An open day stops the count only where it could still change which one that is, or when.
    """
    runs = [_run(course, body, ends, n) for body in course.counting.bodies]
    arrives, first = max(each.at_best for each in runs), _first([each.tally for each in runs])
    open_ones = [each for each in runs if each.at_worst > arrives]
    if open_ones:
        halted = min(open_ones, key=_where_stopped)
        return replace(halted.tally, first=first), _missing(course, (halted.body,), halted.tally)
    if n == NEVER:
        return Tally(first=first, counted=-arrives), ()
    return Tally() if arrives == NEVER else Tally(first=first, last=arrives, counted=n), ()


def _run(course: Course, body: str, ends: tuple[int, int], n: int) -> _Run:
    days = _days(course, (body,), "joint")

    def tally(counted: Days) -> Tally:
        return through(counted, course.stretches(*ends), n)

    return _Run(
        body=body,
        tally=tally(days),
        at_worst=_arrival(tally(KnownOnly(days=days)), n),
        at_best=_arrival(tally(days.at_best), n),
    )


def _arrival(tally: Tally, n: int) -> int:
    """Return the day of arrival; where days are only counted, the more there are, the earlier."""
    if n == NEVER:
        return -tally.counted
    return NEVER if tally.last is None else tally.last


def _first(tallies: Sequence[Tally]) -> int | None:
    """Return the first day that counts for any body, unless an open day before it may be one."""
    begun = min((each.first for each in tallies if each.first is not None), default=None)
    if begun is None:
        return None
    before = (each.stopped for each in tallies if each.first is None and each.stopped is not None)
    return None if any(each < begun for each in before) else begun


def _where_stopped(run: _Run) -> tuple[int, int]:
    return run.tally.stopped or NEVER, run.tally.counted


def _days(course: Course, bodies: tuple[str, ...], mode: Mode) -> CountedDays:
    return course.calendars.counted(
        bodies, mode=mode, gap_max=course.counting.gap_max, step=course.step
    )


def _missing(course: Course, bodies: tuple[str, ...], tally: Tally) -> tuple[Unknown, ...]:
    """Name all bodies that are unknown on the day on which these bodies wait."""
    if tally.stopped is None:
        return ()
    day = course.calendars.deciding(
        bodies,
        tally.stopped * course.step,
        gap_max=course.counting.gap_max,
        step=course.step,
    )
    unknown = course.calendars.unknown_on(course.counting.bodies, day)
    return tuple(Unknown(body=body, on=date.fromordinal(day)) for body in unknown)
