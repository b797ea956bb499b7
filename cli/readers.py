"""`readers`: how far each reader of the register got, what waits for it, and why one stopped."""

from datetime import timedelta
from pathlib import Path

from cli.exits import ConsoleError, Exit, not_found
from cli.output import Output
from cli.reading import register_of
from eventstore.read import head
from eventstore.reader_health import ReaderHealth, reader_health
from eventstore.subscriptions import resume

COLUMNS = ("name", "position", "head", "lag", "waiting_seconds", "standing")
LATE = timedelta(seconds=60)
"""So old may be what a reader has not read, before somebody is told (console.md 7)."""


async def list_readers(output: Output, data: Path) -> int:
    """List every reader."""
    async with register_of(data) as connection:
        found = await reader_health(connection)
        end = await head(connection)
    if found:
        output.rows([row(each) for each in found], columns=COLUMNS)
    else:
        output.say(f"no reader follows this register, which ends at position {end.position:,}")
    return Exit.DONE


async def resume_reader(output: Output, data: Path, name: str) -> int:
    """Let a reader that stopped try the same event again."""
    async with register_of(data) as connection:
        if name not in [each.name for each in await reader_health(connection)]:
            raise not_found(f"there is no reader called {name}; see `plenary readers`")
        position = await resume(connection, name)
    if position is None:
        raise ConsoleError("not-stopped", f"{name} is not stopped", exit_code=Exit.CONFLICT)
    told = f"{name} tries position {position + 1} again"
    output.object({"name": name, "position": position}, text=told)
    return Exit.DONE


def row(reader: ReaderHealth) -> dict[str, object]:
    """Return a reader as it is shown."""
    failure = reader.failure
    return {
        "name": reader.name,
        "position": reader.position,
        "head": reader.head,
        "lag": reader.lag,
        "waiting_seconds": int(reader.waiting.total_seconds()),
        "standing": standing(reader),
        "failed": None
        if failure is None
        else {"position": failure.position, "type": failure.type, "error": failure.error},
    }


def standing(reader: ReaderHealth) -> str:
    """Return in a few words how a reader is."""
    if reader.failure is not None:
        where = f"{reader.failure.position} {reader.failure.type}".strip()
        return f"stopped at {where}: {reader.failure.error}"
    if reader.lag < 0:
        return f"ahead of the register by {-reader.lag:,}: a tail was lost"
    if reader.waiting > LATE:
        waited = int(reader.waiting.total_seconds())
        return f"{reader.lag:,} of {reader.head:,} unread, the oldest for {waited:,} s"
    return f"at {reader.position:,} of {reader.head:,}"
