"""Trees of our own making: of real events in tiles, and some too large for anybody to keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from uuid import UUID

from eventstore.envelope import Head, Place, Row, Told, leaf, row, who
from eventstore.proofs.growing import Growing
from eventstore.proofs.tiles import TileName, hash_in, tile_names, tile_of
from eventstore.proofs.tree import (
    HASH_BYTES,
    Hash,
    HashOf,
    Node,
    consistency,
    inclusion,
    node_hash,
    root_of,
)
from tests.eventstore.example import LOG, SOMEBODY, put
from tests.foreign.foreign import Case

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
COMMAND = UUID(int=7)
TOLD = Told(log=LOG, command=COMMAND, actor=who(SOMEBODY), occurred_at="2026-11-25")


@cache
def events(count: int) -> list[Row]:
    """Return the first events of a register, chained, as the registrar writes them."""
    found: list[Row] = []
    head = Head()
    for number in range(1, count + 1):
        place = Place(version=number, id=UUID(int=number), recorded_at=AT)
        found.append(row(put(colour=f"№ {number}"), TOLD, place, head))
        head = found[-1].head
    return found


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The tiles of a register, each as wide as it became."""

    rows: dict[tuple[int, int], bytes]

    @classmethod
    def of(cls, leaves: Sequence[Hash]) -> "Shelf":
        """Return the tiles that our own code makes of these leaves."""
        growing = Growing(0, [])
        for each in leaves:
            growing.add(each)
        rows = {(each.name.level, each.name.index): each.hashes for each in growing.taken()}
        return cls(rows=rows)

    def read(self, name: TileName) -> bytes:
        """Return a tile as it was when it had this width."""
        return self.rows[name.level, name.index][: HASH_BYTES * name.width]

    def hash_of(self, size: int) -> HashOf:
        """Return where the proofs of a tree of this size take their hashes from."""
        return lambda node: hash_in(node, self.read(tile_of(node, size)))

    def served(self, size: int) -> dict[str, bytes]:
        """Return the tiles of a tree of this size by their paths."""
        return {name.path: self.read(name) for name in tile_names(size)}


def one_marked(marked: int) -> HashOf:
    """Return the hashes of a tree without end, where one leaf differs from all others."""

    @cache
    def plain(height: int) -> Hash:
        return leaf(b"plain") if not height else node_hash(plain(height - 1), plain(height - 1))

    def hash_of(node: Node) -> Hash:
        height, number = node
        if marked >> height != number:
            return plain(height)
        if not height:
            return leaf(b"marked")
        below = [hash_of((height - 1, 2 * number + side)) for side in (0, 1)]
        return node_hash(*below)

    return hash_of


def included(at: int, size: int, hash_of: HashOf) -> Case:
    """Return a proof of inclusion as a case."""
    return {
        "kind": "inclusion",
        "leaf": hash_of((0, at)),
        "at": at,
        "size": size,
        "proof": inclusion(at, size, hash_of),
        "root": root_of(size, hash_of),
    }


def grown(old: int, size: int, hash_of: HashOf, hash_before: HashOf | None = None) -> Case:
    """Return a proof of growth as a case; tiles may have given the hashes of the smaller tree."""
    return {
        "kind": "consistency",
        "old": old,
        "size": size,
        "proof": consistency(old, size, hash_of),
        "old_root": root_of(old, hash_before or hash_of),
        "root": root_of(size, hash_of),
    }
