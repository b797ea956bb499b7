"""Latest days: those from which a count forwards still arrives by another day.

A count backwards is the mirror of one forwards only where it begins on a day that counts. So it
goes back from the last day that counts by the one that is to be reached.
"""

from bisect import bisect_right
from dataclasses import replace
from datetime import date

from domain.day_counting.counting import due
from domain.day_counting.courses import Count, Course
from domain.day_counting.day_counts import DAY, MONTHS, OUTSIDE, landing_back
from domain.day_counting.day_tallies import NEVER


def latest(course: Course, n: int) -> Count:
    """Return the latest day from which n units forwards arrive by the start of a course backwards.

    Raise ValueError if that is in no calendar.
    """
    try:
        if course.counting.unit in MONTHS:
            return _by_months(course, n)
        return _by_days(course, n) if n else due(course, n)
    except OverflowError:
        raise ValueError(OUTSIDE) from None


def _by_days(course: Course, n: int) -> Count:
    how = course.counting
    end = landing_back(course.start, how.convention)
    if how.unit == "sitting-days" and how.first_day == "joint":
        opening = _opening(course, end, n)
        if opening.day is None:
            return opening
        # What is left is to begin in time for that day.
        end, n = opening.day, 1
    if how.convention == "day_after_n_full_days":
        return due(replace(course, start=end + DAY), n)
    return _inside(course, end, n if how.convention == "day_one_is_start" else n + 1)


def _opening(course: Course, end: date, n: int) -> Count:
    """Return the last day that counts for all and from which on n days are reached by an end."""
    reached = _inside(course, end, n)
    return reached if reached.day is None else _inside(course, reached.day, 1, mode="joint")


def _inside(course: Course, end: date, n: int, **otherwise: str) -> Count:
    """Count n days back from an end, which is the first if it counts."""
    changed = {"convention": "day_one_is_start", "first_day": None, **otherwise}
    counting = course.counting.model_copy(update=changed)
    return due(replace(course, counting=counting, start=end), n)


def _by_months(course: Course, n: int) -> Count:
    """Count back; search where that is late, as months of other lengths lie ahead than behind."""

    def arrival(day: int) -> int:
        ahead = replace(course, start=date.fromordinal(day), direction="forward")
        try:
            found = due(ahead, n).day
        except ValueError:
            return NEVER
        return NEVER if found is None else found.toordinal()

    count, target = due(course, n), course.start.toordinal()
    if count.day is None or arrival(count.day.toordinal()) <= target:
        return count
    earlier = range(1, count.day.toordinal())
    return Count(day=date.min + (bisect_right(earlier, target, key=arrival) - 1) * DAY)
