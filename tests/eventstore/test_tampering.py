"""Evidence: whatever a superuser changes, the walk finds it and names the place."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import asyncpg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.clock import CLOCK
from domain.signing import signed_bytes
from eventstore.connections import Pool
from eventstore.envelope import who
from eventstore.registrar import Registrar
from eventstore.verify import Fault, Verified, verify
from eventstore.work import Accept, Refuse
from tests.eventstore.example import LOG, SOMEBODY, JarFold, put, work
from tests.eventstore.forging import rechain

EVENTS = 10


@pytest.fixture
async def superuser(
    pool: Pool, superuser_url: str
) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection that can do everything to a register of ten events."""
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        for n in range(6):
            await registrar.take(work(stream=f"jar/{n % 2}"))
        await registrar.take(work(Accept(facts=[put("jar/1"), put("jar/2")])))
        await registrar.take(work(Refuse(code="full", sentence="it is full")))
        await registrar.take(work(stream="jar/0"))
    connection = await asyncpg.connect(superuser_url)
    assert isinstance(await verify(connection), Verified)
    await connection.execute("SET session_replication_role = replica")
    yield connection
    await connection.close()


TAMPERINGS = {
    "flip a letter of a body": (
        "UPDATE event SET body = replace(body::text, 'red', 'rad')::json WHERE position = 4",
        4,
        "was changed: its text does not give its leaf",
    ),
    "change a body and its leaf": (
        """
        UPDATE event SET body = changed.body::json, leaf = sha256('\\x00' || changed.body::bytea)
        FROM (SELECT replace(body::text, '"red"', '"rad"') AS body FROM event WHERE position = 4)
            AS changed
        WHERE position = 4
        """,
        5,
        "does not follow position 4",
    ),
    "change a leaf": (
        "UPDATE event SET leaf = sha256('x') WHERE position = 4",
        4,
        "does not give its leaf",
    ),
    "add a space to a body": (
        "UPDATE event SET body = (body::text || ' ')::json WHERE position = 4",
        4,
        "does not give its leaf",
    ),
    "change the type": (
        "UPDATE event SET type = 'Other' WHERE position = 4",
        4,
        "its column type says Other, its body MarblePut",
    ),
    "change the time": (
        "UPDATE event SET recorded_at = recorded_at - interval '1 day' WHERE position = 4",
        4,
        "its column recorded_at says",
    ),
    "move to another stream": (
        "UPDATE event SET stream = 'jar/9' WHERE position = 4",
        4,
        "its column stream says jar/9",
    ),
    "change the version": (
        "UPDATE event SET version = 9 WHERE position = 4",
        4,
        "its column version says 9, its body 2",
    ),
    "delete the first": ("DELETE FROM event WHERE position = 1", 1, "is missing"),
    "delete one in the middle": ("DELETE FROM event WHERE position = 5", 5, "is missing"),
    "delete a stream": ("DELETE FROM event WHERE stream = 'jar/1'", 2, "is missing"),
    "delete the last": (
        "DELETE FROM event WHERE position = 10",
        10,
        "is missing: table command holds the outcome",
    ),
    "delete the last half of an act": (
        "DELETE FROM event WHERE position >= 8; DELETE FROM command WHERE first_position >= 8",
        8,
        "is missing: table command holds the outcome",
    ),
    "delete the last and its outcome, after a checkpoint": (
        """
        INSERT INTO checkpoint VALUES (10, sha256(''), 'note', now());
        DELETE FROM event WHERE position = 10; DELETE FROM command WHERE first_position = 10
        """,
        10,
        "is missing: a checkpoint was signed over 10 events",
    ),
    "close the gap by renumbering": (
        """
        DELETE FROM event WHERE position = 5;
        UPDATE event SET position = position - 1 WHERE position > 5
        """,
        5,
        "does not follow position 4",
    ),
    "swap neighbours": (
        """
        UPDATE event SET position = -position WHERE position IN (3, 4);
        UPDATE event SET position = 7 + position WHERE position < 0
        """,
        3,
        "does not follow position 2",
    ),
    "insert at the end": (
        """
        INSERT INTO event SELECT 11, stream, version + 1, type, recorded_at, body, leaf
        FROM event WHERE position = 10
        """,
        11,
        "does not follow position 10",
    ),
    "change an outcome": (
        """
        UPDATE command SET outcome = replace(outcome::text, 'jar/1', 'jar/2')::json
        WHERE first_position = 4
        """,
        4,
        "is not what the receipt in table command says",
    ),
    "change a refusal": (
        """
        UPDATE command SET outcome = replace(outcome::text, 'full', 'empty')::json
        WHERE first_position = 9
        """,
        9,
        "is not the refusal",
    ),
    "delete an outcome": (
        "DELETE FROM command WHERE first_position = 4",
        4,
        "has no outcome in table command",
    ),
    "give an outcome to another command": (
        "UPDATE command SET command_id = gen_random_uuid() WHERE first_position = 4",
        4,
        "but table command says",
    ),
    "claim an event twice": (
        """
        INSERT INTO command
        SELECT 'ffffffff-ffff-ffff-ffff-ffffffffffff', request_hash, outcome, 4, 4, recorded_at
        FROM command WHERE first_position = 4
        """,
        5,
        "is claimed by two outcomes",
    ),
    "empty the register": ("DELETE FROM event", 1, "is missing: table command"),
    "redate an outcome": (
        """
        UPDATE command SET recorded_at = recorded_at + interval '1 second'
        WHERE first_position = 4
        """,
        4,
        "was not recorded when table command says",
    ),
    "change a request": (
        "UPDATE command SET request = replace(request, 'put', 'pat') WHERE first_position = 4",
        4,
        "is of a request whose text does not give its hash",
    ),
    "drop a request": (
        "UPDATE command SET request = NULL WHERE first_position = 4",
        4,
        "table command holds no request for it",
    ),
    "drop a request and its hash": (
        "UPDATE command SET request = NULL, request_hash = NULL WHERE first_position = 4",
        4,
        "was signed for another request",
    ),
    "give a receipt another command": (
        """
        UPDATE command SET outcome = replace(
            outcome::text, command_id::text, '00000000-0000-4000-8000-000000000001')::json
        WHERE first_position = 4
        """,
        4,
        "is not what the receipt in table command says",
    ),
    "redate a receipt": (
        """
        UPDATE command SET outcome = replace(outcome::text, '_at":"2', '_at":"1')::json
        WHERE first_position = 4
        """,
        4,
        "is not what the receipt in table command says",
    ),
    "give a receipt another event": (
        """
        UPDATE command SET outcome = replace(outcome::text, '"event_id":"', '"event_id":"0')::json
        WHERE first_position = 4
        """,
        4,
        "is not what the receipt in table command says",
    ),
    "add to a receipt": (
        """
        UPDATE command SET outcome = replace(outcome::text, ']}', '],"more":1}')::json
        WHERE first_position = 4
        """,
        4,
        "is not what the receipt in table command says",
    ),
    "say a thing twice in a receipt": (
        """
        UPDATE command SET outcome = replace(outcome::text, '{"kind"', '{"kind":"x","kind"')::json
        WHERE first_position = 4
        """,
        4,
        "has an outcome that is not written as we write it",
    ),
    "make a receipt a refusal": (
        """
        UPDATE command SET outcome = replace(outcome::text, 'accepted', 'refused')::json
        WHERE first_position = 4
        """,
        4,
        "is not what the receipt in table command says",
    ),
    "make an outcome a list": (
        "UPDATE command SET outcome = '[]' WHERE first_position = 4",
        4,
        "cannot be read: AttributeError",
    ),
    "move a refusal": (
        """
        UPDATE command SET outcome = replace(outcome::text, '"position":9', '"position":8')::json
        WHERE first_position = 9
        """,
        9,
        "is not the refusal",
    ),
    "add to a refusal": (
        """
        UPDATE command SET outcome = replace(outcome::text, '"missing":[', '"missing":["x"')::json
        WHERE first_position = 9
        """,
        9,
        "is not the refusal",
    ),
    "change the shape of an event": (
        """
        UPDATE event_type SET json_schema = '{}'
        WHERE (type, schema_version) = ('AssemblyFounded', 1)
        """,
        0,
        "the shape of AssemblyFounded, schema 1, was changed",
    ),
    "empty the shape of an event with its hash": (
        """
        UPDATE event_type SET json_schema = '{}', sha256 = sha256('{}')
        WHERE (type, schema_version) = ('AssemblyFounded', 1)
        """,
        0,
        "the shape of AssemblyFounded, schema 1, was changed",
    ),
    "name a person nobody named": (
        """
        INSERT INTO person SELECT position, 'colour', 0, (body ->> 'command')::uuid,
            encode(sha256('x'), 'hex'), 'Ada', 'salt', recorded_at FROM event WHERE position = 4
        """,
        4,
        "does not hold the colour of table person",
    ),
    "name a person of no event": (
        """
        INSERT INTO person SELECT 11, 'name', 0, (body ->> 'command')::uuid,
            encode(sha256('x'), 'hex'), 'Ada', 'salt', recorded_at FROM event WHERE position = 4
        """,
        11,
        "is missing: table person has a row for it",
    ),
    "record something at the end of time": (
        "UPDATE event SET recorded_at = 'infinity' WHERE position = 4",
        4,
        "",
    ),
}


@pytest.mark.parametrize("name", list(TAMPERINGS))
async def test_tampering_is_found_and_named(
    superuser: "asyncpg.Connection[asyncpg.Record]", name: str
) -> None:
    statement, position, sentence = TAMPERINGS[name]
    await superuser.execute(
        "ALTER TABLE event DROP CONSTRAINT event_stream_version_key, "
        "DROP CONSTRAINT event_position_check"
    )
    await superuser.execute(statement)

    answer = await verify(superuser)

    assert isinstance(answer, Fault), answer
    assert answer.position == position
    assert sentence in answer.sentence


async def test_the_last_act_cut_off_with_its_outcome_is_shown_by_checkpoints_only(
    superuser: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    await superuser.execute(
        "DELETE FROM event WHERE position = 10; DELETE FROM command WHERE first_position = 10"
    )
    answer = await verify(superuser)
    assert isinstance(answer, Verified)
    assert answer.size == EVENTS - 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"log": "elsewhere"}, "belongs to another register"),
        ({"version": 1}, "its column version"),
        ({"command": "00000000-0000-4000-8000-000000000001"}, "bears an id that its command"),
        ({"id": "nonsense"}, "bears an id that its command"),
        ({"actor": "nobody"}, "actor cannot be read"),
        ({"more": 1}, "has not the fields of an event"),
        ({"v": 2}, "v cannot be read"),
        ({"v": True}, "v cannot be read"),
        ({"cause": "nobody"}, "cause cannot be read"),
        ({"cause": "00000000-0000-4000-8000-000000000001"}, "was caused by no earlier event"),
        ({"correlation": "x"}, "correlation cannot be read"),
        ({"correlation": "00000000-0000-4000-8000-000000000001"}, "than its correlation says"),
        ({"occurred_at": "yesterday"}, "occurred_at cannot be read"),
        ({"occurred_at": "2026-02-30"}, "occurred_at cannot be read"),
        ({"occurred_at": "2026-11-24"}, "has another occurred_at than was asked for"),
        ({"source": "a rumour"}, "has another source than was asked for"),
        ({"actor": who(SOMEBODY) | {"subject": "p-2"}}, "has another actor than was asked for"),
        ({"actor": who(SOMEBODY) | {"capacity": "king"}}, "actor cannot be read"),
        ({"actor": {"subject": "p-1", "body": None, "method": "x"}}, "actor cannot be read"),
        ({"actor": who(CLOCK)}, "is the clock's, but bears a signature"),
        ({"proof": None}, "bears no signature, and is not the clock's"),
        ({"proof": None, "actor": who(CLOCK)}, "table command holds a request for it"),
        ({"proof": {"key_id": "example"}}, "proof cannot be read"),
        ({"basis": {}}, "basis cannot be read"),
        ({"schema": 0}, "schema cannot be read"),
        ({"data": {"colour": 1.5}}, "is not canonical JSON"),
        ({"data": {"colour": 2**53}}, "is not canonical JSON"),
        ({"data": {"colour": "e\u0301"}}, "is not canonical JSON"),
    ],
)
async def test_even_a_new_chain_must_be_consistent(
    superuser: "asyncpg.Connection[asyncpg.Record]", change: dict[str, object], sentence: str
) -> None:
    await rechain(superuser, {4: change})

    answer = await verify(superuser)

    assert isinstance(answer, Fault)
    assert answer.position == 4
    assert sentence in answer.sentence


async def test_a_perfect_new_chain_is_betrayed_by_the_gateway_signature(
    pool: Pool, superuser_url: str
) -> None:
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    act = work()
    signature = key.sign(signed_bytes(act.request_hash.hex(), "2026-11-25T12:00:00Z")).hex()
    proof = {
        "key_id": "gateway",
        "signature": signature,
        "request_hash": act.request_hash.hex(),
        "submitted_at": "2026-11-25T12:00:00Z",
    }
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take(replace(act, proof=proof))
    superuser = await asyncpg.connect(superuser_url)
    keys = {"gateway": public}.get

    assert isinstance(await verify(superuser, keys=keys), Verified)
    assert (await faults(superuser, {})) == ["is signed with a key not known, 'gateway'"]

    await superuser.execute("SET session_replication_role = replica")
    await rechain(superuser, {1: {"proof": proof | {"signature": "00" * 64}}})
    assert isinstance(await verify(superuser), Verified)
    assert (await faults(superuser, {"gateway": public})) == [
        "bears a signature that is not the gateway's"
    ]
    await rechain(superuser, {1: {"proof": proof | {"request_hash": "ab" * 32}}})
    assert (await faults(superuser, None)) == [
        "was signed for another request than table command says"
    ]
    await superuser.close()


async def faults(
    superuser: "asyncpg.Connection[asyncpg.Record]", keys: dict[str, bytes] | None
) -> Sequence[str]:
    answer = await verify(superuser, keys=None if keys is None else keys.get)
    assert isinstance(answer, Fault)
    return [answer.sentence.removeprefix(f"position {answer.position} ")]


async def test_an_empty_register_is_whole(superuser_url: str) -> None:
    connection = await asyncpg.connect(superuser_url)
    answer = await verify(connection)
    assert isinstance(answer, Verified)
    assert (answer.size, answer.recorded_at) == (0, None)
    await connection.close()
