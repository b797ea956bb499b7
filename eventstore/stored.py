"""Rows as they are stored, and the fault which they may show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from eventstore.proofs.tiles import TileName

Body: TypeAlias = Mapping[str, Any]
"""The body of an event, parsed."""


class FaultError(Exception):
    """A place in the register which is not as it was recorded."""

    def __init__(self, position: int, sentence: str) -> None:
        """Name the position and say what is wrong with it; 0 is no position, but a catalogue."""
        self.position = position
        self.sentence = f"position {position} {sentence}" if position else sentence
        super().__init__(self.sentence)


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """A row of table `event`."""

    position: int
    stream: str
    version: int
    type: str
    recorded_at: datetime
    body: str
    leaf: bytes


@dataclass(frozen=True, kw_only=True)
class CommandRecord:
    """A row of table `command`."""

    command_id: UUID
    request_hash: bytes | None
    request: str | None
    outcome: str
    first_position: int
    last_position: int
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class PersonRecord:
    """A row of table `person`."""

    position: int
    field: str
    ordinal: int
    command_id: UUID
    commitment: str
    value: str | None
    salt: str | None
    recorded_at: datetime
    erased_at: datetime | None
    erased_because: str | None


@dataclass(frozen=True, kw_only=True)
class StampRecord:
    """A row of table `stamp`."""

    size: int
    authority: str
    token: bytes
    note: str


@dataclass(frozen=True, kw_only=True)
class CheckpointRecord:
    """A row of table `checkpoint`, with names and lines from table `cosignature`."""

    size: int
    root: bytes
    note: str
    recorded_at: datetime
    witnesses: Sequence[str]
    lines: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class TileRecord:
    """A row of table `tile`."""

    name: TileName
    hashes: bytes
