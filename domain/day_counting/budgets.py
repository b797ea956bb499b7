"""Budgets: how much time a limit gives, in which unit, by which count, and when the clock stops.

A due date is never typed: it is derived from the day on which the time begins, the budget, the
calendars, and the ledger of the days that do not count (`domain.md` 6).
"""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from domain.day_counting.day_counts import Convention, Unit, check
from domain.day_counting.iso_days import BodyName, IsoDay
from domain.messages import Message

MOST = 1_000_000
LONGEST_GAP = 36_525
MOST_BODIES = 50

BodyMode: TypeAlias = Literal["joint", "either", "each"]
Direction: TypeAlias = Literal["forward", "backward"]
Number = Annotated[int, Field(strict=True, ge=0, le=MOST)]


class Counting(Message):
    """How time is counted, whatever the amount of it."""

    convention: Convention = "day_plus_n"
    unit: Unit
    bodies: tuple[BodyName, ...] = Field(default=(), max_length=MOST_BODIES)
    mode: BodyMode = "joint"
    gap_max: Annotated[int, Field(strict=True, ge=0, le=LONGEST_GAP)] = 0
    first_day: Literal["joint"] | None = None

    @model_validator(mode="after")
    def _fits(self) -> "Counting":
        check(self.convention, self.unit)
        if self.unit == "sitting-days" and not self.bodies:
            raise ValueError("bodies: name the bodies whose sitting days are counted")
        if len(set(self.bodies)) < len(self.bodies):
            raise ValueError("bodies: one is named twice")
        return self


class Budget(Counting):
    """An amount of time, and how it is counted."""

    n: Number

    @model_validator(mode="after")
    def _has_a_first_day(self) -> "Budget":
        if self.convention == "day_one_is_start" and not self.n:
            raise ValueError("n: where the start is day one, n is at least 1")
        return self


class Suspension(Message):
    """Days that never count, the first and the last inside."""

    since: IsoDay = Field(alias="from")
    until: IsoDay = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> "Suspension":
        if self.until < self.since:
            raise ValueError("it ends before it begins")
        return self


def suspension(since: date, until: date) -> Suspension:
    """Return the suspension from one day to another, both inside."""
    return Suspension.model_validate({"from": since, "to": until})
