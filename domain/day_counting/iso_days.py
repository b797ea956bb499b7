"""Days and times as people write them: 2010-03-15, 2010-03-15T10:00+04:00, and nothing else.

Pydantic alone would also take a number of seconds for a day: a typing mistake must not be read.
"""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, Field

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")


def _day(value: object) -> object:
    if not _DAY.fullmatch(str(value)):
        raise ValueError("a day is written as 2010-03-15")
    # Here and not by pydantic: strictly, as acts are read, it takes no text after a validator.
    return _in_the_calendar(date, value)


def _in_the_calendar(kind: type[date], value: object) -> object:
    try:
        return kind.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError(f"{value} is in no calendar") from None


def _time(value: object) -> object:
    if not _TIME.fullmatch(str(value)):
        raise ValueError("a time is written with its zone, as 2010-03-15T10:00+04:00")
    return _in_the_calendar(datetime, value)


BodyName = Annotated[str, Field(min_length=1, max_length=200)]
"""A body whose days a calendar tells: a chamber, a committee."""

IsoDay = Annotated[date, BeforeValidator(_day)]
"""A civil day."""

IsoTime = Annotated[AwareDatetime, BeforeValidator(_time)]
"""A point in time, with its offset from UTC."""
