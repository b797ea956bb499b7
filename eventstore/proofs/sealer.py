"""The sealer: adds what is recorded to the tree, has it signed, and stores the checkpoint."""

from dataclasses import dataclass

from eventstore.durability import Connection
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.growing import Growing, Tile, edge
from eventstore.proofs.notes import Note
from eventstore.proofs.signer import Signer, SignerRefusedError
from eventstore.proofs.stored_tiles import append_tiles, latest_checkpoint, prove_growth, read_tiles
from eventstore.queries import query
from eventstore.read import HoleError

PAGE = 10_000
MOST_AT_ONCE = 1_000_000
"""So many events one checkpoint adds at most: a long past is sealed in strides."""


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A new checkpoint and its signed note."""

    checkpoint: Checkpoint
    note: Note


async def seal(connection: Connection, signer: Signer, origin: str) -> Sealed | None:
    """Seal what was recorded since the last checkpoint; None where nothing was.

    Raise `SignerRefusedError` where the register is not a continuation of what was signed.
    """
    async with connection.transaction(isolation="repeatable_read"):
        await connection.execute(query("lock_sealer"))
        head = await connection.fetchval(query("head_position")) or 0
        known = await latest_checkpoint(connection)
        before, last = known.size if known else 0, signer.last(origin)
        if head < max(before, last.size):
            raise SignerRefusedError(
                f"the register has {head} events, but a checkpoint over {max(before, last.size)} "
                "was signed: a tail was lost"
            )
        if head == before:
            return None
        until = min(head, max(before + MOST_AT_ONCE, last.size))
        growing = await _grown(connection, before, until)
        return await _signed(connection, signer, growing, origin)


async def _grown(connection: Connection, before: int, until: int) -> Growing:
    """Return the tree with the events after `before`; store the tiles that are full meanwhile."""
    tiles = await read_tiles(connection, edge(before))
    growing = Growing(before, [Tile(name=name, hashes=tiles[name]) for name in edge(before)])
    while growing.size < until:
        page = min(PAGE, until - growing.size)
        for row in await connection.fetch(query("leaves_after"), growing.size, page):
            if row["position"] != growing.size + 1:
                raise HoleError(growing.size + 1, row["position"])
            growing.add(row["leaf"])
    await append_tiles(connection, growing.taken())
    return growing


async def _signed(connection: Connection, signer: Signer, growing: Growing, origin: str) -> Sealed:
    checkpoint = Checkpoint(origin=origin, size=growing.size, root=growing.root())
    proof = await prove_growth(connection, signer.last(origin).size, checkpoint.size)
    note = signer.sign(checkpoint, proof)
    await connection.execute(
        query("append_checkpoint"), checkpoint.size, checkpoint.root, note.whole
    )
    return Sealed(checkpoint=checkpoint, note=note)
