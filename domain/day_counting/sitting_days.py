"""Sitting days: counted for several bodies together, for any of them, or for each by itself."""

from dataclasses import replace
from typing import Literal

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


def _each(course: Course, ends: tuple[int, int], n: int) -> tuple[Tally, tuple[Unknown, ...]]:
    """Let every body count by itself: the one that arrives last decides."""
    days = {body: _days(course, (body,), "joint") for body in course.counting.bodies}
    tallies = {body: through(each, course.stretches(*ends), n) for body, each in days.items()}
    begun = [each.first for each in tallies.values() if each.first is not None]
    first = min(begun, default=None)
    latest = max((each.last for each in tallies.values() if each.last is not None), default=-NEVER)
    stopped = {
        body: each
        for body, each in tallies.items()
        if each.stopped is not None and _at_worst(course, days[body], ends, n) > latest
    }
    if stopped:
        halted = min(stopped.values(), key=_where_stopped)
        bodies = tuple(b for b, each in stopped.items() if each.stopped == halted.stopped)
        return replace(halted, first=first), _missing(course, bodies, halted)
    if any(each.last is None and each.stopped is None for each in tallies.values()):
        return Tally(first=first, counted=min(each.counted for each in tallies.values())), ()
    return Tally(first=first, last=latest, counted=n), ()


def _where_stopped(tally: Tally) -> tuple[int, int]:
    return (NEVER if tally.stopped is None else tally.stopped), tally.counted


def _at_worst(course: Course, days: Days, ends: tuple[int, int], n: int) -> int:
    """Return the day on which a body arrives if none of the days counts that are open for it."""
    last = through(KnownOnly(days=days), course.stretches(*ends), n).last
    return NEVER if last is None else last


def _days(course: Course, bodies: tuple[str, ...], mode: Literal["joint", "either"]) -> Days:
    return course.calendars.counted(
        bodies, mode=mode, gap_max=course.counting.gap_max, step=course.step
    )


def _missing(course: Course, bodies: tuple[str, ...], tally: Tally) -> tuple[Unknown, ...]:
    if tally.stopped is None:
        return ()
    day, unknown = course.calendars.missing(
        bodies,
        tally.stopped * course.step,
        gap_max=course.counting.gap_max,
        step=course.step,
    )
    on = course.day(day * course.step)
    return tuple(Unknown(body=body, on=on) for body in unknown)
