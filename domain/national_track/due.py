"""Due: the last day of a national limit, by its row, its ledger, and the recess on record."""

from collections.abc import Mapping
from datetime import date, timedelta

from domain.assembly.state import Assembly
from domain.case import OpenDeadline
from domain.day_counting.budgets import Budget, suspension
from domain.day_counting.calendars import Calendars, DayKind, days_recorded
from domain.day_counting.counting import due as counted
from domain.day_counting.courses import Course
from domain.day_counting.day_counts import add
from domain.day_counting.zones import day_in
from domain.national_procedures import Limit

HOURS = 24
DAY = timedelta(days=1)


def due(
    limit: Limit, begun: date, ledger: OpenDeadline | None, assembly: Assembly, parliament: str
) -> date:
    """Count from the day on which it began; what authority has moved is due as moved."""
    if ledger is not None and (ledger.extra or ledger.pauses):
        return day_in(ledger.at - timedelta(microseconds=1), ledger.zone)
    if limit.unit == "hours":
        # Steps are known by their day: what ends within the hours ends on the day they reach.
        return begun + -(-limit.n // HOURS) * DAY
    days = days_recorded(assembly.calendars.get(parliament, ()))
    if limit.stops_in_recess == "yes" and limit.unit == "calendar-days" and days:
        return _outside_recess(limit, begun, days)
    return add(begun, convention=limit.convention, n=limit.n, unit=limit.unit)


def _outside_recess(limit: Limit, begun: date, days: Mapping[date, DayKind]) -> date:
    """Count as if no day of recess were there: only what is recorded as recess stops the clock."""
    course = Course(
        counting=Budget(n=limit.n, unit=limit.unit, convention=limit.convention),
        start=begun,
        calendars=Calendars(),
        suspensions=tuple(
            suspension(day, day) for day, kind in days.items() if kind is DayKind.RECESS
        ),
    )
    found = counted(course, limit.n).day
    return begun if found is None else found
