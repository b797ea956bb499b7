"""What the registrar is given and what it gives back: it never knows what an act means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeAlias
from uuid import UUID

from domain.submission import Accepted, Actor, Disclosure, Failed, Refused

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"
"""What a body may hold: no floats."""


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The article on which an event rests, and the rules edition that holds it."""

    article: str
    rules: int


@dataclass(frozen=True, kw_only=True)
class Fact:
    """An event before it has a place: the registrar numbers and chains it.

    `cause` is the ordinal of the event of the same act that caused it, or None.
    """

    stream: str
    type: str
    schema: int
    data: Mapping[str, Json]
    basis: Basis | None = None
    cause: int | None = None


@dataclass(frozen=True, kw_only=True)
class Accept:
    """Record these facts, at least one."""

    facts: Sequence[Fact]


@dataclass(frozen=True, kw_only=True)
class Refuse:
    """Record the refusal and answer with it. `stored` False: nothing is recorded (malformed)."""

    code: str
    sentence: str
    citation: str = "none"
    missing: tuple[str, ...] = ()
    stored: bool = True


Judgement: TypeAlias = Accept | Refuse


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """One event as it stands in the register, read back from its body."""

    position: int
    stream: str
    version: int
    id: UUID
    type: str
    schema: int
    occurred_at: str
    recorded_at: datetime
    command: UUID
    data: Mapping[str, Json]
    envelope: Mapping[str, Json] = field(repr=False)
    """The whole body, parsed."""


State: TypeAlias = object
"""A folded case; only its `Fold` knows what it is."""


class Fold(Protocol):
    """How a stream is folded. Pure."""

    def begin(self, stream: str) -> State:
        """Return what a stream is before its first event."""
        ...

    def evolve(self, state: State, event: Recorded) -> State:
        """Return what it is after one more event."""
        ...


class View(Protocol):
    """One view: rows made from events, written in the transaction that appends."""

    @property
    def table(self) -> str:
        """The table in schema `view`."""
        ...

    @property
    def key(self) -> str:
        """The column that identifies a row."""
        ...

    @property
    def upsert(self) -> str:
        """One SQL statement that takes the last row per key of a batch as a JSON array ($1).

        It becomes a part of the one statement that writes a batch.
        """
        ...

    def rows(self, event: Recorded, state: State) -> Sequence[Mapping[str, Json]]:
        """Return the rows that one event makes or changes; `state` is its case after it."""
        ...


@dataclass(frozen=True, kw_only=True)
class Work:
    """One act to be judged and recorded.

    `judge` is pure: it gets the folded states by stream and the register's time, and may raise
    `domain.not_loaded.NotLoadedError`, whereupon the stream is read and it is asked again.
    Any other exception is a bug: the act is answered `Failed` and nothing of it is stored.
    """

    command_id: UUID
    request_hash: bytes
    name: str
    stream: str
    actor: Actor
    occurred_at: str
    judge: Callable[[Mapping[str, State], datetime], Judgement]
    source: str | None = None
    request: str | None = None
    """The text whose SHA-256 is `request_hash`; only the clock has none."""
    proof: Mapping[str, Json] | None = None
    reads: tuple[str, ...] = ()
    """Streams that `judge` will certainly ask for, read beforehand."""
    expected_version: int | None = None
    disclosures: tuple[Disclosure, ...] = ()


Outcome: TypeAlias = Accepted | Refused | Failed
