"""Asking authorities of time to stamp a checkpoint, and keeping what they say."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from eventstore.durability import Connection
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import SigningKey
from eventstore.proofs.notes import Note
from eventstore.proofs.stored_tiles import StoredCheckpoint
from eventstore.proofs.timestamps import Authority, TimestampError, request_for, vouched
from eventstore.queries import query

CLOCKS_APART = timedelta(minutes=5)
"""So much the clock of an authority may differ from ours; more would contradict the record."""

Post: TypeAlias = Callable[[bytes], Awaitable[bytes]]
"""Sends a TimeStampReq and returns the answer (RFC 3161, 3.4); `OSError` where there is none."""


async def stamp(
    connection: Connection,
    authority: Authority,
    post: Post,
    latest: StoredCheckpoint,
    key: SigningKey,
) -> datetime | None:
    """Have an authority stamp a checkpoint, unless it did; return the time that it states.

    `key` is one that the log admitted and that signed this checkpoint: it vouches for the token.
    Raise `TimestampError` where what is answered does not hold, or states another time than it is
    here: then nothing is kept.
    """
    if await connection.fetchval(query("is_stamped"), authority.name, latest.size):
        return None
    text = latest.note.text
    request = request_for(text)
    token, stated = authority.accept(request, await post(request.raw), text)
    if abs(datetime.now(UTC) - stated) > CLOCKS_APART:
        when = f"{stated:%Y-%m-%d %H:%M:%S}Z"
        raise TimestampError(f"{authority.name} states {when}, which is not the time here")
    told = vouched(Checkpoint.read(text), authority.name, token)
    note = Note(text=told, signatures=[key.sign(told)]).whole
    await connection.execute(query("append_stamp"), latest.size, authority.name, token, note)
    return stated
