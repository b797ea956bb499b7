"""A register against a checkpoint that somebody kept elsewhere: whether its past is the same."""

from dataclasses import dataclass

from eventstore.durability import Connection
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.tree import Frontier
from eventstore.queries import query
from eventstore.read import HoleError, head

PAGE = 10_000


@dataclass(frozen=True, kw_only=True)
class Compared:
    """How many events the register lacks at its end, and whether those before are the same."""

    missing: int
    same: bool
    stored: bool = False
    """Whether the register holds this very checkpoint among its own."""


async def compared(connection: Connection, checkpoint: Checkpoint) -> Compared:
    """Compute the root over as many events as the checkpoint stands for, from their leaves."""
    frontier = Frontier()
    while wanted := checkpoint.size - frontier.size:
        rows = await connection.fetch(query("leaves_after"), frontier.size, min(wanted, PAGE))
        if not rows:
            return Compared(missing=wanted, same=False)
        for row in rows:
            if row["position"] != frontier.size + 1:
                raise HoleError(frontier.size + 1, row["position"])
            frontier.add(row["leaf"])
    return Compared(missing=0, same=frontier.root() == checkpoint.root)


async def remembered(connection: Connection, checkpoint: Checkpoint) -> Compared:
    """Compare as `compared` does; by length alone where the very checkpoint is stored.

    Whether what is stored is true, `verify` shows.
    """
    missing = checkpoint.size - (await head(connection)).position
    if missing > 0:
        return Compared(missing=missing, same=False)
    if await connection.fetchval(query("checkpoint_root"), checkpoint.size) == checkpoint.root:
        return Compared(missing=0, same=True, stored=True)
    return await compared(connection, checkpoint)
