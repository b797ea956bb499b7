"""Counting hours: through a ledger of days, by the civil days of the zone that the start names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from domain.day_counting.budgets import Suspension
from domain.day_counting.day_counts import OUTSIDE
from domain.day_counting.day_tallies import LIMITS, Step, stretches

HOUR = timedelta(hours=1)
NO_TIME = timedelta()


@dataclass(frozen=True, kw_only=True)
class HourCount:
    """What was counted, from which moment, and the moment at which the count arrives."""

    at: datetime
    first: datetime | None
    counted: int


def hours_due(
    start: datetime, n: int, *, step: Step, suspensions: tuple[Suspension, ...]
) -> HourCount:
    """Return the moment at which n hours are used up."""
    if not n:
        return HourCount(at=start, first=None, counted=0)
    first, at = running(start, n * HOUR, step=step, suspensions=suspensions)
    return HourCount(at=at, first=first, counted=n)


def running(
    start: datetime, time: timedelta, *, step: Step, suspensions: tuple[Suspension, ...]
) -> tuple[datetime, datetime]:
    """Return the moment at which time begins to run, and that at which it is used up.

    Raise ValueError where it runs out of the calendar, or never comes to its end.
    """
    first = None
    try:
        for begin, length in _free(start, step, suspensions):
            first = first or begin
            if length is None or time <= length:
                at = begin + step * time
                return first.astimezone(start.tzinfo), at.astimezone(start.tzinfo)
            time -= length
    except OverflowError:
        raise ValueError(OUTSIDE) from None
    raise ValueError(OUTSIDE)


def hours_within(
    start: datetime, end: datetime, *, step: Step, suspensions: tuple[Suspension, ...]
) -> HourCount:
    """Return how many whole hours are used up by a moment."""
    used, first = NO_TIME, None
    for begin, length in _free(start, step, suspensions):
        ahead = (end - begin) * step
        if ahead <= NO_TIME:
            break
        first = first or begin.astimezone(start.tzinfo)
        used += ahead if length is None else min(ahead, length)
    return HourCount(at=end, first=first, counted=used // HOUR)


def _free(
    start: datetime, step: Step, suspensions: tuple[Suspension, ...]
) -> Iterator[tuple[datetime, timedelta | None]]:
    """Return the moments from which time runs, and for how long; the last without an end."""
    today = start.date().toordinal() * step
    for first, last in stretches(today, LIMITS[step], suspensions, step):
        begin = start.astimezone(UTC) if first == today else _edge(first, step, start)
        end = None if last == LIMITS[step] else _edge(last + 1, step, start)
        yield begin, None if end is None else (end - begin) * step


def _edge(turned: int, step: Step, start: datetime) -> datetime:
    """Return the midnight at which one enters a day, in UTC: backwards, that at its end."""
    day = date.fromordinal(turned * step)
    midnight = datetime(day.year, day.month, day.day, tzinfo=start.tzinfo)
    return (midnight if step > 0 else midnight + timedelta(days=1)).astimezone(UTC)
