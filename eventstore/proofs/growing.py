"""Tiles of a tree that grows: which rows a new checkpoint adds. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventstore.proofs.tiles import WIDTH, TileName, folded, hash_in
from eventstore.proofs.tree import Hash, Node, root_of


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A tile with its hashes, 32 bytes each."""

    name: TileName
    hashes: bytes


def edge(size: int) -> list[TileName]:
    """Return the partial tiles at the right edge of a tree of this size, lowest first."""
    names: list[TileName] = []
    level = 0
    while count := size >> (8 * level):
        if width := count % WIDTH:
            names.append(TileName(level=level, index=count // WIDTH, width=width))
        level += 1
    return names


class Growing:
    """Takes leaves one by one; remembers only the right edge of each level."""

    def __init__(self, size: int, tiles: Sequence[Tile]) -> None:
        """Begin with a tree of this size, whose `edge` these tiles are."""
        self.size = size
        self._rows: list[bytearray] = []
        self._full: list[Tile] = []
        self._touched: set[int] = set()
        for tile in tiles:
            self._row(tile.name.level).extend(tile.hashes)

    def add(self, leaf: Hash) -> None:
        """Add a leaf at the end."""
        self.size += 1
        self._put(0, leaf)

    def root(self) -> Hash:
        """Return the root of the tree as it stands."""
        return root_of(self.size, self._hash_of)

    def taken(self) -> list[Tile]:
        """Return the tiles that were filled or grew since they were taken last."""
        grown = [
            Tile(name=name, hashes=bytes(self._rows[name.level]))
            for name in edge(self.size)
            if name.level in self._touched
        ]
        tiles, self._full = [*self._full, *grown], []
        self._touched.clear()
        return tiles

    def _put(self, level: int, hash_: Hash) -> None:
        row = self._row(level)
        row.extend(hash_)
        self._touched.add(level)
        if len(row) == WIDTH * len(hash_):
            index = (self.size >> (8 * level)) // WIDTH - 1
            name = TileName(level=level, index=index, width=WIDTH)
            self._full.append(Tile(name=name, hashes=bytes(row)))
            row.clear()
            self._put(level + 1, folded(self._full[-1].hashes))

    def _row(self, level: int) -> bytearray:
        while len(self._rows) <= level:
            self._rows.append(bytearray())
        return self._rows[level]

    def _hash_of(self, node: Node) -> Hash:
        return hash_in(node, bytes(self._rows[node[0] // 8]))
