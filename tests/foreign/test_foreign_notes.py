"""Signed notes and checkpoints against sumdb/note, transparency-dev/formats and torchwood."""

from collections.abc import Sequence

import pytest

from eventstore.proofs.notes import Note
from tests.foreign.dice import Dice, flipped
from tests.foreign.foreign import Case, Foreign, Verdict, agreed
from tests.foreign.growth import Shelf, events
from tests.foreign.ours import named, opens, package_opens
from tests.foreign.signed import (
    ANKARA,
    BAKU,
    BAKU_PQ,
    REGISTER,
    REGISTER_PQ,
    Signatory,
    cosigned,
    opening,
    sealed,
)
from tests.foreign.spelling import in_one_spelling

EVENTS = 40
MUTATIONS = 600
ALL = (REGISTER, REGISTER_PQ, BAKU, BAKU_PQ, ANKARA)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """The tiles of a register of real events."""
    return Shelf.of([each.leaf for each in events(EVENTS)])


@pytest.fixture(scope="module")
def whole(shelf: Shelf) -> Note:
    """A checkpoint with all signatures that there are."""
    return cosigned(cosigned(sealed(EVENTS, shelf), BAKU, BAKU_PQ), ANKARA)


async def test_a_checkpoint_of_our_signer_is_opened(foreign: Foreign, shelf: Shelf) -> None:
    cases = [opening(sealed(size, shelf)) for size in range(1, EVENTS + 1)]

    for case, said in zip(cases, await foreign.ask(cases), strict=True):
        assert agreed({**said, "ours": opens(case), "package": package_opens(case)})
        assert {tuple(each.found) for each in said.values()} == {(named(REGISTER.vkey),)}


async def test_our_cosignatures_of_both_kinds_hold(foreign: Foreign, whole: Note) -> None:
    case = opening(whole, REGISTER_PQ, BAKU, BAKU_PQ, ANKARA)
    said = await foreign.ask_one(case)

    assert agreed({**said, "ours": opens(case), "package": package_opens(case)})
    assert list(said["formats"].found) == [named(each.vkey) for each in ALL]


async def test_a_checkpoint_opens_with_the_key_that_outlasts_quantum_computers(
    foreign: Foreign, whole: Note
) -> None:
    case = opening(whole, BAKU_PQ, key=REGISTER_PQ)
    said = await foreign.ask_one(case)

    assert agreed({"formats": said["formats"], "ours": opens(case), "package": package_opens(case)})


@pytest.mark.parametrize("by", [BAKU, ANKARA], ids=lambda by: by.verifier.name)
async def test_our_cosignature_holds_before_torchwood(
    foreign: Foreign, whole: Note, by: Signatory
) -> None:
    asked = {"kind": "cosigned", "signers": [by.skey], "note": whole.whole.encode()}
    said = (await foreign.ask_one(asked))["torchwood"]

    assert said.accepts
    assert list(said.found) == [named(by.vkey), by.vkey]


async def test_each_bit_of_a_cosigned_checkpoint_counts(foreign: Foreign, shelf: Shelf) -> None:
    note = cosigned(sealed(EVENTS, shelf, REGISTER), BAKU, ANKARA)
    raw = note.whole.encode()
    cases = [opening(flipped(raw, bit), BAKU, ANKARA) for bit in range(8 * len(raw))]

    assert await respelt_among(foreign, note, cases) > 0


async def test_bits_of_every_kind_of_signature_count(foreign: Foreign, whole: Note) -> None:
    dice, raw = Dice("all kinds"), whole.whole.encode()
    witnesses = (REGISTER_PQ, BAKU, BAKU_PQ, ANKARA)
    cases = [opening(dice.flip(raw), *witnesses) for _ in range(MUTATIONS)]

    await respelt_among(foreign, whole, cases)


async def respelt_among(foreign: Foreign, note: Note, cases: Sequence[Case]) -> int:
    """Compare all verdicts on changed notes; return how many were in a second spelling.

    Such a note we refuse; the foreign verifiers judge it as we judge the first spelling.
    """
    count = 0
    for case, said in zip(cases, await foreign.ask(cases), strict=True):
        ours = opens(case)
        assert len(ours.found) < len(note.signatures)
        assert names_a_plus(case["note"]) or told(ours) == told(package_opens(case))
        spelt = {**case, "note": in_one_spelling(case["note"])}
        if spelt["note"] != case["note"]:
            assert not ours.accepts
            ours = opens(spelt)
            count += 1
        assert told(ours) == told(said["formats"])
        assert told(opens({**spelt, "witnesses": []})) == told(said["note"])
        assert told(said["note"]) == told(said["torchwood"])
    print(f"{len(cases)} notes with one bit changed, {count} of them spelt otherwise")
    return count


def told(verdict: Verdict) -> tuple[bool, list[str]]:
    return verdict.accepts, sorted(verdict.found)


def names_a_plus(raw: bytes) -> bool:
    """Tell whether a signature line names a key with a plus, which only the package lets pass."""
    lines = raw.rpartition(b"\n\n")[2].split(b"\n")
    return any(b"+" in each[4:].partition(b" ")[0] for each in lines)
