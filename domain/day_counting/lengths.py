"""Lengths of time as the rules give them: ISO 8601, with months and years, or sitting days.

`P90D` and `PT3S` are lengths that a clock measures; `P6M` needs the calendar of months;
`sitting-days:21:lower+upper:joint:4` needs the calendars of the bodies that it names: 21 days on
which both sit, where breaks of up to four days count too.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias

from pydantic import TypeAdapter

from domain.day_counting.budgets import Budget
from domain.day_counting.day_counts import OUTSIDE, add_months
from domain.day_counting.zones import zone

LONGEST = timedelta(days=36_525)
LONGEST_MONTHS = 1_200
SITTING_DAYS = "sitting-days"

_CLOCK_TIME = TypeAdapter(timedelta)
_MONTHS = re.compile(r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?([^YM]*(?:T.*)?)")
_SITTING = re.compile(
    r"sitting-days:(\d{1,4}):([a-z0-9._+-]+)(?::(joint|either|each)(?::(\d{1,3}))?)?"
)


@dataclass(frozen=True, kw_only=True)
class Length:
    """So many months, and then a time that the clock measures."""

    months: int = 0
    rest: timedelta = timedelta()

    def after(self, moment: datetime, within: str | None = None) -> datetime:
        """Return the instant at which this length has passed, its months by the days of a zone."""
        return self._months_from(moment, self.months, within) + self.rest

    def before(self, moment: datetime, within: str | None = None) -> datetime:
        """Return the instant from which this length lasts until another one."""
        return self._months_from(moment - self.rest, -self.months, within)

    def days_before(self, day: date) -> date:
        """Return the last day on which this length still lies between it and a day."""
        return self.before(datetime.combine(day, time.min, UTC)).date()

    def days_after(self, day: date) -> date:
        """Return the day on which this length has passed since a day began."""
        return self.after(datetime.combine(day, time.min, UTC)).date()

    def _months_from(self, moment: datetime, months: int, within: str | None) -> datetime:
        if not months:
            return moment
        there = moment.astimezone(zone(within))
        try:
            moved = datetime.combine(add_months(there.date(), months), there.timetz())
            return moved.astimezone(UTC)
        except OverflowError:
            raise ValueError(OUTSIDE) from None


Given: TypeAlias = Length | Budget
"""A length of the rules: measured by clock and calendar, or counted in sitting days."""


def length(text: str) -> Given:
    """Read a length; raise ValueError for a text that is none."""
    return _sitting_days(text) if text.startswith(SITTING_DAYS) else calendar_length(text)


def calendar_length(text: str) -> Length:
    """Read a length in ISO 8601; raise ValueError for a text that is none."""
    found = _MONTHS.fullmatch(text)
    if found is None:
        raise ValueError("a length is written in ISO 8601, as P30D or P6M")
    years, months, rest = found.groups()
    whole = 12 * int(years or 0) + int(months or 0)
    if not rest and (years or months):
        return _checked(Length(months=whole))
    return _checked(Length(months=whole, rest=_CLOCK_TIME.validate_python("P" + rest)))


def _checked(read: Length) -> Length:
    if not (0 <= read.months <= LONGEST_MONTHS and timedelta() <= read.rest <= LONGEST):
        raise ValueError("a length is of at most 100 years")
    if not read.months and not read.rest:
        raise ValueError("a length is longer than nothing")
    return read


def _sitting_days(text: str) -> Budget:
    found = _SITTING.fullmatch(text)
    if found is None or not int(found[1]):
        raise ValueError("sitting days are written as sitting-days:21:lower+upper:joint")
    return Budget.model_validate(
        {
            "n": int(found[1]),
            "unit": SITTING_DAYS,
            "bodies": found[2].split("+"),
            "mode": found[3] or "joint",
            "gap_max": int(found[4] or 0),
        }
    )
