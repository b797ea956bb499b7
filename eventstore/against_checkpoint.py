"""A register against a checkpoint that somebody kept elsewhere: whether its past is the same."""

from dataclasses import dataclass

from eventstore.durability import Connection
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.tree import Frontier
from eventstore.queries import query
from eventstore.read import HoleError

PAGE = 10_000


@dataclass(frozen=True, kw_only=True)
class Compared:
    """How many events the register lacks at its end, and whether those before are the same."""

    missing: int
    same: bool


async def is_stored(connection: Connection, checkpoint: Checkpoint) -> bool:
    """Tell whether the register holds this very checkpoint among its own."""
    root = await connection.fetchval(query("checkpoint_root"), checkpoint.size)
    return root is not None and root == checkpoint.root


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
