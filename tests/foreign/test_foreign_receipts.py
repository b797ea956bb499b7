"""Receipts (C2SP tlog-proof) against transparency-dev, and a receipt out of a real register."""

from collections.abc import AsyncIterator
from itertools import combinations, product

import asyncpg
import pytest

from eventstore.connections import Pool
from eventstore.proofs.notes import Note
from eventstore.proofs.policies import Policy
from eventstore.proofs.receipts import Receipt
from eventstore.proofs.sealer import seal
from eventstore.proofs.signer import Signer
from eventstore.proofs.stored_tiles import receipt
from eventstore.registrar import Registrar
from tests.eventstore.example import LOG, JarFold, work
from tests.eventstore.proofs.sealing import Remembered
from tests.foreign.dice import Dice, flipped
from tests.foreign.foreign import Case, Foreign, agreed
from tests.foreign.growth import Shelf, events
from tests.foreign.ours import keeps, named
from tests.foreign.signed import (
    ANKARA,
    BAKU,
    BAKU_PQ,
    REGISTER,
    REGISTER_PQ,
    cosigned,
    receipts,
    sealed,
)
from tests.foreign.spelling import in_one_spelling

SIZES = (1, 2, 3, 7, 8, 40)
WITNESSES = (BAKU, BAKU_PQ)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """The tiles of a register of real events."""
    return Shelf.of([each.leaf for each in events(max(SIZES))])


def kept(body: bytes, text: bytes) -> Case:
    """Return the case of somebody who checks a receipt that he kept."""
    keys = [each.vkey for each in WITNESSES]
    return {
        "kind": "receipt",
        "body": body,
        "receipt": text,
        "key": REGISTER.vkey,
        "witnesses": keys,
    }


def witnessed(size: int, shelf: Shelf) -> Note:
    return cosigned(sealed(size, shelf, REGISTER), *WITNESSES)


async def test_the_receipt_of_every_event_is_accepted(foreign: Foreign, shelf: Shelf) -> None:
    cases = [
        kept(body, receipt.text.encode())
        for size in SIZES
        for body, receipt in receipts(size, witnessed(size, shelf), shelf)
    ]
    names = [named(each.vkey) for each in (REGISTER, *WITNESSES)]

    for case, said in zip(cases, await foreign.ask(cases), strict=True):
        assert agreed({**said, "ours": keeps(case)})
        assert list(said["merkle"].found) == list(said["tlog"].found) == keeps(case).found == names


async def test_no_receipt_holds_for_another_event(foreign: Foreign, shelf: Shelf) -> None:
    kept_by = receipts(40, witnessed(40, shelf), shelf)
    dice = Dice("others")
    cases = []
    for body, found in kept_by:
        others = [dice.flip(body), dice.one_of([each for each, _ in kept_by if each != body])]
        cases += [kept(each, found.text.encode()) for each in others]

    for case, said in zip(cases, await foreign.ask(cases), strict=True):
        assert not agreed({**said, "ours": keeps(case)})


@pytest.mark.parametrize(("size", "at"), [(1, 0), (40, 37)])
async def test_each_bit_of_a_receipt_counts(
    foreign: Foreign, shelf: Shelf, size: int, at: int
) -> None:
    note = cosigned(sealed(size, shelf, REGISTER), BAKU)
    body, receipt = receipts(size, note, shelf)[at]
    raw = receipt.text.encode()
    cases = [kept(body, flipped(raw, bit)) for bit in range(8 * len(raw))]
    otherwise = 0

    for case, said in zip(cases, await foreign.ask(cases), strict=True):
        ours = keeps(case)
        assert len(ours.found) < len(note.signatures)
        spelt = in_one_spelling(case["receipt"])
        if spelt != case["receipt"]:
            assert not ours.accepts
            ours = keeps({**case, "receipt": spelt})
            otherwise += 1
        assert agreed({**said, "ours": ours}) == ours.accepts
        assert sorted(said["merkle"].found) == sorted(ours.found)
    print(f"{len(cases)} receipts with one bit changed, {otherwise} of them spelt otherwise")
    assert otherwise


async def test_a_receipt_that_a_foreign_program_writes_is_ours(
    foreign: Foreign, shelf: Shelf
) -> None:
    for body, ours in receipts(40, witnessed(40, shelf), shelf):
        asked = {
            "kind": "write receipt",
            "at": ours.index,
            "proof": ours.proof,
            "note": ours.note.whole.encode(),
        }
        plain, more = await foreign.ask([asked, {**asked, "extra": b"a name"}])
        assert list(plain["formats"].found) == [ours.text]
        extended = more["formats"].found[0]
        assert "\nextra " in extended
        assert Receipt.read(extended) == ours
        assert keeps(kept(body, extended.encode())).accepts


POLICY = """log {log}
witness b {baku} https://baku.example
witness bq {baku_pq} https://baku.example/pq
witness a {ankara} https://ankara.example
{groups}
quorum g
"""
GROUPS = [*(f"group g {least} b bq a" for least in ("1", "2", "3", "any", "all"))]
GROUPS += ["group h any b bq\ngroup g all h a", "group h all b bq\ngroup g 1 h a"]


async def test_a_quorum_is_counted_alike(foreign: Foreign, shelf: Shelf) -> None:
    keys = {"log": REGISTER, "baku": BAKU, "baku_pq": BAKU_PQ, "ankara": ANKARA}
    texts = {name: each.vkey for name, each in keys.items()}
    policies = [POLICY.format(groups=each, **texts) for each in GROUPS]
    by = [each for many in range(4) for each in combinations((BAKU, BAKU_PQ, ANKARA), many)]
    notes = [cosigned(sealed(7, shelf), *each) for each in by]
    asked = list(product(policies, notes))
    cases = [
        {"kind": "quorum", "policy": policy, "note": note.whole.encode()} for policy, note in asked
    ]

    answers = await foreign.ask(cases)

    ours = [Policy.read(policy).judge(note).quorum for policy, note in asked]
    assert [each["formats"].accepts for each in answers] == ours
    assert {True, False} == set(ours)


@pytest.fixture
async def superuser(superuser_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A superuser's connection to a fresh register."""
    connection = await asyncpg.connect(superuser_url)
    yield connection
    await connection.close()


async def test_receipts_out_of_a_register_in_postgresql_are_accepted(
    foreign: Foreign, pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    signer = Signer([REGISTER.key, REGISTER_PQ.key], Remembered())
    for count in (90, 180):
        async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
            await registrar.take_all([work() for _ in range(count)])
        await seal(superuser, signer, LOG)
    cases = []
    for row in await superuser.fetch("SELECT position, body::text AS body FROM event"):
        found = await receipt(superuser, row["position"])
        assert found is not None
        cases.append(kept(row["body"].encode(), found.text.encode()))

    assert len(cases) == 270
    for case, said in zip(cases, await foreign.ask(cases), strict=True):
        assert agreed({**said, "ours": keeps(case)})
