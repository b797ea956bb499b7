"""Tiles: the tree's hashes in rows of up to 256, as C2SP tlog-tiles lays them out. Pure.

A tile at level l holds the roots of complete subtrees of height 8·l.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from eventstore.proofs.tree import HASH_BYTES, Hash, Node, node_hash

HEIGHT = 8
WIDTH = 1 << HEIGHT


@dataclass(frozen=True, order=True, kw_only=True)
class TileName:
    """Which tile, and how many hashes of it are meant: 256, or fewer where it still grows."""

    level: int
    index: int
    width: int

    @property
    def path(self) -> str:
        """Where C2SP tlog-tiles puts it, relative to the log."""
        digits = f"{self.index:03d}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        index = "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{self.level}/{index}{partial}"


def tile_names(size: int, *, after: int = 0) -> Iterator[TileName]:
    """Yield the tiles of a tree of this size that one of `after` leaves does not have."""
    level = 0
    while size >> (HEIGHT * level):
        count, known = size >> (HEIGHT * level), after >> (HEIGHT * level)
        if count > known:
            for index in range(known // WIDTH, -(-count // WIDTH)):
                width = min(WIDTH, count - index * WIDTH)
                yield TileName(level=level, index=index, width=width)
        level += 1


def tile_of(node: Node, size: int) -> TileName:
    """Return the widest tile of a tree of this size from which a subtree's hash follows."""
    height, number = node
    level = height // HEIGHT
    first = number << (height % HEIGHT)
    index = first // WIDTH
    return TileName(
        level=level, index=index, width=min(WIDTH, (size >> (HEIGHT * level)) - index * WIDTH)
    )


def hash_in(node: Node, tile: bytes) -> Hash:
    """Return a subtree's hash from the tile that `tile_of` names."""
    height, number = node
    within = height % HEIGHT
    first = (number << within) % WIDTH
    return folded(tile[first * HASH_BYTES : (first + (1 << within)) * HASH_BYTES])


def folded(hashes: bytes) -> Hash:
    """Return the root over a power of two of hashes that follow each other."""
    row = [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]
    while len(row) > 1:
        row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=True)]
    return row[0]
