"""Asking authorities of time to stamp the latest checkpoint, and keeping what they say."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from eventstore.durability import Connection
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import SigningKey
from eventstore.proofs.notes import Note
from eventstore.proofs.stored_tiles import StoredCheckpoint
from eventstore.proofs.timestamps import Authority, request_for, vouched
from eventstore.queries import query

Post: TypeAlias = Callable[[bytes], Awaitable[bytes]]
"""Sends a TimeStampReq and returns the answer (RFC 3161, 3.4); `OSError` where there is none."""


@dataclass(frozen=True, kw_only=True)
class Stamping:
    """The log's key that vouches for tokens, and how often an authority is asked at most."""

    key: SigningKey
    every: timedelta


async def stamp(
    connection: Connection,
    authority: Authority,
    post: Post,
    latest: StoredCheckpoint,
    stamping: Stamping,
) -> datetime | None:
    """Have an authority stamp a checkpoint, where it is due; return the time that it states.

    Raise `TimestampError` where what it answers does not hold: then nothing is kept.
    """
    due = await connection.fetchval(query("stamp_due"), authority.name, latest.size, stamping.every)
    ours = any(stamping.key.verifier.made(each) for each in latest.note.signatures)
    if not due or not ours:
        return None
    text = latest.note.text
    request = request_for(text)
    token = authority.accept(request, await post(request.raw), text)
    stated = authority.check(token, text)
    told = vouched(Checkpoint.read(text), authority.name, token)
    note = Note(text=told, signatures=[stamping.key.sign(told)]).whole
    await connection.execute(query("append_stamp"), latest.size, authority.name, token, note)
    return stated
