"""What a treaty says of its entry into force: threshold, count of days, late parties, groups."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import BeforeValidator, Field, ValidationError, WithJsonSchema, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from domain.day_counting.budgets import Number
from domain.day_counting.day_counts import Convention, check
from domain.day_counting.iso_days import IsoDay
from domain.messages import Message
from domain.treaty_law.consents import Countable, PartyName

PeriodUnit: TypeAlias = Literal["calendar-days", "months", "years"]
AtLeastOne = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
GroupName = Annotated[str, Field(min_length=1, max_length=200)]


def _exact(value: object) -> object:
    """Take a number as it is written, never as the nearest binary fraction."""
    if isinstance(value, str) and not _PLAIN.fullmatch(value):
        raise ValueError("a weight is written as 17.89")
    return value if isinstance(value, Decimal) else str(value)


Weight = Annotated[
    Decimal,
    BeforeValidator(_exact),
    Field(ge=0, le=10**15, decimal_places=30, allow_inf_nan=False),
    WithJsonSchema({"type": ["number", "string"], "minimum": 0, "pattern": r"^[0-9]+(\.[0-9]+)?$"}),
]
"""A share of something, exact: 17.89."""


class Counted(Message):
    """How days are counted from one day to another, as far as it is said."""

    convention: Convention | None = None
    n: Number | None = None
    unit: PeriodUnit | None = None

    @model_validator(mode="after")
    def _fits(self) -> "Counted":
        if self.convention is not None and self.unit is not None:
            check(self.convention, self.unit)
        if self.convention == "day_one_is_start" and self.n == 0:
            raise ValueError("n: where the start is day one, n is at least 1")
        return self


class LateRule(Counted):
    """How the date of a late party is counted; what it leaves out is as for the treaty."""

    applies: Literal["after_threshold", "after_entry_into_force"] = "after_threshold"


class SubCount(Message):
    """How many of the parties must belong to a group."""

    group: GroupName
    n: AtLeastOne


class Share(Message):
    """How much weight those parties must have together that belong to a group."""

    group: GroupName
    at_least: Weight


class GroupRow(Message):
    """A party belongs to a group from a day to a day, both inside; an end left out is open."""

    party: PartyName
    since: IsoDay | None = Field(default=None, alias="from")
    until: IsoDay | None = Field(default=None, alias="to")
    weight: Weight | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "GroupRow":
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError(f"groups: {self.party} leaves before it comes")
        return self

    def covers(self, day: date) -> bool:
        """Tell whether a day is inside."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day <= self.until)


Groups: TypeAlias = Mapping[str, tuple[GroupRow, ...]]


class EntryRule(Counted):
    """When a treaty enters into force, and for whom."""

    count: AtLeastOne | Literal["all"] | None = None
    parties: tuple[PartyName, ...] | None = None
    sub_counts: tuple[SubCount, ...] = ()
    weights: tuple[Share, ...] = ()
    counts: tuple[Countable, ...] | None = Field(default=None, min_length=1)
    not_counting: tuple[PartyName, ...] = ()
    on_date: IsoDay | None = None
    not_before: IsoDay | None = None
    late: LateRule | None = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> "EntryRule":
        if self.count is None and not self.sub_counts and not self.weights:
            raise ValueError("rule: give a count, sub_counts or weights")
        if self.count == "all" and self.parties is not None and not self.wanted():
            raise ValueError("rule: parties names nobody of whom all could be counted")
        return self

    @model_validator(mode="after")
    def _fits_late_parties(self) -> "EntryRule":
        self.late_rule()
        return self

    def late_rule(self) -> LateRule:
        """Return the count for late parties; what it leaves out is as for the treaty itself.

        But a convention of its own counts in a unit of its own.
        """
        said = LateRule() if self.late is None else self.late
        is_as_the_treaty = said.convention in {None, self.convention}
        return LateRule(
            convention=said.convention or self.convention,
            n=self.n if said.n is None else said.n,
            unit=said.unit or (self.unit if is_as_the_treaty else None),
            applies=said.applies,
        )

    def wanted(self) -> frozenset[str]:
        """Return those of the parties named that can count."""
        return frozenset(self.parties or ()) - frozenset(self.not_counting)


Rule = TypeVar("Rule", bound=EntryRule)


def with_units(rule: Rule) -> Rule:
    """Return a rule; raise ValidationError where late parties are counted in no unit of their own.

    It is asked of what is said anew; what is on record without it is read, and not computed.
    """
    late = rule.late
    if late is None or late.unit is not None or late.convention in {None, rule.convention}:
        return rule
    words = "is missing: {convention} is another convention than the treaty's"
    fault = PydanticCustomError("unit_missing", words, {"convention": late.convention})
    raise ValidationError.from_exception_data(
        "late", [InitErrorDetails(type=fault, loc=("late", "unit"), input=None)]
    )
