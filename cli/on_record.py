"""What is on record of one case: its events, or a sentence that says why there are none."""

from cli.exits import not_found
from domain.case import is_stream
from eventstore.durability import Connection
from eventstore.read import read_stream
from eventstore.work import Recorded


async def events_of(
    connection: Connection, ref: str, position: int | None = None
) -> list[Recorded]:
    """Return the events of a case, whole or up to a position; raise where there are none."""
    whole = await read_stream(connection, ref) if is_stream(ref) else []
    if not whole:
        raise not_found(f"there is no {ref!r} on record; `plenary list cases` names them")
    events = [each for each in whole if position is None or each.position <= position]
    if not events:
        raise not_found(
            f"{ref} is not on record at position {position}: it begins at {whole[0].position}"
        )
    return events
