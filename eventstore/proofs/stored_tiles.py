"""Tiles and checkpoints in the database, and proofs made from them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from eventstore.durability import Connection
from eventstore.proofs.growing import Tile
from eventstore.proofs.notes import Note, Signature
from eventstore.proofs.receipts import Receipt
from eventstore.proofs.tiles import TileName, hash_in, tile_of
from eventstore.proofs.tree import Hash, HashOf, Node, consistency, inclusion, needed
from eventstore.queries import query

Made = TypeVar("Made")


class TileMissingError(Exception):
    """The database lacks a tile that a checkpoint was made from."""


@dataclass(frozen=True, kw_only=True)
class StoredCheckpoint:
    """A checkpoint as it is stored: size, root, note, and the cosignatures that came later."""

    size: int
    root: Hash
    note: Note


async def latest_checkpoint(
    connection: Connection, *, at_most: int | None = None
) -> StoredCheckpoint | None:
    """Return the longest checkpoint, of at most this size, with its cosignatures."""
    row = await connection.fetchrow(query("latest_checkpoint"), at_most)
    if row is None:
        return None
    lines = await connection.fetch(query("cosignatures_of"), row["size"])
    signed = Note.read(row["note"])
    cosigned = [Signature.read(each["line"].removesuffix("\n")) for each in lines]
    note = Note(text=signed.text, signatures=[*signed.signatures, *cosigned])
    return StoredCheckpoint(size=row["size"], root=row["root"], note=note)


async def read_tiles(connection: Connection, names: Iterable[TileName]) -> dict[TileName, bytes]:
    """Return these tiles; raise `TileMissingError` where one is not there."""
    wanted = sorted(set(names))
    rows = await connection.fetch(
        query("read_tiles"),
        [each.level for each in wanted],
        [each.index for each in wanted],
        [each.width for each in wanted],
    )
    found = {
        TileName(level=row["level"], index=row["index"], width=row["width"]): row["hashes"]
        for row in rows
    }
    if missing := [each for each in wanted if each not in found]:
        raise TileMissingError(f"{missing[0].path} is not in table tile")
    return found


async def append_tiles(connection: Connection, tiles: Sequence[Tile]) -> None:
    """Store tiles; one that is there already stays as it is."""
    await connection.execute(
        query("append_tiles"),
        [each.name.level for each in tiles],
        [each.name.index for each in tiles],
        [each.name.width for each in tiles],
        [each.hashes for each in tiles],
    )


async def prove(connection: Connection, size: int, make: Callable[[HashOf], Made]) -> Made:
    """Return what `make` makes of the hashes of a tree whose size a checkpoint has."""
    names = {node: tile_of(node, size) for node in needed(make)}
    tiles = await read_tiles(connection, names.values())

    def hash_of(node: Node) -> Hash:
        return hash_in(node, tiles[names[node]])

    return make(hash_of)


async def prove_growth(connection: Connection, old: int, size: int) -> list[Hash]:
    """Return the proof that the tree of `size` grew from its first `old` leaves."""
    if old in (0, size):
        return []
    return await prove(connection, size, lambda hash_of: consistency(old, size, hash_of))


async def receipt(
    connection: Connection, position: int, *, at_most: int | None = None
) -> Receipt | None:
    """Return the receipt of an event under the longest checkpoint, of at most this size.

    None where no checkpoint covers it yet.
    """
    sealed = await latest_checkpoint(connection, at_most=at_most)
    if sealed is None or not 0 < position <= sealed.size:
        return None
    at, size = position - 1, sealed.size
    proof = await prove(connection, size, lambda hash_of: inclusion(at, size, hash_of))
    return Receipt(index=at, proof=proof, note=sealed.note)
