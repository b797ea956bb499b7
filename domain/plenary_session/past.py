"""Past: a plenary session of earlier years enters the record as its sources tell it."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.parliaments import not_known
from domain.messages import Command, Dated, Event, Key, Text
from domain.occurred import Day
from domain.plenary_session import days
from domain.plenary_session.state import PlenarySession, stream_of
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity


class RecordPastPlenarySession(Command):
    """The Secretariat records a plenary session that was held before this register began."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    past: ClassVar = ("first_day", "last_day")
    type: Literal["RecordPastPlenarySession"] = "RecordPastPlenarySession"
    number: int = Field(ge=1)
    first_day: Day | None = None
    last_day: Day
    city: Text
    chair: Key
    outcome: Text | None = None


class PastPlenarySessionRecorded(Dated):
    """A plenary session was held."""

    type: Literal["PastPlenarySessionRecorded"] = "PastPlenarySessionRecorded"
    number: int
    first_day: date | None = None
    last_day: date
    city: Text
    chair: Key
    outcome: Text | None = None


def record_past(
    command: RecordPastPlenarySession, plenary: PlenarySession, acting: Acting, record: Record
) -> Sequence[Event] | Refusal:
    """Record it once, under its own number, with a chair that is known."""
    if plenary.exists:
        return not_in_order(f"plenary session {command.number} is already on record")
    if plenary.stream != stream_of(command.number):
        return not_valid(f"plenary session {command.number} is {stream_of(command.number)}")
    long = days.told(command.first_day, command.last_day, acting)
    if isinstance(long, Refusal):
        return long
    recorded = PastPlenarySessionRecorded.model_validate(command.model_dump(exclude={"type"}))
    return not_known(command.chair, record) or [recorded, *long]


def past_recorded(plenary: PlenarySession, event: PastPlenarySessionRecorded) -> PlenarySession:
    """Hold it as archived: nothing more is awaited."""
    return replace(
        plenary,
        stage=Stage.ARCHIVED,
        title=f"Plenary session {event.number}, {event.city}",
        number=event.number,
        first_day=event.first_day,
        last_day=event.last_day,
        city=event.city,
        chair=event.chair,
        outcomes=MappingProxyType({1: event.outcome} if event.outcome else {}),
    )
