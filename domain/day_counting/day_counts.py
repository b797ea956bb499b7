"""Day counts: what so many days, months or years after a day are, by the conventions of treaties.

`domain.md` 4.5 gives each convention with the treaty that uses it. Every day counts here; a ledger
of suspensions, and days that count only where somebody sits, are counted in `budgets`.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal, TypeAlias

Convention: TypeAlias = Literal[
    "day_plus_n",
    "day_one_is_start",
    "day_after_n_full_days",
    "months_same_day",
    "months_then_first_of_next_month",
    "days_then_first_of_next_month",
]
Unit: TypeAlias = Literal["hours", "calendar-days", "months", "years", "sitting-days"]

MONTHS: Mapping[str, int] = MappingProxyType({"months": 1, "years": 12})
"""The units that are a number of months."""

OF_MONTHS = frozenset({"months_same_day", "months_then_first_of_next_month"})
"""The conventions that count months and nothing else."""

TO_THE_FIRST = frozenset({"months_then_first_of_next_month", "days_then_first_of_next_month"})
"""The conventions that go on to the first day of a month."""

DAY = timedelta(days=1)
OUTSIDE = "the date lies outside the calendar (years 1 to 9999)"


def add(start: date, *, convention: str, n: int, unit: str) -> date:
    """Return the day that lies n calendar days, months or years after a day.

    Raise ValueError where convention and unit do not fit, or the day is outside the calendar.
    """
    check(convention, unit)
    try:
        return landing(last_day(start, convention=convention, n=n, unit=unit), convention)
    except OverflowError:
        raise ValueError(OUTSIDE) from None


def subtract(start: date, *, convention: str, n: int, unit: str) -> date:
    """Return the day that lies n calendar days, months or years before a day: the mirror of add."""
    check(convention, unit)
    try:
        return landing_back(last_day(start, convention=convention, n=-n, unit=unit), convention)
    except OverflowError:
        raise ValueError(OUTSIDE) from None


def check(convention: str, unit: str) -> None:
    """Raise ValueError where a convention does not count in a unit."""
    if convention in OF_MONTHS and unit not in MONTHS:
        raise ValueError(f"{convention} counts months or years, not {unit}")
    if convention == "days_then_first_of_next_month" and unit in MONTHS:
        raise ValueError(f"{convention} counts days, not {unit}")
    if unit == "hours" and convention != "day_plus_n":
        raise ValueError(f"hours are counted by day_plus_n, not by {convention}")


def last_day(start: date, *, convention: str, n: int, unit: str) -> date:
    """Return the last of n units that are counted from a day; of -n, backwards."""
    inside = DAY if convention == "day_one_is_start" else timedelta()
    inside = inside if n >= 0 else -inside
    if unit in MONTHS:
        return add_months(start, n * MONTHS[unit]) - inside
    if unit == "calendar-days":
        return start + (n * DAY - inside)
    raise ValueError(f"{unit} are not counted without a calendar")


def add_months(start: date, months: int) -> date:
    """Return the same day of another month, or the last of that month where it lacks the day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def landing(last: date, convention: str) -> date:
    """Return the answer of a count, given the last day that was counted."""
    if convention in TO_THE_FIRST:
        return add_months(last.replace(day=1), 1)
    return last + DAY if convention == "day_after_n_full_days" else last


def landing_back(last: date, convention: str) -> date:
    """Return the answer of a count backwards.

    The mirror of the first day of the next month is the last day of the month before. It is also
    the latest day from which the count forwards arrives by the day from which one looks back.
    """
    if convention in TO_THE_FIRST:
        return last.replace(day=1) - DAY
    return last - DAY if convention == "day_after_n_full_days" else last
