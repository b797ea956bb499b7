"""Counting: the day at which a budget is used up, or the unknown day that could decide it."""

from datetime import date

from domain.day_counting.courses import Count, Course, Unknown
from domain.day_counting.day_counts import MONTHS, OUTSIDE, last_day
from domain.day_counting.day_tallies import LIMITS, NEVER, EveryDay, Tally, through
from domain.day_counting.sitting_days import sitting_days

EVERY_DAY = EveryDay()


def due(course: Course, n: int) -> Count:
    """Return the day at which n units are used up; raise ValueError if that is in no calendar."""
    try:
        if not n:
            return Count(day=course.lands(course.start))
        tally, missing = _to_the_end(course, n)
        return _arrived(course, tally, missing)
    except OverflowError:
        raise ValueError(OUTSIDE) from None


def within(course: Course, end: date) -> Count:
    """Return how many units are used up by a day."""
    try:
        last = course.turned(course.takes_off(end))
    except OverflowError:
        raise ValueError(OUTSIDE) from None
    tally, missing = _up_to(course, last)
    return Count(
        day=None if missing else end,
        first=_first(course, tally),
        counted=tally.counted,
        missing=missing,
    )


def _to_the_end(course: Course, n: int) -> tuple[Tally, tuple[Unknown, ...]]:
    last = LIMITS[course.step]
    if course.counting.unit == "sitting-days":
        return sitting_days(course, last, n)
    # Months are turned into days, so that a suspension moves them as it moves any other time.
    days = _days_of(course, n)
    tally = through(EVERY_DAY, course.stretches(course.begin, last), days)
    return Tally(first=tally.first, last=tally.last, counted=n), ()


def _up_to(course: Course, last: int) -> tuple[Tally, tuple[Unknown, ...]]:
    if course.counting.unit == "sitting-days":
        return sitting_days(course, last, NEVER)
    tally = through(EVERY_DAY, course.stretches(course.begin, last))
    return Tally(first=tally.first, counted=_units(course, tally.counted)), ()


def _days_of(course: Course, n: int) -> int:
    how = course.counting
    last = last_day(course.start, convention=how.convention, n=n * course.step, unit=how.unit)
    return course.turned(last) - course.begin + 1


def _units(course: Course, days: int) -> int:
    """Return how many whole units so many days from the beginning are."""
    months = MONTHS.get(course.counting.unit)
    if months is None or not days:
        return days
    last = course.day(course.begin + days - 1)
    apart = abs((last.year - course.start.year) * 12 + last.month - course.start.month)
    n = apart // months + 1
    while n and _days_of(course, n) > days:
        n -= 1
    return n


def _arrived(course: Course, tally: Tally, missing: tuple[Unknown, ...]) -> Count:
    if tally.last is None and not missing:
        raise OverflowError
    day = None if tally.last is None else course.lands(course.day(tally.last))
    first = _first(course, tally)
    return Count(day=day, first=first, counted=tally.counted, missing=missing)


def _first(course: Course, tally: Tally) -> date | None:
    return None if tally.first is None else course.day(tally.first)
