"""The tree against published vectors, against the definition in the RFC, and against mutation."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventstore.envelope import leaf
from eventstore.proofs.growing import Growing, Tile, edge
from eventstore.proofs.tiles import TileName, hash_in, tile_names, tile_of
from eventstore.proofs.tree import (
    EMPTY_ROOT,
    Frontier,
    Hash,
    HashOf,
    Node,
    ProofError,
    consistency,
    frontier_nodes,
    inclusion,
    needed,
    node_hash,
    root,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The reference vectors of Certificate Transparency (RFC 6962): eight leaves and their roots.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
INPUTS.append("606162636465666768696a6b6c6d6e6f")
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

sizes = st.integers(1, 70) | st.sampled_from([255, 256, 257, 511, 512, 600])


def leaves_of(size: int) -> list[Hash]:
    return [leaf(str(number).encode()) for number in range(size)]


def defined(leaves: Sequence[Hash]) -> Hash:
    """MTH of RFC 9162, section 2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(defined(leaves[:half]), defined(leaves[half:]))


def over(leaves: Sequence[Hash]) -> HashOf:
    def hash_of(node: Node) -> Hash:
        height, number = node
        return defined(leaves[number << height : (number + 1) << height])

    return hash_of


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    leaves = [leaf(bytes.fromhex(each)) for each in INPUTS[:size]]

    assert root(leaves).hex() == ROOTS[size]
    assert root_of(size, over(leaves)).hex() == ROOTS[size]


@given(sizes)
def test_the_root_is_what_the_rfc_defines(size: int) -> None:
    leaves = leaves_of(size)
    frontier = Frontier(size, [over(leaves)(node) for node in frontier_nodes(size)])

    assert root(leaves) == frontier.root() == defined(leaves)


@given(st.lists(st.integers(0, 700), max_size=4))
def test_leaves_added_many_at_once_give_the_same_tree(strides: list[int]) -> None:
    leaves = [hashlib.sha256(bytes(n)).digest() for n in range(sum(strides))]
    one_by_one, at_once = Frontier(), Frontier()
    place = 0
    for stride in strides:
        for each in leaves[place : place + stride]:
            one_by_one.add(each)
        at_once.extend(leaves[place : place + stride])
        place += stride
        assert (at_once.size, at_once.root()) == (one_by_one.size, one_by_one.root())


@given(sizes, st.data())
def test_an_inclusion_proof_holds_for_its_leaf_and_no_other(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    at = data.draw(st.integers(0, size - 1))
    proof, top = inclusion(at, size, over(leaves)), defined(leaves)
    verify_inclusion(leaves[at], at, size, proof, top)

    for other in {0, size - 1, size // 2} - {at}:
        with pytest.raises(ProofError):
            verify_inclusion(leaves[other], at, size, proof, top)
        with pytest.raises(ProofError):
            verify_inclusion(leaves[at], other, size, proof, top)


@given(sizes, st.data())
def test_a_consistency_proof_holds_for_its_two_roots_and_no_others(
    size: int, data: st.DataObject
) -> None:
    leaves = leaves_of(size)
    old = data.draw(st.integers(1, size))
    proof = consistency(old, size, over(leaves))
    before, after = defined(leaves[:old]), defined(leaves)
    verify_consistency(old, size, proof, before, after)

    forged = defined([*leaves[: old - 1], leaf(b"forged")])
    with pytest.raises(ProofError):
        verify_consistency(old, size, proof, forged, after)
    with pytest.raises(ProofError):
        verify_consistency(old, size, proof, before, forged)


@given(sizes, st.data())
def test_a_proof_with_any_change_is_refused(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    old = data.draw(st.integers(1, size))
    proof = consistency(old, size, over(leaves))
    changed = list(proof)
    match data.draw(st.sampled_from(["longer", "shorter", "flip", "swap"])):
        case "longer":
            changed.insert(data.draw(st.integers(0, len(proof))), bytes(32))
        case "shorter" if changed:
            changed.pop(data.draw(st.integers(0, len(proof) - 1)))
        case "flip" if changed:
            at = data.draw(st.integers(0, len(proof) - 1))
            changed[at] = bytes([changed[at][0] ^ 1]) + changed[at][1:]
        case _:
            changed.reverse()
    if changed == proof:
        return
    with pytest.raises(ProofError):
        verify_consistency(old, size, changed, defined(leaves[:old]), defined(leaves))


def test_a_hash_of_another_length_proves_nothing() -> None:
    empty = Frontier()
    with pytest.raises(ProofError, match="32 bytes, not 0"):
        empty.add(b"")
    with pytest.raises(ProofError, match="32 bytes, not 31"):
        verify_inclusion(bytes(31), 0, 1, [], bytes(31))


def test_an_empty_tree_has_one_root_only() -> None:
    verify_consistency(0, 5, [], EMPTY_ROOT, bytes(32))
    with pytest.raises(ProofError, match="empty tree"):
        verify_consistency(0, 5, [], bytes(32), bytes(32))


@given(st.integers(0, 700), st.integers(0, 700))
def test_a_tree_that_grows_in_two_steps_has_every_tile_it_needs(first: int, second: int) -> None:
    leaves = leaves_of(first + second)
    tiles: dict[TileName, bytes] = {}
    for begin, end in ((0, first), (first, first + second)):
        growing = Growing(begin, [Tile(name=each, hashes=tiles[each]) for each in edge(begin)])
        for each in leaves[begin:end]:
            growing.add(each)
        for tile in growing.taken():
            assert tiles.setdefault(tile.name, tile.hashes) == tile.hashes
        assert growing.root() == defined(leaves[:end])
        assert set(tile_names(end)) | set(edge(end)) <= set(tiles)


@given(sizes, st.data())
def test_tiles_give_the_hash_of_every_subtree_a_proof_asks_for(
    size: int, data: st.DataObject
) -> None:
    leaves = leaves_of(size)
    growing = Growing(0, [])
    for each in leaves:
        growing.add(each)
    tiles = {each.name: each.hashes for each in growing.taken()}
    at = data.draw(st.integers(0, size - 1))

    for node in needed(lambda hash_of: inclusion(at, size, hash_of)):
        assert hash_in(node, tiles[tile_of(node, size)]) == over(leaves)(node)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        (TileName(level=0, index=0, width=256), "tile/0/000"),
        (TileName(level=0, index=273, width=112), "tile/0/273.p/112"),
        (TileName(level=1, index=1234067, width=256), "tile/1/x001/x234/067"),
    ],
)
def test_tiles_lie_where_c2sp_says(name: TileName, path: str) -> None:
    assert name.path == path
