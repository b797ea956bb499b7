"""The Merkle tree over the leaves of the register (RFC 9162, section 2.1). Pure.

Positions count from 1, leaves from 0: the event at position p is leaf p - 1.
A proof is a list of hashes, from the leaves upwards. Every hash has exactly 32 bytes.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

Hash: TypeAlias = bytes
Node: TypeAlias = tuple[int, int]
"""A complete subtree: its height, and its number among those of the same height."""
HashOf: TypeAlias = Callable[[Node], Hash]

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256().digest()
_INNER = b"\x01"
STRIDE = 256


class ProofError(ValueError):
    """A proof that does not prove what it claims."""


def node_hash(left: Hash, right: Hash) -> Hash:
    """Return the hash of an inner node."""
    return hashlib.sha256(_INNER + left + right).digest()


class Frontier:
    """The roots of the complete subtrees of a tree that grows, largest first."""

    def __init__(self, size: int = 0, hashes: Sequence[Hash] = ()) -> None:
        """Begin empty, or with the complete subtrees of a tree of this size."""
        _demand(len(hashes) == size.bit_count(), "a frontier has one hash per complete subtree")
        self.size = size
        self._hashes = [_whole(each) for each in hashes]

    def add(self, leaf: Hash) -> None:
        """Add a leaf at the end."""
        self._join(_whole(leaf), 1)

    def extend(self, leaves: Sequence[Hash]) -> None:
        """Add leaves at the end; many at once cost half as much."""
        place = 0
        while place < len(leaves):
            whole = self.size % STRIDE == 0 and place + STRIDE <= len(leaves)
            width = STRIDE if whole else 1
            self._join(_complete(leaves[place : place + width]), width)
            place += width

    def _join(self, root: Hash, width: int) -> None:
        """Add the root of a complete subtree of so many leaves, as many as a power of two."""
        size = self.size // width
        while size & 1:
            root = node_hash(self._hashes.pop(), root)
            size >>= 1
        self._hashes.append(root)
        self.size += width

    def root(self) -> Hash:
        """Return the root of the tree as it stands."""
        return _joined(self._hashes) if self._hashes else EMPTY_ROOT


def _complete(hashes: Sequence[Hash]) -> Hash:
    """Return the root over hashes, as many as a power of two."""
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        # As `node_hash` has it, without the calls: there is one for each event.
        hashes = [hashlib.sha256(_INNER + left + right).digest() for left, right in pairs]
    return _whole(hashes[0])


def root(leaves: Iterable[Hash]) -> Hash:
    """Return the root of a tree of these leaves."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


def frontier_nodes(size: int) -> list[Node]:
    """Return the complete subtrees of a tree of this size, largest first."""
    return _nodes(0, size)


def root_of(size: int, hash_of: HashOf) -> Hash:
    """Return the root of the first `size` leaves."""
    return _range_hash(0, size, hash_of) if size else EMPTY_ROOT


def inclusion(leaf: int, size: int, hash_of: HashOf) -> list[Hash]:
    """Return the proof that a leaf is in the tree of this size (section 2.1.3.1)."""
    _demand(0 <= leaf < size, f"leaf {leaf} is not in a tree of {size}")
    return [_range_hash(begin, end, hash_of) for begin, end in _path(leaf, 0, size)]


def consistency(old: int, size: int, hash_of: HashOf) -> list[Hash]:
    """Return the proof that a tree grew from `old` leaves (section 2.1.4.1)."""
    _demand(0 < old <= size, f"a tree of {size} did not grow from one of {old}")
    return [_range_hash(begin, end, hash_of) for begin, end in _growth(old, 0, size, whole=True)]


def needed(make: Callable[[HashOf], object]) -> list[Node]:
    """Return the subtrees that a proof will ask for, so that they can be read beforehand."""
    asked: list[Node] = []

    def note(node: Node) -> Hash:
        asked.append(node)
        return bytes(HASH_BYTES)

    make(note)
    return asked


def verify_inclusion(leaf: Hash, at: int, size: int, proof: Sequence[Hash], root: Hash) -> None:
    """Raise `ProofError` unless the leaf is in the tree with this root (section 2.1.3.2)."""
    _demand(0 <= at < size, f"leaf {at} is not in a tree of {size}")
    found, last = _whole(leaf), size - 1
    for each in proof:
        _demand(last > 0, "the proof is too long")
        _whole(each)
        if at & 1 or at == last:
            found = node_hash(each, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, each)
        at, last = at >> 1, last >> 1
    _demand(last == 0, "the proof is too short")
    _demand(found == root, "the leaf does not lead to the root")


def verify_consistency(
    old: int, size: int, proof: Sequence[Hash], old_root: Hash, root: Hash
) -> None:
    """Raise `ProofError` unless the tree with this root grew from the old (section 2.1.4.2)."""
    _demand(0 <= old <= size, f"a tree of {size} did not grow from one of {old}")
    if old in (0, size):
        _demand(not proof, "the proof is too long")
        _demand(old != size or old_root == root, "two roots are claimed for one size")
        _demand(old != 0 or old_root == EMPTY_ROOT, "an empty tree has another root")
        return
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    _demand(bool(steps), "the proof is too short")
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = _whole(steps[0])
    for each in steps[1:]:
        _demand(last > 0, "the proof is too long")
        _whole(each)
        if at & 1 or at == last:
            before, after = node_hash(each, before), node_hash(each, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, each)
        at, last = at >> 1, last >> 1
    _demand(last == 0, "the proof is too short")
    _demand(before == old_root, "the tree did not grow from the old root")
    _demand(after == root, "the tree did not grow to the new root")


def _path(leaf: int, begin: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges beside the way from a leaf to the root, lowest first."""
    if end - begin == 1:
        return []
    middle = begin + _half(end - begin)
    if leaf < middle:
        return [*_path(leaf, begin, middle), (middle, end)]
    return [*_path(leaf, middle, end), (begin, middle)]


def _growth(old: int, begin: int, end: int, *, whole: bool) -> list[tuple[int, int]]:
    """Return the ranges of SUBPROOF; `whole`: the old tree is known from its beginning on."""
    if old == end:
        return [] if whole else [(begin, end)]
    middle = begin + _half(end - begin)
    if old <= middle:
        return [*_growth(old, begin, middle, whole=whole), (middle, end)]
    return [*_growth(old, middle, end, whole=False), (begin, middle)]


def _half(size: int) -> int:
    """Return the greatest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)


def _nodes(begin: int, end: int) -> list[Node]:
    """Return the complete subtrees that make up a range that begins at a multiple of its size."""
    nodes: list[Node] = []
    while begin < end:
        height = (end - begin).bit_length() - 1
        nodes.append((height, begin >> height))
        begin += 1 << height
    return nodes


def _range_hash(begin: int, end: int, hash_of: HashOf) -> Hash:
    return _joined([_whole(hash_of(node)) for node in _nodes(begin, end)])


def _joined(hashes: Sequence[Hash]) -> Hash:
    found = hashes[-1]
    for left in hashes[-2::-1]:
        found = node_hash(left, found)
    return found


def _whole(hash_: Hash) -> Hash:
    _demand(len(hash_) == HASH_BYTES, f"a hash has 32 bytes, not {len(hash_)}")
    return hash_


def _demand(holds: object, sentence: str) -> None:
    if not holds:
        raise ProofError(sentence)
