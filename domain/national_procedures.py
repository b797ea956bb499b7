"""National procedures: the path of a bill in a parliament as dated data, each row with its source.

Another country is another file of such rows, not a line of code. A row holds on some days, perhaps
for one kind of bill only (`constitutional`, `urgent`); what is set for the kind goes before what
is set for all. What no source gives has no row, and nobody guesses it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import Field, model_validator

from domain.day_counting.day_counts import Convention, check
from domain.day_counting.zones import zone
from domain.decision_rules.decision_rule import DecisionRule, QuorumRule
from domain.messages import Key, Message, Text
from domain.rules import Severity

Mark = Annotated[str, Field(pattern=r"^(C[1-9][0-9]*|S1|INF|BG|design)$")]
"""How far a row is confirmed: by n sources, by one, inferred, general knowledge, our own choice."""

MARKS = {
    "S1": "one source",
    "INF": "inferred",
    "BG": "general knowledge, unchecked",
    "design": "a choice of this project",
}

FactValue: TypeAlias = bool | int | str | tuple[str, ...]

ZONE = "time-zone"
"""The fact that names the zone of the IANA database by whose days a parliament counts."""


class Row(Message):
    """One rule of a national procedure: when it holds, for which bills, and who says so."""

    mark: Mark
    citation: Text
    valid_from: date | None = None
    last_day: date | None = None
    applies_to: Key | None = None
    """The kind of bill; null is every bill."""
    note: Text | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the row holds on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.last_day is None or day <= self.last_day)

    @property
    def identity(self) -> tuple[str, ...]:
        """By what a row is told from the others of its sort."""
        raise NotImplementedError

    def cited(self) -> str:
        """Return the source with how far it is confirmed."""
        confirmed = MARKS.get(self.mark) or f"{self.mark[1:]} sources"
        return f"{self.citation} ({confirmed})"


class Fact(Row):
    """What holds for the parliament: its readings, its gazette, whether the head of state signs."""

    name: Key
    value: FactValue

    @model_validator(mode="after")
    def _is_a_zone(self) -> "Fact":
        if self.name == ZONE:
            zone(str(self.value))
        return self

    @property
    def identity(self) -> tuple[str, ...]:
        """A fact is told by its name."""
        return (self.name,)


class Chamber(Row):
    """A chamber, in the order in which a bill goes through them."""

    key: Key
    name: Text
    seats: Annotated[int, Field(ge=1)] | None = None
    """How many members it has by law."""

    @property
    def identity(self) -> tuple[str, ...]:
        """A chamber is told by its key."""
        return (self.key,)


class Majority(Row):
    """By which rule a step is decided, in all chambers or in one."""

    step: Key
    chamber: Key | None = None
    rule: DecisionRule
    quorum: QuorumRule | None = None

    @property
    def identity(self) -> tuple[str, ...]:
        """A majority is told by its step and chamber."""
        return (self.step, self.chamber or "")


class Limit(Row):
    """How long a step may take, or how long another has to wait, counted from a step."""

    name: Key
    starts: Key
    ends: tuple[Key, ...] = Field(min_length=1)
    kind: Literal["within", "not-before"] = "within"
    n: int = Field(ge=1, le=100_000)
    unit: Literal["hours", "calendar-days", "months", "years"]
    convention: Convention = "day_plus_n"
    severity: Severity | None = None
    """Unless it is said here: lateness is an alert, acting too early is blocked."""
    stops_in_recess: Literal["yes", "no", "not-known"] = "not-known"

    @model_validator(mode="after")
    def _counts(self) -> "Limit":
        check(self.convention, self.unit)
        return self

    @property
    def identity(self) -> tuple[str, ...]:
        """A limit is told by its name."""
        return (self.name,)

    @property
    def breach(self) -> Severity:
        """What a breach of it does."""
        lateness = Severity.ALERT if self.kind == "within" else Severity.BLOCK
        return self.severity or lateness


Sort = TypeVar("Sort", bound=Row)


class NationalProcedure(Message):
    """The rows of one parliament, valid from a day on; the next edition takes their place."""

    parliament: Key
    title: Text
    valid_from: date
    last_day: date | None = None
    chambers: tuple[Chamber, ...] = ()
    facts: tuple[Fact, ...] = ()
    majorities: tuple[Majority, ...] = ()
    limits: tuple[Limit, ...] = ()

    @model_validator(mode="after")
    def _is_sound(self) -> "NationalProcedure":
        if self.last_day is not None and self.last_day < self.valid_from:
            raise ValueError("last_day: it lies before valid_from")
        for rows in (self.chambers, self.facts, self.majorities, self.limits):
            _told_apart(rows)
        known = {each.key for each in self.chambers}
        named = {each.chamber for each in self.majorities if each.chamber is not None}
        if strange := sorted(named - known):
            raise ValueError(f"majorities: there is no chamber {strange[0]}")
        return self

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return self.valid_from <= day and (self.last_day is None or day <= self.last_day)


def in_force(
    procedures: Iterable[NationalProcedure], parliament: str, day: date
) -> NationalProcedure | None:
    """Return the procedure of a parliament on a day: the latest that holds, or None."""
    held = [each for each in procedures if each.parliament == parliament and each.holds_on(day)]
    return max(held, key=lambda each: each.valid_from, default=None)


def rows_on(rows: Iterable[Sort], day: date, kinds: Sequence[str] = ()) -> tuple[Sort, ...]:
    """Return the rows that hold on a day for a bill of these kinds, in the order of the data."""
    held = [each for each in rows if each.holds_on(day) and each.applies_to in {None, *kinds}]
    special = {each.identity for each in held if each.applies_to is not None}
    return tuple(
        each for each in held if each.applies_to is not None or each.identity not in special
    )


def _told_apart(rows: Sequence[Row]) -> None:
    """Raise ValueError where two rows would hold on the same day for the same bills."""
    for place, one in enumerate(rows):
        for other in rows[place + 1 :]:
            same = (one.identity, one.applies_to) == (other.identity, other.applies_to)
            if same and _overlap(one, other):
                raise ValueError(f"{' '.join(one.identity).strip()}: two rows hold on the same day")


def _overlap(one: Row, other: Row) -> bool:
    def begun(row: Row) -> date:
        return row.valid_from or date.min

    def ended(row: Row) -> date:
        return row.last_day or date.max

    return begun(one) <= ended(other) and begun(other) <= ended(one)
