"""When something happened, as precisely as its source says: a month, a day or an instant."""

import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator

_FORM = re.compile(r"\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z)?)?", re.ASCII)


def _checked(text: str) -> str:
    if not _FORM.fullmatch(text):
        raise ValueError(
            f"{text[:40]!r} is no month (2021-09), day (2022-06-24) "
            "or instant (2022-06-24T10:00:00Z)"
        )
    try:
        day_of(text)
        instant_of(text)
    except ValueError:
        raise ValueError(f"{text!r} does not exist in the calendar") from None
    return text


Occurred = Annotated[str, AfterValidator(_checked)]
"""`2021-09`, `2022-06-24` or `2022-06-24T10:00:00Z`; the length tells the precision."""

Day = Annotated[date, "a civil date"]


def day_of(occurred: str) -> date:
    """Return the civil day; of a month, its first day."""
    return date.fromisoformat(
        f"{occurred}-01" if len(occurred) == len("2021-09") else occurred[:10]
    )


def instant_of(occurred: str) -> datetime:
    """Return the instant in UTC; of a day or month, its first instant."""
    if "T" in occurred:
        return datetime.fromisoformat(occurred)
    day = day_of(occurred)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
