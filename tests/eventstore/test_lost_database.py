"""A database that is lost in mid-air: nobody is told yes or no, and the next batch goes on."""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import asyncpg
import pytest

from domain.submission import Accepted
from eventstore.inbox import AT_ONCE, Inbox, RegisterUnavailableError
from eventstore.queries import query
from eventstore.registrar import Registrar
from eventstore.verify import Verified, verify
from eventstore.work import Accept, Judgement, State
from tests.eventstore.example import put, work

CUT = """
    SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = 'plenary_app'
"""


async def test_a_connection_cut_in_mid_transaction_is_no_answer_and_a_retry_is_safe(
    registrar: Registrar, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await superuser.execute("BEGIN; LOCK TABLE event IN ACCESS EXCLUSIVE MODE")
    act = work()
    waiting = asyncio.create_task(registrar.take(act))
    await asyncio.sleep(0.3)
    await superuser.execute(CUT)
    await superuser.execute("ROLLBACK")

    with pytest.raises(RegisterUnavailableError, match="send the same command again"):
        await waiting
    assert isinstance(await registrar.take(act), Accepted)
    answer = await verify(superuser)
    assert isinstance(answer, Verified)
    assert answer.size == 1


async def test_a_commit_whose_answer_was_lost_is_found_by_the_retry(
    registrar: Registrar,
    superuser: "asyncpg.Connection[asyncpg.Record]",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cut_after_commit = "COMMIT; SELECT pg_terminate_backend(pg_backend_pid())"
    act = work()
    with monkeypatch.context() as patch:
        patch.setattr("eventstore.kept_connection.COMMIT", cut_after_commit)
        with pytest.raises(RegisterUnavailableError):
            await registrar.take(act)
    stored = await superuser.fetchval("SELECT outcome::text FROM command")

    answer = await registrar.take(act)

    assert isinstance(answer, Accepted)
    assert answer.model_dump_json() == stored
    assert await superuser.fetchval("SELECT count(*) FROM event") == 1


async def test_a_connection_lost_while_idle_costs_nobody_an_answer(
    registrar: Registrar, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await registrar.take(work())
    await superuser.execute(CUT)
    await asyncio.sleep(0.1)

    assert isinstance(await registrar.take(work()), Accepted)


async def test_who_holds_the_lock_too_long_is_not_waited_for(
    registrar: Registrar, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    lock = query("begin").split(";")[-2].strip()
    await superuser.execute(f"BEGIN; {lock}")

    with pytest.raises(RegisterUnavailableError, match="LockNotAvailable"):
        await registrar.take(work())
    await superuser.execute("ROLLBACK")
    assert isinstance(await registrar.take(work()), Accepted)


async def test_all_callers_of_a_lost_batch_hear_of_it(
    registrar: Registrar, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await superuser.execute("BEGIN; LOCK TABLE event IN ACCESS EXCLUSIVE MODE")
    waiting = [asyncio.create_task(registrar.take(work())) for _ in range(20)]
    await asyncio.sleep(0.3)
    await superuser.execute(CUT)
    await superuser.execute("ROLLBACK")

    answers = await asyncio.gather(*waiting, return_exceptions=True)

    assert {type(answer) for answer in answers} == {RegisterUnavailableError}


async def test_a_judge_that_takes_a_lost_lock_with_it_leaves_no_trace(
    registrar: Registrar, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    def judge(states: Mapping[str, State], _now: datetime) -> Judgement:
        raise asyncio.CancelledError(str(states))

    with pytest.raises(RegisterUnavailableError, match="ended"):
        await registrar.take(replace(work(), judge=judge))
    with pytest.raises(RegisterUnavailableError, match="does not run"):
        await registrar.take(work())
    assert await superuser.fetchval("SELECT count(*) FROM event") == 0


async def test_if_the_loop_dies_everybody_who_waits_hears_of_it() -> None:
    async def die(items: object) -> list[int]:
        await asyncio.sleep(0)
        raise RuntimeError(f"out of order: {items!r}"[:12])

    inbox: Inbox[int, int] = Inbox(die)
    inbox.open()
    answers = await asyncio.gather(
        *(inbox.put_all([n]) for n in range(150)), return_exceptions=True
    )
    assert {type(answer) for answer in answers} == {RegisterUnavailableError}
    with pytest.raises(RegisterUnavailableError, match="does not run"):
        await inbox.put_all([1])


async def test_a_register_that_gives_no_answer_is_asked_by_batches_not_by_each_act() -> None:
    batches: list[int] = []

    async def unavailable(items: Sequence[int]) -> list[int]:
        batches.append(len(items))
        raise RegisterUnavailableError("it recovers")

    async def put(number: int) -> None:
        with pytest.raises(RegisterUnavailableError):
            await inbox.put_all([number])

    inbox: Inbox[int, int] = Inbox(unavailable)
    inbox.open()
    for number in range(AT_ONCE):
        await put(number)
    async with asyncio.TaskGroup() as callers:
        for number in range(20):
            callers.create_task(put(number))
            await asyncio.sleep(0)
    await inbox.close()

    assert batches == [1] * AT_ONCE + [20]


async def test_a_frozen_server_is_given_up(
    registrar: Registrar,
    superuser: "asyncpg.Connection[asyncpg.Record]",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await registrar.take(work())
    monkeypatch.setattr("eventstore.registrar.BATCH_SECONDS", 0.5)
    pid = await superuser.fetchval(
        "SELECT pid FROM pg_stat_activity WHERE query = 'COMMIT' AND datname = current_database()"
    )
    os.kill(pid, signal.SIGSTOP)
    try:
        with pytest.raises(RegisterUnavailableError, match="TimeoutError"):
            await registrar.take(work())
    finally:
        os.kill(pid, signal.SIGCONT)
    assert isinstance(await registrar.take(work()), Accepted)


async def test_nothing_of_a_refused_batch_is_kept_in_memory(
    registrar: Registrar, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await registrar.take(work())
    await superuser.execute(
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RAISE EXCEPTION ''no''; END'; "
        "CREATE TRIGGER no BEFORE INSERT ON event FOR EACH STATEMENT EXECUTE FUNCTION no()"
    )
    answer = await registrar.take(work())
    assert answer.kind == "failed"
    await superuser.execute("DROP TRIGGER no ON event")

    assert await registrar.known_state("jar/1") == 1
    receipt = await registrar.take(work(Accept(facts=[put()])))
    assert isinstance(receipt, Accepted)
    assert (receipt.entries[0].position, receipt.entries[0].version) == (2, 2)
