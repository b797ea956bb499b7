"""What is said and what happened: every command and every event derives from these two."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from domain.submission import Capacity
from domain.text import clean

Text = Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=8_000)]
"""A sentence or a title: NFC, no control or bidirectional-override characters."""

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$", max_length=80)]
"""A short name in lower case: the code of a parliament, a committee, an office-holder."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""The SHA-256 of a file's bytes in lower-case hexadecimal digits."""

Commitment = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of salt and value; the value itself lies in table `person` and may be erased."""


class Message(BaseModel):
    """A closed record: unknown fields are errors, nothing can be changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Command(Message):
    """What an office-holder asks for, in the imperative. `type` is its stored name."""

    type: str
    by: ClassVar[tuple[Capacity, ...]] = ()
    """The capacities in which one may ask for it."""
    rule: ClassVar[str | None] = None
    """The parameter of the rules that governs it, if one does: the basis of its events."""
    personal: ClassVar[tuple[str, ...]] = ()
    """Fields that name or reach a person: they travel as commitments."""


class Event(Message):
    """What the minutes would say, in the past tense. `type` is its stored name, never reused."""

    type: str
    schema_version: ClassVar[int] = 1
    personal: ClassVar[tuple[str, ...]] = ()
    official: ClassVar[tuple[str, ...]] = ()
    """Names of holders of public office: kept for ever. All other fields are public."""
