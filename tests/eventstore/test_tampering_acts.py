"""Evidence for what a chain alone does not show: texts, requests, the clock, persons."""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from uuid import uuid4

import asyncpg
import pytest

from domain.clock import ASSEMBLY, CLOCK, clock_hash, clock_id
from domain.signing import commitment
from domain.submission import Disclosure
from eventstore.connections import Pool
from eventstore.registrar import Registrar
from eventstore.verify import Fault, Verified, verify
from eventstore.work import Accept, Fact, Refuse, Work
from tests.eventstore.example import KEYS, LOG, JarFold, put, signed, work
from tests.eventstore.forging import rechain

ADA = Disclosure(field="colour", value="Ada", salt="s" * 32)
PERSON = Fact(
    stream="jar/1",
    type="PersonRegistered",
    schema=1,
    data={"colour": commitment(ADA), "subject": "ada"},
)
NOON = "2026-11-25T12:00:00.000000Z"


def personal(event: str) -> tuple[str, ...]:
    return ("colour",) if event == "PersonRegistered" else ()


def alarm() -> Work:
    command_id = clock_id("jar/1", "report@x#1")
    return replace(
        work(Accept(facts=[put(type="DeadlinePassed")]), command_id=command_id),
        actor=CLOCK,
        occurred_at=NOON,
        request=None,
        proof=None,
        request_hash=clock_hash(command_id, "jar/1", NOON),
    )


@pytest.fixture
async def superuser(
    pool: Pool, superuser_url: str
) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A register of an alarm, a person, a refusal, an abandoned act, a late one and a reused id."""
    act, lost = work(), uuid4()
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take(alarm())
        await registrar.take(replace(work(Accept(facts=[PERSON])), disclosures=(ADA,)))
        await registrar.take(work(Refuse(code="full", sentence="it is full: \u00e7ok \u0001")))
        await registrar.resolve(lost)
        await registrar.take(work(command_id=lost))
        await registrar.take(act)
        await registrar.take(work(command_id=act.command_id, content="something else"))
    connection = await asyncpg.connect(superuser_url)
    await connection.execute("SET session_replication_role = replica")
    yield connection
    await connection.close()


async def fault(superuser: "asyncpg.Connection[asyncpg.Record]") -> tuple[int, str]:
    answer = await verify(superuser, keys=KEYS.get, personal=personal)
    assert isinstance(answer, Fault), answer
    return answer.position, answer.sentence


async def test_all_that_may_be_recorded_verifies(
    superuser: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    answer = await verify(superuser, keys=KEYS.get)

    assert isinstance(answer, Verified), answer
    assert (answer.size, answer.erased) == (7, 0)


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace('"colour"', '"colour":"blue","colour"'),
        lambda text: text.replace('{"actor"', '{ "actor"'),
        lambda text: json.dumps(dict(reversed(json.loads(text).items())), separators=(",", ":")),
        lambda text: text.replace("MarblePut", "Marble\\u0050ut"),
        lambda text: text.replace('"version":3', '"version":3.0'),
        lambda text: "[" * 3_000 + "]" * 3_000 + text[:0],
        lambda text: "null" + text[:0],
    ],
    ids=["twice", "space", "order", "escape", "float", "deep", "null"],
)
async def test_a_text_in_any_other_form_is_found(
    superuser: "asyncpg.Connection[asyncpg.Record]", rewrite: Callable[[str], str]
) -> None:
    await rechain(superuser, {}, rewrite={6: rewrite})

    position, sentence = await fault(superuser)

    assert position == 6
    assert "was changed" in sentence or "cannot be read" in sentence


@pytest.mark.parametrize(
    ("position", "change", "sentence"),
    [
        (1, {"occurred_at": "2026-11-25T12:00:01.000000Z"}, "not under the hash of its alarm"),
        (1, {"actor": {"subject": "x", "capacity": "clock", "body": None, "method": "register"}},
         "has another actor"),
        (3, {"data": {"command": "Other", "stream": "jar/1", "code": "full", "citation": "none",
             "sentence": "it is full: \u00e7ok \u0001", "missing": []}}, "refuses another act"),
        (3, {"data": {}}, "cannot be read: KeyError"),
        (4, {"actor": {"subject": "clock", "capacity": "clock", "body": None,
             "method": "register"}}, "has another actor"),
    ],
)  # fmt: skip
async def test_what_was_not_asked_for_is_found(
    superuser: "asyncpg.Connection[asyncpg.Record]",
    position: int,
    change: dict[str, object],
    sentence: str,
) -> None:
    await rechain(superuser, {position: change})

    found, words = await fault(superuser)

    assert found == position
    assert sentence in words


@pytest.mark.parametrize(
    ("statement", "position", "sentence"),
    [
        (
            "UPDATE command SET request_hash = sha256('x') WHERE first_position = 1",
            1,
            "not under the hash of its alarm",
        ),
        (
            "UPDATE command SET request_hash = NULL WHERE first_position = 1",
            1,
            "has no request hash, and was not abandoned",
        ),
        ("UPDATE person SET value = 'Eve'", 2, "commits to another colour"),
        ("UPDATE person SET value = NULL", 2, "commits to another colour"),
        ("UPDATE person SET commitment = repeat('0', 64)", 2, "does not hold the colour"),
        ("UPDATE person SET command_id = gen_random_uuid()", 2, "is not what table person says"),
        ("UPDATE person SET ordinal = 1", 2, "is not what table person says"),
        ("UPDATE person SET position = 3", 2, "has lost the row of its colour in table person"),
        ("UPDATE person SET position = -3", 1, "is not what table person says"),
        (
            "UPDATE command SET request_hash = NULL WHERE first_position = 6",
            6,
            "was signed for another request",
        ),
    ],
)
async def test_a_changed_table_is_found(
    superuser: "asyncpg.Connection[asyncpg.Record]", statement: str, position: int, sentence: str
) -> None:
    await superuser.execute(statement)

    found, words = await fault(superuser)

    assert found == position
    assert sentence in words


async def test_an_act_moved_to_another_case_is_betrayed_by_its_request(
    superuser: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    await rechain(superuser, {6: {"stream": "jar/7", "version": 1}})
    await superuser.execute("UPDATE event SET stream = 'jar/7', version = 1 WHERE position = 6")
    outcome = json.loads(
        await superuser.fetchval("SELECT outcome::text FROM command WHERE first_position = 6")
    )
    outcome["entries"][0] |= {"stream": "jar/7", "version": 1}
    text = json.dumps(outcome, separators=(",", ":"))
    await superuser.execute(
        "UPDATE command SET outcome = $1::text::json WHERE first_position = 6", text
    )

    assert await fault(superuser) == (
        6,
        "position 6 ends an act which left nothing on its own case",
    )


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE person SET value = NULL, salt = NULL",
            "position 2 has lost what table person held, and no act erased it",
        ),
        ("DELETE FROM person", "position 2 has lost the row of its colour in table person"),
    ],
)
async def test_what_no_act_erased_is_missing(
    superuser: "asyncpg.Connection[asyncpg.Record]", statement: str, sentence: str
) -> None:
    await superuser.execute(statement)

    assert await fault(superuser) == (2, sentence)


async def test_what_an_act_erased_is_said_and_is_no_fault(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    said = {"subject": "ada", "because": "asked for"}
    erasing = Fact(stream="jar/1", type="PersonErased", schema=1, data=said)
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take(work(Accept(facts=[erasing])))

    answer = await verify(superuser, keys=KEYS.get, personal=personal)

    assert isinstance(answer, Verified), answer
    assert answer.erased == 1
    row = await superuser.fetchrow("SELECT value, salt, erased_because FROM person")
    assert row is not None
    assert tuple(row) == (None, None, "asked for")


async def test_what_an_act_erased_and_is_still_there_is_found(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    said = {"subject": "ada", "because": "asked for"}
    erasing = Fact(stream="jar/1", type="PersonErased", schema=1, data=said)
    row = await superuser.fetchrow("SELECT value, salt FROM person")
    assert row is not None
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take(work(Accept(facts=[erasing])))
    await superuser.execute("UPDATE person SET value = $1, salt = $2", *row)

    assert await fault(superuser) == (
        2,
        "position 2 still has its personal values, which position 8 erased",
    )


@pytest.mark.parametrize(
    "changed",
    ["erased_because = 'a whim'", "erased_at = erased_at + interval '1 day'", "erased_at = NULL"],
)
async def test_an_erasure_that_is_said_to_be_another_is_found(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]", changed: str
) -> None:
    said = {"subject": "ada", "because": "asked for"}
    erasing = Fact(stream="jar/1", type="PersonErased", schema=1, data=said)
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take(work(Accept(facts=[erasing])))
    await superuser.execute(f"UPDATE person SET {changed}")

    found = await fault(superuser)
    assert found is not None
    assert "erased at another time, or for another reason, than position 8 says" in found[1]


async def test_what_is_kept_and_said_to_be_erased_is_found(
    superuser: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    await superuser.execute("UPDATE person SET erased_at = recorded_at, erased_because = 'a whim'")

    assert await fault(superuser) == (
        2,
        "position 2 is kept in table person, and said to be erased",
    )


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        (put(), "is the clock's, which only lets a limit pass or reminds"),
        (put(type="ReminderSent"), None),
    ],
)
async def test_the_clock_only_lets_limits_pass(
    pool: Pool,
    superuser: "asyncpg.Connection[asyncpg.Record]",
    fact: Fact,
    sentence: str | None,
) -> None:
    command_id = clock_id("jar/1", "other@x#1")
    forged = replace(
        alarm(),
        command_id=command_id,
        request_hash=clock_hash(command_id, "jar/1", NOON),
        judge=lambda *_: Accept(facts=[fact]),
    )
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take(forged)

    answer = await verify(superuser, keys=KEYS.get, personal=personal)
    assert getattr(answer, "sentence", None) == (sentence and f"position 8 {sentence}")


async def test_the_clock_never_changes_the_assembly(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    command_id = clock_id("jar/1", "other@x#1")
    facts = [put(type="DeadlinePassed"), put(ASSEMBLY, type="MemberAdmitted")]
    forged = replace(
        alarm(),
        command_id=command_id,
        request_hash=clock_hash(command_id, "jar/1", NOON),
        judge=lambda *_: Accept(facts=facts),
        reads=("jar/1", ASSEMBLY),
    )
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take(forged)

    assert await fault(superuser) == (
        9,
        "position 9 changes the assembly, and bears no signature",
    )


async def test_nobody_erases_without_an_act(pool: Pool) -> None:
    async with pool.acquire() as connection:
        for statement in ("UPDATE person SET value = NULL", "SELECT erase_person()"):
            with pytest.raises(asyncpg.PostgresError):
                await connection.execute(statement)


async def test_an_act_that_leaves_nothing_on_its_own_case_is_a_bug(pool: Pool) -> None:
    elsewhere = replace(work(), stream="jar/2")
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        assert (await registrar.take(signed(elsewhere))).kind == "failed"
