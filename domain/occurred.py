"""When something happened, as precisely as its source says: a month, a day or an instant."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator

from domain.day_counting.zones import begins

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
_FORM = re.compile(r"\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z)?)?", re.ASCII)


def _checked(text: str) -> str:
    if not _FORM.fullmatch(text):
        raise ValueError(
            f"{text[:40]!r} is no month (2021-09), day (2022-06-24) "
            "or instant (2022-06-24T10:00:00Z)"
        )
    try:
        day = day_of(text)
        instant_of(text)
    except ValueError:
        raise ValueError(f"{text!r} does not exist in the calendar") from None
    _within(day)
    return text


def _within(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise ValueError(f"{day} lies outside the years {EARLIEST.year} to {LATEST.year}")
    return day


Occurred = Annotated[str, AfterValidator(_checked)]
"""`2021-09`, `2022-06-24` or `2022-06-24T10:00:00Z`; the length tells the precision."""

Day = Annotated[date, AfterValidator(_within)]
"""A civil date of the years in which an assembly can act: reckoning from it never fails."""


def day_of(occurred: str) -> date:
    """Return the civil day; of a month, its first day."""
    return date.fromisoformat(
        f"{occurred}-01" if len(occurred) == len("2021-09") else occurred[:10]
    )


def last_day_of(occurred: str) -> date:
    """Return the last civil day that it may mean: of a month, its last day."""
    day = day_of(occurred)
    is_month = len(occurred) == len("2021-09")
    return day.replace(day=monthrange(day.year, day.month)[1]) if is_month else day


def instant_of(occurred: str, zone: str | None = None) -> datetime:
    """Return the instant in UTC; of a day or month, its first instant in a zone."""
    if "T" in occurred:
        return datetime.fromisoformat(occurred)
    return begins(day_of(occurred), zone)


def last_instant_of(occurred: str, zone: str | None = None) -> datetime:
    """Return the instant in UTC; of a day or month, its last one in a zone, to the microsecond."""
    if "T" in occurred:
        return datetime.fromisoformat(occurred)
    return begins(last_day_of(occurred) + timedelta(days=1), zone) - datetime.resolution
