"""What is on record of one case: its events, or a sentence that says why there are none."""

from cli.exits import ConsoleError, not_found
from domain.case import is_stream
from eventstore.durability import Connection
from eventstore.read import read_stream
from eventstore.work import Recorded


async def events_of(
    connection: Connection, ref: str, position: int | None = None
) -> list[Recorded]:
    """Return the events of a case, whole or up to a position; raise where there are none."""
    events = await read_stream(connection, ref, up_to_position=position) if is_stream(ref) else []
    if not events:
        raise await _none(connection, ref, position)
    return events


async def _none(connection: Connection, ref: str, position: int | None) -> ConsoleError:
    later = await read_stream(connection, ref) if is_stream(ref) and position is not None else []
    if later:
        begins = f"it begins at {later[0].position}"
        return not_found(f"{ref} is not on record at position {position}: {begins}")
    return not_found(f"there is no {ref!r} on record; `plenary list cases` names them")
