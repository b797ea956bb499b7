"""Chance that falls the same way on every machine, and a bit that is changed by it."""

import hashlib
from collections.abc import Sequence
from itertools import count
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """Numbers out of a seed, by SHA-256."""

    def __init__(self, seed: str) -> None:
        """Begin with a seed."""
        self._seed = seed
        self._thrown = count()

    def below(self, bound: int) -> int:
        """Return a number from 0 up to the bound, which it never reaches."""
        thrown = hashlib.sha256(f"{self._seed} {next(self._thrown)}".encode()).digest()
        return int.from_bytes(thrown) % bound

    def between(self, least: int, most: int) -> int:
        """Return a number from one up to and with another."""
        return least + self.below(most - least + 1)

    def one_of(self, items: Sequence[Item]) -> Item:
        """Return one of some items."""
        return items[self.below(len(items))]

    def flip(self, raw: bytes) -> bytes:
        """Return the bytes with one bit changed."""
        return flipped(raw, self.below(8 * len(raw)))


def flipped(raw: bytes, bit: int) -> bytes:
    """Return the bytes with this bit changed."""
    at = bit // 8
    return bytes([*raw[:at], raw[at] ^ (1 << bit % 8), *raw[at + 1 :]])
