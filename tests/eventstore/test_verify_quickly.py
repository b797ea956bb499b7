"""The quick walk finds what was done to bytes, chain, tree and signatures, and names the place."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from eventstore import verify_quickly as quick
from eventstore.checking_seals import KeySpell, Trust
from eventstore.connections import Pool
from eventstore.proofs.sealer import seal
from eventstore.registrar import Registrar
from eventstore.verify import Fault, Verified, verify
from eventstore.verify_quickly import verify_quickly
from tests.eventstore.example import LOG, JarFold, work
from tests.eventstore.forging import rechain
from tests.eventstore.proofs.sealing import LOG_KEY, LOG_KEY_PQ, signer

TRUST = Trust(spells=[KeySpell(key=each.verifier, since=0) for each in (LOG_KEY, LOG_KEY_PQ)])
EVENTS = 700
SEALED = (1, 300, 650)


@pytest.fixture
async def superuser(
    pool: Pool, superuser_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection that can do everything to a register with three checkpoints."""
    monkeypatch.setattr(quick, "PAGE", 64)
    connection = await asyncpg.connect(superuser_url, server_settings={"TimeZone": "UTC"})
    signing = signer()
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        size = 0
        for until in (*SEALED, EVENTS):
            await registrar.take_all([work() for _ in range(until - size)])
            size = until
            if until in SEALED:
                await seal(connection, signing, LOG)
    await connection.execute("SET session_replication_role = replica")
    yield connection
    await connection.close()


async def test_it_says_of_a_whole_register_what_the_whole_walk_says(
    superuser: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    found = await verify_quickly(superuser, TRUST)

    assert isinstance(found, Verified), found
    assert found == await verify(superuser, trust=TRUST)
    assert found.sealing is not None
    assert (found.size, found.sealing.size) == (EVENTS, SEALED[-1])


async def test_it_says_of_an_empty_register_that_nothing_is_missing(superuser_url: str) -> None:
    connection = await asyncpg.connect(superuser_url)
    assert await verify_quickly(connection, TRUST) == await verify(connection, trust=TRUST)
    await connection.close()


TAMPERINGS = {
    "flip a letter": (
        "UPDATE event SET body = replace(body::text, 'red', 'rad')::json WHERE position = 400",
        400,
        "its text does not give its leaf",
    ),
    "change a leaf": ("UPDATE event SET leaf = sha256('x') WHERE position = 400", 400, "leaf"),
    "drop the first": ("DELETE FROM event WHERE position = 1", 1, "is missing"),
    "drop one": ("DELETE FROM event WHERE position = 400", 400, "the next one found is 401"),
    "drop a sealed tail": (
        "DELETE FROM event WHERE position > 600",
        601,
        "a checkpoint was signed over 650 events",
    ),
    "change a body and its leaf": (
        """
        UPDATE event SET body = changed.body::json, leaf = sha256('\\x00' || changed.body::bytea)
        FROM (SELECT replace(body::text, '"red"', '"rad"') AS body FROM event WHERE position = 400)
            AS changed
        WHERE position = 400
        """,
        401,
        "does not follow position 400",
    ),
    "swap two": (
        """
        UPDATE event SET position = 100000 WHERE position = 400;
        UPDATE event SET position = 400 WHERE position = 401;
        UPDATE event SET position = 401 WHERE position = 100000;
        """,
        400,
        "does not follow position 399",
    ),
    "unsign a checkpoint": (
        "UPDATE checkpoint SET note = replace(note, '— ', '— x') WHERE size = 300",
        300,
        "is sealed by a checkpoint that is not valid",
    ),
    "change a root": (
        "UPDATE checkpoint SET root = sha256('x') WHERE size = 300",
        300,
        "it stands for other events",
    ),
}


@pytest.mark.parametrize(("sql", "position", "words"), TAMPERINGS.values(), ids=TAMPERINGS)
async def test_tampering_is_found_and_named(
    superuser: "asyncpg.Connection[asyncpg.Record]", sql: str, position: int, words: str
) -> None:
    await superuser.execute(sql)
    found = await verify_quickly(superuser, TRUST)

    assert isinstance(found, Fault), found
    assert found.position == position
    assert words in found.sentence


async def test_a_past_that_is_chained_anew_is_another_tree(
    superuser: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    await rechain(superuser, {2: {"occurred_at": "2026-11-24"}})
    found = await verify_quickly(superuser, TRUST)

    assert isinstance(found, Fault), found
    assert found.position == SEALED[1]
    assert "it stands for other events" in found.sentence
