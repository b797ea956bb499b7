"""The tree, its proofs and its tiles against golang.org/x/mod/sumdb/tlog and transparency-dev."""

from collections.abc import Iterator
from itertools import islice

import pytest

from eventstore.envelope import leaf
from eventstore.proofs.tiles import TileName
from eventstore.proofs.tree import EMPTY_ROOT, HASH_BYTES, Frontier, consistency, inclusion, root_of
from tests.foreign.dice import Dice
from tests.foreign.foreign import Case, Foreign, agreed
from tests.foreign.growth import Shelf, events, grown, included, one_marked
from tests.foreign.ours import grew, includes, verify

EVENTS = 700
TILED = 66_000
LARGEST = 2**62
MUTATIONS = 800


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """The tiles of a register of real events."""
    return Shelf.of([each.leaf for each in events(EVENTS)])


async def test_a_leaf_is_hashed_alike(foreign: Foreign) -> None:
    bodies = [b"", b"\0", *(each.body.encode() for each in events(200))]

    for body, said in zip(
        bodies, await foreign.ask([{"kind": "leaf", "body": each} for each in bodies]), strict=True
    ):
        assert said["tlog"].found == said["merkle"].found == [leaf(body).hex()]
        assert leaf(body) == verify.hash_of(b"\x00", body)


async def test_the_roots_of_all_sizes_are_alike(foreign: Foreign, shelf: Shelf) -> None:
    rows = events(EVENTS)
    said = await foreign.ask_one({"kind": "roots", "bodies": [each.body.encode() for each in rows]})
    frontier, package = Frontier(), verify.Tree(b"".join(each.leaf for each in rows))
    ours = [EMPTY_ROOT.hex()]
    for row in rows:
        frontier.add(row.leaf)
        assert frontier.root() == package.root(0, frontier.size)
        assert frontier.root() == root_of(frontier.size, shelf.hash_of(frontier.size))
        ours.append(frontier.root().hex())

    assert said["tlog"].found == said["merkle"].found == ours


def inclusions(shelf: Shelf) -> Iterator[Case]:
    """Yield every proof of every small tree, and some of larger and of very large ones."""
    dice = Dice("inclusions")
    for size in range(1, 41):
        yield from (included(at, size, shelf.hash_of(size)) for at in range(size))
    for _ in range(300):
        size = dice.between(41, EVENTS)
        yield included(dice.below(size), size, shelf.hash_of(size))
    for _ in range(300):
        size = dice.between(1, 1 << dice.between(10, 62))
        at = dice.below(size)
        yield included(at, size, one_marked(dice.one_of([at, dice.below(size)])))


def growths(shelf: Shelf) -> Iterator[Case]:
    """Yield the growth of every small tree to every other, and some of larger ones."""
    dice = Dice("growths")
    for size in range(1, 41):
        for old in range(1, size + 1):
            yield grown(old, size, shelf.hash_of(size), shelf.hash_of(old))
    for _ in range(300):
        size = dice.between(41, EVENTS)
        old = dice.between(1, size)
        yield grown(old, size, shelf.hash_of(size), shelf.hash_of(old))
    for _ in range(300):
        size = dice.between(1, 1 << dice.between(10, 62))
        yield grown(dice.between(1, size), size, one_marked(dice.below(size)))


async def test_every_proof_of_inclusion_is_accepted(foreign: Foreign, shelf: Shelf) -> None:
    cases = list(inclusions(shelf))

    for case, said in zip(cases, await foreign.ask(cases), strict=True):
        assert agreed({**said, "ours": includes(case)})


def test_the_program_in_packages_makes_the_same_proofs() -> None:
    """It takes none for true: it makes the one that there is, and compares."""
    leaves = [each.leaf for each in events(EVENTS)]
    shelf, package = Shelf.of(leaves), verify.Tree(b"".join(leaves))
    for size in (*range(1, 41), 255, 256, 257, EVENTS):
        for at in (*range(min(size, 40)), size // 2, size - 1):
            assert package.inclusion(at, 0, size) == inclusion(at, size, shelf.hash_of(size))


async def test_every_proof_of_growth_is_accepted(foreign: Foreign, shelf: Shelf) -> None:
    cases = list(growths(shelf))

    for case, said in zip(cases, await foreign.ask(cases), strict=True):
        assert agreed({**said, "ours": grew(case)})


def with_one_bit_changed(case: Case, dice: Dice) -> Case:
    """Change one bit in one of the hashes of a case."""
    hashes = [name for name in ("leaf", "old_root", "root") if name in case]
    spoilt = dice.below(len(hashes) + len(case["proof"]))
    if spoilt < len(hashes):
        return {**case, hashes[spoilt]: dice.flip(case[hashes[spoilt]])}
    proof = list(case["proof"])
    proof[spoilt - len(hashes)] = dice.flip(proof[spoilt - len(hashes)])
    return {**case, "proof": proof}


def rearranged(case: Case, dice: Dice) -> Case:
    """Change the length or the order of a proof, or what it is said to prove."""
    proof = list(case["proof"])
    at = dice.below(len(proof) + 1)
    match dice.below(7):
        case 0:
            proof.insert(at, dice.one_of([bytes(HASH_BYTES), case["root"], *proof]))
        case 1:
            del proof[at:]
        case 2:
            del proof[at : at + 1]
        case 3:
            proof[at:] = reversed(proof[at:])
        case 4:
            proof[at : at + 1] = [each[:-1] for each in proof[at : at + 1]]
        case 5:
            return {**case, "size": max(1, case["size"] + dice.between(-3, 3))}
        case _:
            place = "at" if "at" in case else "old"
            return {**case, place: max(1, case[place] + dice.between(-3, 3))}
    return {**case, "proof": proof}


async def test_one_bit_changed_in_a_proof_is_refused_by_all(foreign: Foreign, shelf: Shelf) -> None:
    dice = Dice("bits")
    included, grown_ = list(inclusions(shelf)), list(growths(shelf))
    cases = [with_one_bit_changed(dice.one_of(included), dice) for _ in range(MUTATIONS)]
    growth = [with_one_bit_changed(dice.one_of(grown_), dice) for _ in range(MUTATIONS)]

    for case, said in zip(cases, await foreign.ask(cases), strict=True):
        assert not agreed({**said, "ours": includes(case)})
    for case, said in zip(growth, await foreign.ask(growth), strict=True):
        assert not agreed({**said, "ours": grew(case)})


async def test_a_proof_in_disorder_is_judged_alike(foreign: Foreign, shelf: Shelf) -> None:
    dice = Dice("disorder")
    included, grown_ = list(inclusions(shelf)), list(growths(shelf))
    cases = [rearranged(dice.one_of(included), dice) for _ in range(MUTATIONS)]
    growth = [rearranged(dice.one_of(grown_), dice) for _ in range(MUTATIONS)]

    for case, said in zip(cases, await foreign.ask(cases), strict=True):
        agreed({**said, "ours": includes(case)})
    for case, said in zip(growth, await foreign.ask(growth), strict=True):
        agreed({**said, "ours": grew(case)})


async def test_a_foreign_prover_makes_our_proofs_out_of_our_tiles(foreign: Foreign) -> None:
    shelf = Shelf.of([leaf(str(number).encode()) for number in range(TILED)])
    dice = Dice("tiles")
    cases, ours = [], []
    for size in (1, 2, 255, 256, 257, 511, 512, 600, 65_535, 65_536, 65_537, TILED):
        hash_of, at, old = shelf.hash_of(size), dice.below(size), dice.between(1, size)
        tree = {"tiles": shelf.served(size), "size": size, "root": root_of(size, hash_of)}
        cases.append({"kind": "prove inclusion", "at": at, **tree})
        ours.append(inclusion(at, size, hash_of))
        cases.append({"kind": "prove consistency", "old": old, **tree})
        ours.append(consistency(old, size, hash_of))

    for proof, said in zip(ours, await foreign.ask(cases), strict=True):
        assert (said["tlog"].accepts, said["tlog"].said) == (True, "")
        assert said["tlog"].found == [each.hex() for each in proof]


async def test_tiles_lie_where_a_foreign_client_looks_for_them(foreign: Foreign) -> None:
    dice = Dice("paths")
    names = [
        TileName(
            level=dice.below(8), index=dice.below(10 ** dice.between(1, 12)), width=1 + width % 256
        )
        for width in range(1024)
    ]
    asked = [
        {"kind": "tile path", "level": each.level, "at": each.index, "width": each.width}
        for each in names
    ]

    for name, said in zip(names, await foreign.ask(asked), strict=True):
        assert said["torchwood"].accepts
        assert list(said["torchwood"].found) == [name.path]


@pytest.mark.parametrize("size", [1, 256, 257, 65_537, 300_000, 270_000_000])
def test_the_program_in_packages_looks_for_tiles_there(size: int) -> None:
    paths = verify.tile_paths(size)
    for path, level, index, width in islice(paths, 0, None, 1 + size // 300_000):
        assert path == f"data/{TileName(level=level, index=index, width=width).path}"
