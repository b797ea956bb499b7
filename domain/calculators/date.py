"""Dates: when a time limit ends, or how much of it is used up (`plenary compute date`)."""

from datetime import date, datetime
from typing import Annotated, TypeAlias

from pydantic import Discriminator, Tag, WithJsonSchema, model_validator

from domain.day_counting.budgets import Counting, Direction, Number, Suspension
from domain.day_counting.calendars import Calendars
from domain.day_counting.counting import due, within
from domain.day_counting.counting_hours import HourCount, hours_due, hours_within
from domain.day_counting.courses import STEPS, Count, Course
from domain.day_counting.iso_days import IsoDay, IsoTime
from domain.messages import Id, Message

NO_CALENDAR = Calendars()
FORMATS = ("date", "date-time")


def _which(given: object) -> str:
    return "[time]" if ":" in str(given) else "[day]"


DayOrTime = Annotated[
    Annotated[IsoDay, Tag("[day]")] | Annotated[IsoTime, Tag("[time]")],
    Discriminator(_which),
    # Not one of two: a validator need not look at formats, and then both are right.
    WithJsonSchema({"anyOf": [{"type": "string", "format": each} for each in FORMATS]}),
]

Arrival: TypeAlias = date | datetime


class Line(Counting):
    """One count: so many units from a start, or as many as there are by an end."""

    id: Id | None = None
    start: DayOrTime
    n: Number | None = None
    end: DayOrTime | None = None
    direction: Direction = "forward"
    suspensions: tuple[Suspension, ...] = ()

    @model_validator(mode="after")
    def _asks_one_thing(self) -> "Line":
        if (self.n is None) == (self.end is None):
            raise ValueError("n, end: give one of the two")
        if self.n == 0 and self.convention == "day_one_is_start":
            raise ValueError("n: where the start is day one, n is at least 1")
        return self

    @model_validator(mode="after")
    def _begins_and_ends_in_its_unit(self) -> "Line":
        ends = (self.start, self.start if self.end is None else self.end)
        in_hours = self.unit == "hours"
        if any(isinstance(each, datetime) != in_hours for each in ends):
            wanted = "times with a zone" if in_hours else "days"
            raise ValueError(f"start, end: {self.unit} are counted between {wanted}")
        if (ends[1] < ends[0]) if self.direction == "forward" else (ends[0] < ends[1]):
            raise ValueError("end: it lies on the other side of the start")
        return self


class Missing(Message):
    """A day of which nothing is recorded for a body."""

    body: str
    date: date


class Answer(Message):
    """The day or moment at which the count arrives, or the unknown day that could decide it."""

    id: Id | None
    date: Arrival | None
    first: Arrival | None
    counted: int
    missing: tuple[Missing, ...]


def compute(line: Line, calendars: Calendars = NO_CALENDAR) -> Answer:
    """Count; raise ValueError where the count leaves the calendar of years 1 to 9999."""
    if isinstance(line.start, datetime):
        hours = _hours(line, line.start)
        first, counted = hours.first, hours.counted
        return Answer(id=line.id, date=hours.at, first=first, counted=counted, missing=())
    count = _days(line, calendars)
    return Answer(
        id=line.id,
        date=count.day,
        first=count.first,
        counted=count.counted,
        missing=missing(count),
    )


def missing(count: Count) -> tuple[Missing, ...]:
    """Return what is missing as the calculators write it."""
    return tuple(Missing(body=each.body, date=each.on) for each in count.missing)


def _hours(line: Line, start: datetime) -> HourCount:
    step = STEPS[line.direction]
    if isinstance(line.end, datetime):
        return hours_within(start, line.end, step=step, suspensions=line.suspensions)
    return hours_due(start, line.n or 0, step=step, suspensions=line.suspensions)


def _days(line: Line, calendars: Calendars) -> Count:
    course = Course(
        counting=line,
        start=line.start,
        calendars=calendars,
        direction=line.direction,
        suspensions=line.suspensions,
    )
    return due(course, line.n or 0) if line.end is None else within(course, line.end)
