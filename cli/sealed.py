"""How far an event is proved: recorded, sealed by a checkpoint, or witnessed by the quorum."""

from collections.abc import AsyncIterator
from typing import Literal, TypeAlias

from cli.trusting import policy_by
from domain.assembly.state import STREAM
from eventstore.durability import Connection
from eventstore.proofs.notes import NoteError
from eventstore.proofs.policies import Policy
from eventstore.proofs.stored_tiles import StoredCheckpoint, latest_checkpoint
from eventstore.queries import query
from eventstore.read import read_stream

Proved: TypeAlias = Literal["recorded", "sealed", "witnessed"]
"""Committed; covered by a signed checkpoint; covered by one that the quorum cosigned."""


async def proved(connection: Connection, position: int) -> tuple[Proved, int]:
    """Return how far the event at a position is proved now, and the checkpoint that proves it.

    That is the longest one which the quorum cosigned, else the longest; 0 is none.
    """
    latest = await latest_checkpoint(connection)
    if latest is None or latest.size < position:
        return "recorded", 0
    async for checkpoint, policy in convincing(connection):
        if checkpoint.size < position:
            break
        if policy.judge(checkpoint.note).by:
            return "witnessed", checkpoint.size
    return "sealed", latest.size


async def convincing(connection: Connection) -> AsyncIterator[tuple[StoredCheckpoint, Policy]]:
    """Yield checkpoints that are confirmed as the register asked at their size, the longest first.

    Besides the longest of all only those that a witness confirmed are looked at.
    """
    latest = await latest_checkpoint(connection)
    if latest is None:
        return
    events = await read_stream(connection, STREAM)
    cosigned = [row["size"] for row in await connection.fetch(query("cosigned_sizes"))]
    for size in [latest.size, *(each for each in cosigned if each < latest.size)]:
        checkpoint = await latest_checkpoint(connection, at_most=size)
        policy = policy_by(events, size)
        if checkpoint is not None and _convinces(checkpoint, policy):
            yield checkpoint, policy


def _convinces(checkpoint: StoredCheckpoint, policy: Policy) -> bool:
    try:
        return policy.judge(checkpoint.note).quorum
    except NoteError:
        return False
