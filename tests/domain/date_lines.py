"""Lines for the date calculator in short, and rows of sitting days as letters."""

from datetime import date, timedelta

from domain.calculators.date import Answer, Line, compute
from domain.day_counting.calendars import CalendarLine, Calendars, DayKind

DAY = timedelta(days=1)
FIRST = date(2026, 1, 5)
BODIES = ("lower", "upper")


def answer(calendar: Calendars | None = None, /, **given_as: object) -> Answer:
    return compute(Line.model_validate(given_as), calendar or Calendars())


def calendar(**rows: str) -> Calendars:
    """Give each body a row of days from FIRST on: s a r p d h, and a dot for no line."""
    kinds = {kind.value[0]: kind for kind in DayKind}
    return Calendars(
        CalendarLine(body=body, date=FIRST + number * DAY, kind=kinds[letter])
        for body, row in rows.items()
        for number, letter in enumerate(row)
        if letter != "."
    )


def day(number: int) -> date:
    return FIRST + number * DAY


def sitting(start: int, **more: object) -> dict[str, object]:
    return {"start": str(day(start)), "unit": "sitting-days", "bodies": ["lower"], **more}


def missing_days(found: Answer) -> list[tuple[str, int]]:
    """Return which days are missing, by their number from FIRST."""
    return [(each.body, (each.date - FIRST).days) for each in found.missing]
