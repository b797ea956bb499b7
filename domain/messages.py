"""What is said and what happened: every command and every event derives from these two."""

from datetime import UTC, date, datetime
from typing import Annotated, ClassVar, TypeAlias

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
)

from domain.submission import Capacity
from domain.text import clean

Text = Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=8_000)]
"""A sentence or a title: NFC, no control or bidirectional-override characters."""

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$", max_length=80)]
"""A short name in lower case: the code of a parliament, a committee, an office-holder."""


def _fits_a_case(key: str) -> str:
    if "_" in key or "." in key:
        raise ValueError("it becomes part of the names of cases: no '_' and no '.', but '-'")
    return key


CaseKey = Annotated[Key, AfterValidator(_fits_a_case)]
"""A key that stands in the name of a case: `legal` of `committee-review/2026-014/legal`."""


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("it lies outside the calendar") from None


CaseName = Annotated[
    str,
    Field(pattern=r"^[a-z]+(-[a-z]+)*(/[a-z0-9]+([-.][a-z0-9]+)*){0,3}$", max_length=200),
]
"""The name of a case: `model-law/2026-014`."""

ZoneName = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9+_-]+(?:/[A-Za-z0-9+_-]+){0,2}$", max_length=80)
]
"""A time zone of the IANA database: `Asia/Baku`."""

Url = Annotated[str, Field(pattern=r"^https?://\S+$", max_length=400)]
"""Where a service of somebody else is asked."""

VoteName = Annotated[str, Field(pattern=r"^vote/[1-9][0-9]*/[1-9][0-9]*$", max_length=200)]
"""The name of a vote, by its plenary session and its number there: `vote/15/7`."""

Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A point in time, whatever its offset: kept in UTC."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""The SHA-256 of a file's bytes in lower-case hexadecimal digits."""

COMMITTED = "commitment"
Commitment = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$"), COMMITTED]
"""SHA-256 of salt and value; the value itself lies in table `person` and may be erased."""


Id: TypeAlias = StrictStr | StrictInt
"""What something is called outside: text or a whole number, kept as it is written."""


class Message(BaseModel):
    """A closed record: unknown fields are errors, nothing can be changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, defer_build=True)


class Command(Message):
    """What an office-holder asks for, in the imperative. `type` is its stored name."""

    type: str
    by: ClassVar[tuple[Capacity, ...]] = ()
    """The capacities in which one may ask for it."""
    rule: ClassVar[str | None] = None
    """The parameter of the rules that governs it, if one does: the basis of its events."""
    personal: ClassVar[tuple[str, ...]] = ()
    """Fields that name or reach a person: they travel as commitments."""
    past: ClassVar[tuple[str, ...]] = ()
    """Fields whose day states a fact: it has come when the act is recorded."""


class Event(Message):
    """What the minutes would say, in the past tense. `type` is its stored name, never reused."""

    type: str
    schema_version: ClassVar[int] = 1
    personal: ClassVar[tuple[str, ...]] = ()
    official: ClassVar[tuple[str, ...]] = ()
    """Names of holders of public office: kept for ever. All other fields are public."""
    effect: ClassVar[str | None] = None
    """The field with the day from which it holds, where that may be later than the act."""


class Dated(Event):
    """A fact of a procedure; the day of its act is written into it as the act is accepted."""

    on: date | None = None
