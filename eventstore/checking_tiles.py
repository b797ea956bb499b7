"""Checks that the stored tiles follow from the leaves, and that every one that was made is there.

A register that is sealed after every act has a tile for every event, so no names are kept.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field

from eventstore.proofs.tiles import WIDTH, TileName, folded
from eventstore.proofs.tree import HASH_BYTES, Hash
from eventstore.stored import FaultError, TileRecord

TILE_BYTES = WIDTH * HASH_BYTES
LEFT, FOUND = 1, 0


@dataclass
class Tiles:
    """The rows of the tree as they follow from the leaves, and which tiles of it were made."""

    rows: list[bytearray] = field(default_factory=list)
    made: list[bytearray] = field(default_factory=list)
    """By level, a byte for each number of hashes that it had: `LEFT` where a tile was made."""

    def add(self, leaf: Hash) -> None:
        """Add a leaf; a full row gives one hash to the level above."""
        self._put(0, leaf)

    def ask(self, names: Iterable[TileName]) -> None:
        """Say that tiles were made."""
        for name in names:
            while len(self.made) <= name.level:
                self.made.append(bytearray())
            row, place = self.made[name.level], _place(name)
            row.extend(bytes(max(0, place + 1 - len(row))))
            row[place] = LEFT

    async def check(self, stored: AsyncIterator[TileRecord]) -> None:
        """Raise `FaultError` at the first that is wrong or missing; they come in order."""
        before: TileName | None = None
        async for each in stored:
            if each.name == before:
                raise FaultError(_first(each.name), f"has {each.name.path} twice")
            before = each.name
            if not self._holds(each.name, each.hashes):
                raise FaultError(_first(each.name), f"does not give {each.name.path} as stored")
            self._found(each.name)
        if (missing := self._missing()) is not None:
            raise FaultError(_first(missing), f"has lost its tile: {missing.path}")

    def _holds(self, tile: TileName, hashes: bytes) -> bool:
        if tile.level >= len(self.rows):
            return False
        begin = tile.index * TILE_BYTES
        return self.rows[tile.level][begin : begin + tile.width * HASH_BYTES] == hashes

    def _found(self, tile: TileName) -> None:
        is_one = tile.level >= 0 and tile.index >= 0 and 0 < tile.width <= WIDTH
        if is_one and tile.level < len(self.made) and _place(tile) < len(self.made[tile.level]):
            self.made[tile.level][_place(tile)] = FOUND

    def _missing(self) -> TileName | None:
        for level, row in enumerate(self.made):
            if (place := row.find(LEFT)) >= 0:
                index, last = divmod(place - 1, WIDTH)
                return TileName(level=level, index=index, width=last + 1)
        return None

    def _put(self, level: int, hash_: Hash) -> None:
        if level == len(self.rows):
            self.rows.append(bytearray())
        row = self.rows[level]
        row += hash_
        if len(row) % TILE_BYTES == 0:
            self._put(level + 1, folded(bytes(row[-TILE_BYTES:])))


def _place(tile: TileName) -> int:
    """Return how many hashes its level had when a tile was made: no two of a level have as many."""
    return tile.index * WIDTH + tile.width


def _first(tile: TileName) -> int:
    """Return the first position that a tile stands for."""
    return ((tile.index * WIDTH) << (8 * tile.level)) + 1
