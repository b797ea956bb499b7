"""Acts as lines of JSON: one object a line, read strictly, with a sentence for each fault."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from activities.opening import MalformedError, json_object, sentence_of
from domain.messages import Text
from domain.occurred import Occurred
from domain.submission import Capacity
from domain.text import clean

ENVELOPE = ("act", "case", "by", "occurred_at", "source", "reason", "id", "at_version")
"""What a line says about its act; everything else is a field of the act."""

Name = Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=80)]


def _a_person(capacity: Capacity) -> Capacity:
    if capacity is Capacity.CLOCK:
        raise ValueError("nobody may act as the clock")
    return capacity


class By(BaseModel):
    """Who acts, in which capacity, for which body."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    subject: Name
    capacity: Annotated[Capacity, Field(strict=False), AfterValidator(_a_person)]
    body: Name | None = None


class Envelope(BaseModel):
    """What a line says about its act."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    act: str
    case: str
    by: By
    occurred_at: Occurred
    source: Text | None = None
    reason: Text | None = None
    id: UUID | None = Field(default=None, strict=False)
    at_version: int | None = Field(default=None, ge=0)


@dataclass(frozen=True, kw_only=True)
class ActLine:
    """One act as its line says it: envelope, fields, and the id that follows from them."""

    envelope: Envelope
    fields: dict[str, object]
    command_id: UUID


def numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Return the lines that hold something, each with its number in the file."""
    for number, line in enumerate(lines, start=1):
        if stripped := line.removeprefix(b"\xef\xbb\xbf" if number == 1 else b"").strip():
            yield number, stripped


def read_line(line: bytes) -> ActLine:
    """Return the act that a line says; raise `MalformedError` where it says none."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise MalformedError(
            "malformed", f"the line is not UTF-8: byte {fault.start + 1} is wrong"
        ) from None
    return read_object(json_object(text))


def read_object(said: dict[str, object]) -> ActLine:
    """Return the act that an object says."""
    fields = {name: said[name] for name in said if name not in ENVELOPE}
    if "type" in fields:
        raise MalformedError("malformed", "field type: the name of the act belongs into `act`")
    try:
        envelope = Envelope.model_validate({n: said[n] for n in said if n in ENVELOPE})
    except ValidationError as fault:
        raise MalformedError("malformed", sentence_of(fault)) from None
    return ActLine(envelope=envelope, fields=fields, command_id=envelope.id or line_id(said))


def line_id(said: dict[str, object]) -> UUID:
    """Return the id of an act that brings none: the same content is the same act."""
    content = {name: said[name] for name in said if name != "id"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return uuid5(NAMESPACE_URL, f"plenary:act:{text}")
