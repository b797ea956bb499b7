"""Readers outside the append transaction: each event once, in order, or stopped and said so.

The position of a reader is written in the transaction of its effects, which lie in the same
database: after a crash both are there or neither. Its row is the fence between two instances.
"""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import asyncpg
import structlog

from eventstore.durability import Connection
from eventstore.envelope import recorded
from eventstore.queries import query
from eventstore.read import PAGE, HoleError
from eventstore.registrar import POISON
from eventstore.work import Recorded

Handle: TypeAlias = Callable[[Connection, Recorded], Awaitable[None]]
"""What a reader does with one event, through this connection and nothing else."""

log = structlog.get_logger()


class LostTailError(Exception):
    """The register ends before what was read: a tail was lost."""

    def __init__(self, position: int) -> None:
        """Name the place that was read and is not there any more."""
        super().__init__(f"position {position} was read, and the register does not hold it")


class UnknownReaderError(Exception):
    """No reader has this name."""


class Turn(StrEnum):
    """How one turn of a reader ended."""

    MORE = "more"
    """A whole page was read; there may be another."""
    CAUGHT_UP = "caught-up"
    """Everything is read."""
    ELSEWHERE = "elsewhere"
    """Another instance of the reader is at work; nothing was read here."""
    STOPPED = "stopped"
    """An event could not be handled: nothing is read until somebody resumes the reader."""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """The event at which a reader stopped; the type is empty where there is no event."""

    position: int
    type: str
    error: str

    @property
    def text(self) -> str:
        """Return it as the table keeps it."""
        return json.dumps({"position": self.position, "type": self.type, "error": self.error})


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A reader by its name, for ever the same, and what it does."""

    name: str
    handle: Handle
    page: int = PAGE


async def enrol_reader(connection: Connection, name: str) -> None:
    """Make a reader known, before the first event; one that is known stays where it is."""
    await connection.execute(query("enrol_subscription"), name)


async def advance(connection: Connection, reader: Reader) -> Turn:
    """Handle the next page of events in one transaction, with the position reached.

    What blames neither event nor handler, as a lost connection, passes through: try again.
    """
    async with connection.transaction():
        row = await connection.fetchrow(query("take_subscription"), reader.name)
        if row is None:
            return Turn.ELSEWHERE
        if row["failed"] is not None:
            return Turn.STOPPED
        page = await _page(connection, row["position"], reader.page)
        handled, failure = await _handle_all(connection, reader, page)
        if handled or failure:
            await _keep(connection, reader.name, row["position"] + handled, failure)
    if failure:
        log.error("reader.stopped", reader=reader.name, at=failure.position, reason=failure.error)
        return Turn.STOPPED
    return Turn.MORE if handled == reader.page else Turn.CAUGHT_UP


async def resume(connection: Connection, name: str) -> int | None:
    """Let a stopped reader try again; return its position, None where it was not stopped."""
    position: int | None = await connection.fetchval(query("resume_subscription"), name)
    return position


async def rewind(connection: Connection, name: str) -> None:
    """Let a reader start again from nothing, once its page in hand is done.

    Remove its effects after this, in the same transaction.
    """
    if await connection.fetchval(query("rewind_subscription"), name) is None:
        raise UnknownReaderError(f"there is no reader called {name}")


@dataclass(frozen=True, kw_only=True)
class _Page:
    """What follows a position, and whether that position itself is still there."""

    after: int
    whole: bool
    rows: Sequence[asyncpg.Record]


async def _page(connection: Connection, after: int, size: int) -> _Page:
    rows = await connection.fetch(query("read_subscribed"), after, size + (after > 0))
    if after == 0:
        return _Page(after=0, whole=True, rows=rows)
    whole = bool(rows) and rows[0]["position"] == after
    return _Page(after=after, whole=whole, rows=rows[1:] if whole else [])


async def _handle_all(
    connection: Connection, reader: Reader, page: _Page
) -> tuple[int, Failure | None]:
    """Handle what can be handled; return how many that were, and where it ended, if it did."""
    if not page.whole:
        return 0, _failure(page.after, "", LostTailError(page.after))
    count, failure = len(page.rows), None
    while found := await _try(connection, reader, page, count):
        count, failure = found.position - page.after - 1, found
    return count, failure


async def _try(connection: Connection, reader: Reader, page: _Page, count: int) -> Failure | None:
    """Handle so many events, all or none; return the failure of the first that fails."""
    position, kind = page.after, ""
    try:
        async with connection.transaction():
            for row in page.rows[:count]:
                position, kind = position + 1, ""
                _expect(position, row["position"])
                kind = row["type"]
                await reader.handle(connection, recorded(row["body"]))
    except Exception as error:
        if connection.is_closed() or _is_passing(error):
            raise
        log.warning("reader.failed", reader=reader.name, at=position, exc_info=error)
        return _failure(position, kind, error)
    return None


def _expect(position: int, found: int) -> None:
    if found != position:
        raise HoleError(position, found)


async def _keep(connection: Connection, name: str, position: int, failure: Failure | None) -> None:
    text = failure.text if failure else None
    await connection.execute(query("advance_subscription"), name, position, text)


def _failure(position: int, kind: str, error: Exception) -> Failure:
    # PostgreSQL keeps no NUL in jsonb.
    said = f"{type(error).__name__}: {error}".replace("\0", "�")
    return Failure(position=position, type=kind, error=said)


def _is_passing(error: Exception) -> bool:
    """Tell whether it may be better in a while: the database or a network, not the event."""
    if isinstance(error, asyncpg.PostgresError):
        return not str(error.sqlstate).startswith(POISON)
    return isinstance(error, OSError | asyncpg.InternalClientError)
