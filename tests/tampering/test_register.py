"""A superuser tampers with a live register: each kind is found and named."""

import random
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

import asyncpg
import pytest

from cli.verifying import verified
from eventstore.proofs.sealer import seal
from eventstore.proofs.signer import Signer
from eventstore.proofs.stamping import stamp
from eventstore.proofs.stored_tiles import latest_checkpoint
from eventstore.proofs.timestamps import Authority
from eventstore.verify import Fault, Verified
from tests.authority import StampingAuthority
from tests.eventstore.forging import rechain
from tests.eventstore.proofs.sealing import Remembered
from tests.tampering.amount import MUTATIONS
from tests.tampering.rows import FORGET, Forger
from tests.tampering.sealed import LOG, LOG_KEYS, OTHER_KEYS, answering

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

SQL: Mapping[str, tuple[str, str]] = {
    "flip a bit": (
        "UPDATE event SET leaf = set_byte(leaf, 7, get_byte(leaf, 7) # 1) WHERE position = 90",
        "does not give its leaf",
    ),
    "change a field": (
        (
            "UPDATE event SET body = jsonb_set(body::jsonb, '{data,edition}', '9')::json "
            "WHERE type = 'ApprovalGiven'"
        ),
        "was changed",
    ),
    "change the type": (
        "UPDATE event SET type = 'ModelLawDropped' WHERE position = 90",
        "its column type",
    ),
    "change the actor": (
        "UPDATE event SET body = replace(body::text, 'aa-head', 'bb-head')::json",
        "was changed",
    ),
    "change the time": (
        "UPDATE event SET recorded_at = recorded_at + interval '1 hour' WHERE position = 90",
        "its column recorded_at",
    ),
    "drop the first": ("DELETE FROM event WHERE position = 1", "is missing"),
    "drop one in the middle": ("DELETE FROM event WHERE position = 90", "is missing"),
    "drop the last": (
        "DELETE FROM event WHERE position = (SELECT max(position) FROM event)",
        "is missing",
    ),
    "drop the last and its act": (
        (
            "DELETE FROM person WHERE position = (SELECT max(position) FROM event); "
            "DELETE FROM command WHERE last_position = (SELECT max(position) FROM event); "
            "DELETE FROM event WHERE position = (SELECT max(position) FROM event)"
        ),
        "is missing: a checkpoint was signed over",
    ),
    "drop a stream": ("DELETE FROM event WHERE stream = 'model-law/2020-001'", "is missing"),
    "double one": (
        (
            "UPDATE event SET position = position + 1000 WHERE position > 90; "
            "INSERT INTO event SELECT 91, stream, version + 1000, type, recorded_at, body, leaf "
            "FROM event WHERE position = 90; "
            "UPDATE event SET position = position - 999 WHERE position > 1000"
        ),
        "",
    ),
    "swap neighbours": (
        (
            "UPDATE event SET position = 181 - position + 10000 WHERE position IN (90, 91); "
            "UPDATE event SET position = position - 10000 WHERE position > 10000"
        ),
        "",
    ),
    "swap distant ones": (
        (
            "UPDATE event SET position = 260 - position + 10000 WHERE position IN (60, 200); "
            "UPDATE event SET position = position - 10000 WHERE position > 10000"
        ),
        "",
    ),
    "move a stream": (
        "UPDATE event SET stream = 'model-law/2020-999' WHERE stream = 'model-law/2020-001'",
        "its column stream",
    ),
    "renumber a stream": (
        "UPDATE event SET version = version + 100 WHERE stream = 'model-law/2020-001'",
        "its column version",
    ),
    "insert at the end": (
        (
            "INSERT INTO event SELECT position + 1, stream, version + 1, type, recorded_at, body, "
            "leaf FROM event ORDER BY position DESC LIMIT 1"
        ),
        "",
    ),
    "drop a checkpoint": (
        "DELETE FROM checkpoint WHERE size = (SELECT min(size) FROM checkpoint)",
        "has lost its checkpoint",
    ),
    "alter a cosignature": (
        "UPDATE cosignature SET line = overlay(line PLACING 'AAAA' FROM length(line) - 20)",
        "is sealed by a checkpoint that is not valid",
    ),
    "replay a cosignature under another checkpoint": (
        (
            "UPDATE cosignature SET line = other.line FROM cosignature AS other "
            "WHERE cosignature.size > other.size AND cosignature.witness = other.witness"
        ),
        "is sealed by a checkpoint that is not valid",
    ),
    "swap time-stamps": (
        (
            "UPDATE stamp SET token = other.token, note = other.note FROM stamp AS other "
            "WHERE stamp.size <> other.size AND stamp.authority = other.authority"
        ),
        "bears a time-stamp that is not valid",
    ),
    "swap the authorities of time": (
        (
            "UPDATE stamp SET authority = other.authority FROM stamp AS other "
            "WHERE stamp.size = other.size AND stamp.authority <> other.authority"
        ),
        "bears a time-stamp that is not valid",
    ),
    "drop a checkpoint and what witnesses said of it": (
        (
            "DELETE FROM cosignature WHERE size = (SELECT min(size) FROM checkpoint); "
            "DELETE FROM checkpoint WHERE size = (SELECT min(size) FROM checkpoint)"
        ),
        "has lost its checkpoint: table stamp holds one for it",
    ),
    "swap the times of two checkpoints": (
        (
            "UPDATE checkpoint SET recorded_at = other.recorded_at FROM checkpoint AS other "
            "WHERE checkpoint.size <> other.size"
        ),
        "was sealed before it was recorded, or out of order",
    ),
    "strip an approval": (
        (
            "DELETE FROM event WHERE position = "
            "(SELECT min(position) FROM event WHERE type = 'ApprovalGiven')"
        ),
        "is missing",
    ),
    "forge an erasure": (
        (
            "UPDATE person SET value = NULL, salt = NULL, erased_at = now(), "
            "erased_because = 'order 8' WHERE value IS NOT NULL"
        ),
        "has lost what table person held, and no act erased it",
    ),
}


async def found(register: Connection) -> str:
    answer = await verified(register)
    assert isinstance(answer, Fault), answer
    return answer.sentence


@pytest.mark.parametrize("kind", SQL)
async def test_what_a_statement_does_is_found_and_named(register: Connection, kind: str) -> None:
    statement, words = SQL[kind]
    await register.execute(
        "ALTER TABLE stamp DROP CONSTRAINT stamp_pkey; "
        "ALTER TABLE event DROP CONSTRAINT event_stream_version_key; "
        "ALTER TABLE event DROP CONSTRAINT event_pkey CASCADE"
    )
    for each in statement.split("; "):
        assert await register.execute(each) not in {"UPDATE 0", "DELETE 0", "INSERT 0 0"}, each

    assert words in await found(register)


async def change_one_and_rechain(register: Connection) -> None:
    await rechain(register, {90: {"source": "a rumour"}})


async def rechain_and_make_the_tree_anew(register: Connection) -> None:
    await change_one_and_rechain(register)
    await register.execute(FORGET)


async def sign_anew_with_another_key(register: Connection) -> None:
    await rechain_and_make_the_tree_anew(register)
    assert await seal(register, Signer(OTHER_KEYS, Remembered()), LOG)


async def sign_anew_with_the_stolen_key(register: Connection) -> None:
    await rechain_and_make_the_tree_anew(register)
    assert await seal(register, Signer(LOG_KEYS, Remembered()), LOG)


async def use_an_approval_for_another_text(register: Connection) -> None:
    rows = await register.fetch(
        "SELECT position, body::text AS body FROM event WHERE type = 'ApprovalGiven' ORDER BY 1"
    )
    digests = [row["body"].split('"sha256":"')[1][:64] for row in rows]
    other = next(each for each in digests if each != digests[0])
    at = rows[0]["position"]
    await rechain(register, {}, rewrite={at: lambda text: text.replace(digests[0], other)})


async def put_a_foreign_time_stamp(register: Connection) -> None:
    """Have one in the name of an authority, by other keys, and vouch for it with a stolen key."""
    latest, name = await latest_checkpoint(register), "astana-time"
    assert latest is not None
    await register.execute("DELETE FROM stamp WHERE authority = $1", name)
    foreign = StampingAuthority.made(name)
    authority = Authority.read(name, foreign.texts)
    assert await stamp(register, authority, answering(foreign), latest, LOG_KEYS[0])


async def put_a_time_stamp_of_nobody_admitted(register: Connection) -> None:
    latest, stranger = await latest_checkpoint(register), StampingAuthority.made("stranger")
    assert latest is not None
    authority = Authority.read("stranger", stranger.texts)
    assert await stamp(register, authority, answering(stranger), latest, LOG_KEYS[0])


DEEDS: Mapping[Callable[[Connection], Awaitable[None]], str] = {
    change_one_and_rechain: "has another source than was asked for",
    rechain_and_make_the_tree_anew: "has another source than was asked for",
    sign_anew_with_another_key: "has another source than was asked for",
    sign_anew_with_the_stolen_key: "has another source than was asked for",
    use_an_approval_for_another_text: "",
    put_a_foreign_time_stamp: "the time-stamp of astana-time does not hold",
    put_a_time_stamp_of_nobody_admitted: "was no authority that was admitted then",
}


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
async def test_what_a_clever_forger_does_is_found_and_named(
    register: Connection, deed: Callable[[Connection], Awaitable[None]]
) -> None:
    await deed(register)

    assert DEEDS[deed] in await found(register)


async def test_another_key_does_not_seal_even_the_true_record(register: Connection) -> None:
    await register.execute(FORGET)
    assert await seal(register, Signer(OTHER_KEYS, Remembered()), LOG)

    assert "no key that was admitted then signed it" in await found(register)


async def test_no_random_mutation_is_missed(register: Connection) -> None:
    forger, chance = Forger(register), random.Random(MUTATIONS)
    await forger.prepare()
    for number in range(MUTATIONS // 2):
        forged = await forger.forge(chance)
        answer = await verified(register)
        assert isinstance(answer, Fault), f"mutation {number} was missed: {forged.words}"
        assert answer.sentence
        await forger.put_back(forged.table)

    assert isinstance(await verified(register), Verified)


async def test_a_register_of_an_earlier_release_is_whole_without_time_stamps(
    register: Connection,
) -> None:
    """It still waits for the table; where the migration is on record the table must be there."""
    await register.execute("DROP TABLE stamp")
    with pytest.raises(asyncpg.UndefinedTableError):
        await verified(register)

    await register.execute("DELETE FROM migration WHERE name = '0005_stamps'")
    assert isinstance(await verified(register), Verified)
