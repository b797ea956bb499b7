"""What a batch is about to write. Nothing of it is in the database yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain.submission import Accepted, Refused
from eventstore.envelope import Head, Row
from eventstore.streams import Folded
from eventstore.work import Json


@dataclass(frozen=True, kw_only=True)
class Said:
    """The first outcome of a command; without a hash it was abandoned before it came."""

    request_hash: bytes | None
    outcome: Accepted | Refused


@dataclass(frozen=True, kw_only=True)
class CommandRow:
    """A row of table `command`."""

    key: UUID
    said: Said
    request: str | None
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """A row of table `person`: what a commitment in an event stands for."""

    position: int
    field: str
    ordinal: int
    command_id: UUID
    commitment: str
    value: str
    salt: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """All that one act adds. It is made apart and added whole, so a bug leaves no trace."""

    rows: Sequence[Row]
    streams: Mapping[str, Folded]
    views: Sequence[tuple[int, str, Mapping[str, Json]]]
    """Number of the view, key, row."""
    persons: Sequence[PersonRow]


@dataclass(kw_only=True)
class Draft:
    """The writings of a batch, act by act."""

    base: Head
    """Where the register ends before it."""
    head: Head = field(init=False)
    """Where the register ends after it."""
    clock: datetime
    """The time of the batch: the database's, never before the last event's."""
    said: dict[UUID, Said | None]
    """First outcomes by command; None where it was looked up and there is none."""
    rows: list[Row] = field(default_factory=list)
    commands: list[CommandRow] = field(default_factory=list)
    persons: list[PersonRow] = field(default_factory=list)
    views: dict[int, dict[str, Mapping[str, Json]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self.head = self.base

    def add(self, entry: Entry, *, key: UUID, said: Said, request: str | None) -> None:
        """Add what one act does, and under its key its outcome and what was asked."""
        self.rows.extend(entry.rows)
        self.persons.extend(entry.persons)
        self.head = entry.rows[-1].head
        for view, name, row in entry.views:
            self.views.setdefault(view, {})[name] = row
        self.said[key] = said
        first, last = entry.rows[0].event.position, entry.rows[-1].event.position
        self.commands.append(
            CommandRow(key=key, said=said, request=request, first=first, last=last)
        )
