"""The sealer: adds what is recorded to the tree, has it signed, and stores the checkpoint."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import TypeAlias

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

Admission: TypeAlias = Callable[[int], Awaitable[Collection[str]]]
"""Tells which keys of the log are admitted by the first so many events, and not revoked."""


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A new checkpoint and its signed note."""

    checkpoint: Checkpoint
    note: Note


async def seal(
    connection: Connection, signer: Signer, origin: str, admission: Admission | None = None
) -> Sealed | None:
    """Seal what was recorded since the last checkpoint; None where nothing was.

    Raise `SignerRefusedError` where the register is not a continuation of what was signed, is
    that of another assembly, or has not admitted a key of the signer: a checkpoint that nobody
    may sign is none, and no later act could make it one.
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
        if (log := await connection.fetchval(query("log"))) != origin:
            raise SignerRefusedError(f"the register is that of {log}, not of {origin}")
        stride = min(head, max(before + MOST_AT_ONCE, last.size))
        until, keys = await _admitted(signer, admission, (stride, head))
        growing = await _grown(connection, before, until)
        return await _signed(connection, signer, growing, origin, keys)


async def _admitted(
    signer: Signer, admission: Admission | None, sizes: tuple[int, ...]
) -> tuple[int, Collection[str] | None]:
    """Return the first size by which a key of the signer is admitted, and who is by then."""
    if admission is None:
        return sizes[0], None
    for size in sizes:
        known = await admission(size)
        if signer.admitted(known):
            return size, known
    raise SignerRefusedError(
        "no key of this sealer is admitted: the Secretariat admits them by AdmitLogKey"
    )


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


async def _signed(
    connection: Connection,
    signer: Signer,
    growing: Growing,
    origin: str,
    known: Collection[str] | None,
) -> Sealed:
    checkpoint = Checkpoint(origin=origin, size=growing.size, root=growing.root())
    proof = await prove_growth(connection, signer.last(origin).size, checkpoint.size)
    note = signer.sign(checkpoint, proof, known)
    await connection.execute(
        query("append_checkpoint"), checkpoint.size, checkpoint.root, note.whole
    )
    return Sealed(checkpoint=checkpoint, note=note)
