"""Reading the register: its head, a stream, all of it in order, an outcome."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

from domain.submission import Accepted, Refused
from eventstore.durability import Connection
from eventstore.envelope import Head, recorded
from eventstore.outcomes import read_outcome
from eventstore.queries import query
from eventstore.work import Recorded

PAGE = 1_000


class HoleError(Exception):
    """A position is missing: the reader stops rather than skip what may be there."""

    def __init__(self, expected: int, found: int) -> None:
        """Name the place."""
        super().__init__(f"position {expected} is missing: the next one found is {found}")
        self.position = expected


async def head(connection: Connection) -> Head:
    """Return the end of the register; position 0 if nothing is recorded."""
    row = await connection.fetchrow(query("head"))
    return Head() if row is None else Head(**row)


async def holds(connection: Connection, known: Head) -> bool:
    """Tell whether the register still has the event with which it once ended."""
    leaf = await connection.fetchval(query("leaf_at"), known.position)
    return known.position == 0 or leaf == known.leaf


async def read_stream(
    connection: Connection,
    stream: str,
    *,
    after_version: int = 0,
    up_to_position: int | None = None,
) -> list[Recorded]:
    """Return the events of one stream in order, whole or from a version, or as of a position."""
    rows = await connection.fetch(query("read_stream"), stream, after_version, up_to_position)
    return [recorded(row["body"]) for row in rows]


async def read_all(
    connection: Connection, *, after: int = 0, up_to: int | None = None
) -> AsyncIterator[Recorded]:
    """Yield the events after a position, page by page, until there are no more.

    Raise `HoleError` where a position is missing. Call again from the last one to go on.
    """
    while rows := await connection.fetch(query("read_page"), after, up_to, PAGE):
        for row in rows:
            if row["position"] != after + 1:
                raise HoleError(after + 1, row["position"])
            after = row["position"]
            yield recorded(row["body"])


async def log_of(connection: Connection) -> str | None:
    """Return the name of the register, as its first event says it; None where it is empty."""
    name: str | None = await connection.fetchval(query("log"))
    return name


async def outcome(connection: Connection, command_id: UUID) -> Accepted | Refused | None:
    """Return the first outcome of a command, or None if it has none."""
    row = await connection.fetchrow(query("find_outcomes"), [command_id])
    return None if row is None else read_outcome(row["outcome"])


async def position_at(connection: Connection, moment: datetime) -> int:
    """Return the last position recorded at or before a moment; 0 if there is none."""
    position: int | None = await connection.fetchval(query("position_at"), moment)
    return position or 0
