"""By memory and one batch ahead: quicker than under the lock, and never believed unchecked."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import asyncpg
import pytest

from domain.submission import Accepted
from eventstore.connections import open_pool
from eventstore.inbox import RegisterUnavailableError
from eventstore.registrar import Registrar
from eventstore.verify import Verified, verify
from eventstore.work import Judgement, State, Work
from tests.eventstore.example import KEYS, LOG, JarFold, at_most, work

WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND datname = current_database()
"""
CUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND datname = current_database()
"""


@pytest.fixture(autouse=True)
async def whole(superuser: "asyncpg.Connection[asyncpg.Record]") -> AsyncIterator[None]:
    """See after every test that the register is whole."""
    yield
    found = await verify(superuser, keys=KEYS.get)
    assert isinstance(found, Verified), found


@asynccontextmanager
async def held_up(superuser: "asyncpg.Connection[asyncpg.Record]") -> AsyncIterator[None]:
    """Let nobody append inside the block."""
    await superuser.execute("BEGIN; LOCK TABLE event IN SHARE MODE")
    yield
    await superuser.execute("ROLLBACK")


async def one_waits(superuser: "asyncpg.Connection[asyncpg.Record]") -> None:
    while await superuser.fetchval(WAITING) == 0:
        await asyncio.sleep(0.01)


async def comes(met: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not met():
            await asyncio.sleep(0.01)


def noted(act: Work, judged: list[Work]) -> Work:
    """Return an act that is noted whenever it is judged."""

    def judge(states: Mapping[str, State], now: datetime) -> Judgement:
        judged.append(act)
        return act.judge(states, now)

    return replace(act, judge=judge)


def no_query(name: str) -> NoReturn:
    raise AssertionError(f"{name} was asked for")


async def test_an_act_on_what_is_known_looks_at_nothing_before_it_is_written(
    registrar: Registrar,
    superuser: "asyncpg.Connection[asyncpg.Record]",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await registrar.take_all([work(), work(stream="jar/2")])
    monkeypatch.setattr("eventstore.looking.query", no_query)
    monkeypatch.setattr("eventstore.kept_connection.query", no_query)

    answers = await registrar.take_all([work(), work(stream="jar/2"), work()])

    assert [each.kind for each in answers] == ["accepted"] * 3
    assert await superuser.fetchval("SELECT count(*) FROM event") == 5


async def test_a_batch_is_judged_once_while_the_one_ahead_is_being_written(
    registrar: Registrar, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    acts, judged = [at_most("jar/1", 3) for _ in range(3)], list[Work]()

    await registrar.take_all([work(), work(stream="counter/1")])
    async with held_up(superuser):
        first = asyncio.create_task(registrar.take(noted(acts[0], judged)))
        await one_waits(superuser)
        others = [asyncio.create_task(registrar.take(noted(act, judged))) for act in acts[1:]]
        await comes(lambda: len(judged) == 3)
        unseen = await registrar.known_state("jar/1")
    answers = await asyncio.gather(first, *others)

    assert judged == acts
    assert unseen == 1
    assert [each.kind for each in answers] == ["accepted", "accepted", "refused"]


async def test_a_batch_that_stood_on_a_lost_one_is_judged_again(
    registrar: Registrar, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    judged: list[Work] = []
    await registrar.take_all([work(), work(stream="counter/1")])
    async with held_up(superuser):
        lost = asyncio.create_task(registrar.take(at_most("jar/1", 2)))
        await one_waits(superuser)
        kept = asyncio.create_task(registrar.take(noted(at_most("jar/1", 2), judged)))
        await comes(lambda: len(judged) == 1)
        await superuser.execute(CUT)
        await comes(lost.done)
    answers = await asyncio.gather(lost, kept, return_exceptions=True)

    assert isinstance(answers[0], RegisterUnavailableError)
    assert isinstance(answers[1], Accepted), answers[1]
    assert answers[1].entries[-1].version == 2
    assert len(judged) > 1


async def test_what_another_has_written_meanwhile_is_seen(
    registrar: Registrar, superuser: "asyncpg.Connection[asyncpg.Record]", database_url: str
) -> None:
    await registrar.take_all([work(), work(stream="counter/1")])
    pool = await open_pool(database_url)
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as another:
        await another.take(work())
    await pool.close()

    answers = [await registrar.take(at_most("jar/1", 3)) for _ in range(2)]

    assert [each.kind for each in answers] == ["accepted", "refused"]
    assert await superuser.fetchval("SELECT max(version) FROM event WHERE stream = 'jar/1'") == 3


async def test_an_act_sent_again_hears_its_first_answer(
    registrar: Registrar, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await registrar.take(work())
    act = work()
    async with held_up(superuser):
        first = asyncio.create_task(registrar.take(act))
        await one_waits(superuser)
        judged: list[Work] = []
        twin = asyncio.create_task(registrar.take(noted(act, judged)))
        await comes(lambda: bool(judged))

    assert await first == await twin == await registrar.take(act)
    assert await superuser.fetchval("SELECT count(*) FROM event") == 2


async def test_a_clock_carried_on_too_far_is_not_believed(
    registrar: Registrar,
    superuser: "asyncpg.Connection[asyncpg.Record]",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await registrar.take(work())
    monotonic = time.monotonic
    monkeypatch.setattr("eventstore.carried_clock.time.monotonic", lambda: monotonic() + 3_600)

    answer = await registrar.take(work())

    assert isinstance(answer, Accepted)
    assert abs(answer.recorded_at - datetime.now(UTC)) < timedelta(seconds=60)
    assert await superuser.fetchval("SELECT count(*) FROM event") == 2
