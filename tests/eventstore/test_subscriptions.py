"""Readers: each event takes effect once, in order, whatever ends, waits, fails or is missing."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import asyncpg
import pytest

from eventstore.durability import Connection
from eventstore.following import follow
from eventstore.reader_health import ReaderHealth, reader_health
from eventstore.registrar import Registrar
from eventstore.subscriptions import (
    Reader,
    Turn,
    UnknownReaderError,
    advance,
    enrol_reader,
    resume,
    rewind,
)
from eventstore.work import Accept, Recorded
from tests.eventstore.example import put, work
from tests.house import until

CREATE = """
    CREATE TABLE copied (n serial, position bigint, stream text CHECK (stream <> 'jar/poison'));
    GRANT ALL ON copied TO plenary_app;
    GRANT USAGE ON SEQUENCE copied_n_seq TO plenary_app;
"""
COPIED = "SELECT position FROM copied ORDER BY n"
HEARD = 0.1
"""Far less than any poll: whoever has it by then was woken."""


async def copy(connection: Connection, event: Recorded) -> None:
    """The effect: one row per event, and nothing that would hide a second one."""
    await connection.execute(
        "INSERT INTO copied (position, stream) VALUES ($1, $2)", event.position, event.stream
    )


COPYING = Reader(name="copying", handle=copy)


@pytest.fixture
async def superuser(superuser_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    connection = await asyncpg.connect(superuser_url)
    await connection.execute(CREATE)
    await connection.execute("SET session_replication_role = replica")
    yield connection
    await connection.close()


@pytest.fixture
async def connection(
    superuser: "asyncpg.Connection[asyncpg.Record]", database_url: str
) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """The application's, with the reader enrolled; the superuser made the table."""
    assert not superuser.is_closed()
    opened = await asyncpg.connect(database_url)
    await enrol_reader(opened, COPYING.name)
    yield opened
    await opened.close()


async def record(registrar: Registrar, count: int, stream: str = "jar/1") -> None:
    facts = [put(stream) for _ in range(count)]
    await registrar.take(work(Accept(facts=facts), stream=stream))


async def copied(connection: Connection) -> list[int]:
    return [row["position"] for row in await connection.fetch(COPIED)]


async def health(connection: Connection) -> ReaderHealth:
    (found,) = await reader_health(connection)
    return found


@asynccontextmanager
async def following(
    url: str, *, reader: Reader = COPYING, hints: str | None = None, poll: float = 60
) -> AsyncIterator[None]:
    """Have a reader that stays inside the block."""
    task = asyncio.create_task(follow(url, reader, hints=hints, poll=poll))
    try:
        yield
    finally:
        assert not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def has(connection: Connection, count: int) -> Callable[[], Awaitable[bool]]:
    async def enough() -> bool:
        return len(await copied(connection)) >= count

    return enough


async def test_events_are_read_once_in_order_and_page_by_page(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    for _ in range(11):
        await record(registrar, 100)

    turns = [await advance(connection, COPYING) for _ in range(3)]

    assert turns == [Turn.MORE, Turn.CAUGHT_UP, Turn.CAUGHT_UP]
    assert await copied(connection) == list(range(1, 1_101))
    await enrol_reader(connection, COPYING.name)
    assert (await health(connection)).position == 1_100


async def test_health_tells_the_head_the_lag_and_the_age_of_what_waits(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    assert await health(connection) == ReaderHealth(
        name="copying", position=0, head=0, waiting=timedelta(), failure=None
    )
    await record(registrar, 3)
    found = await health(connection)
    assert (found.head, found.position, found.lag) == (3, 0, 3)
    assert timedelta() < found.waiting < timedelta(minutes=1)

    await advance(connection, COPYING)

    found = await health(connection)
    assert (found.position, found.lag, found.waiting) == (3, 0, timedelta())


@pytest.mark.parametrize(
    ("moment", "kept"),
    [
        ("INSERT INTO copied", 0),  # in the middle of a page
        ("UPDATE subscription", 0),  # after the checkpoint, before the commit
        ("COMMIT", 7),  # after the commit
    ],
)
async def test_a_reader_that_is_killed_leaves_effect_and_checkpoint_or_neither(
    registrar: Registrar,
    connection: "asyncpg.Connection[asyncpg.Record]",
    database_url: str,
    moment: str,
    kept: int,
) -> None:
    await record(registrar, 7)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.eventstore.killed_reader", database_url, moment
    )
    assert await process.wait() == -9

    assert await copied(connection) == list(range(1, kept + 1))
    assert (await health(connection)).position == kept
    await until(lambda: _caught_up(connection))
    assert await copied(connection) == list(range(1, 8))


async def _caught_up(connection: Connection) -> bool:
    return await advance(connection, COPYING) is Turn.CAUGHT_UP


async def test_a_second_instance_gets_nothing_and_says_so(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]", database_url: str
) -> None:
    await record(registrar, 3)
    second = await asyncpg.connect(database_url)
    turns = []

    async def copy_while_another_tries(first: Connection, event: Recorded) -> None:
        turns.append(await advance(second, COPYING))
        await copy(first, event)

    await advance(connection, Reader(name="copying", handle=copy_while_another_tries))

    assert turns == [Turn.ELSEWHERE] * 3
    assert await advance(second, COPYING) is Turn.CAUGHT_UP
    assert await copied(connection) == [1, 2, 3]
    await second.close()


async def test_two_instances_that_stay_share_the_work(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]", database_url: str
) -> None:
    small = Reader(name="copying", handle=copy, page=3)
    async with (
        following(database_url, reader=small, poll=0.01),
        following(database_url, reader=small, poll=0.01),
    ):
        for _ in range(40):
            await record(registrar, 5)
        await until(has(connection, 200))

    assert await copied(connection) == list(range(1, 201))


async def test_a_hint_wakes_a_reader_long_before_it_would_look(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]", database_url: str
) -> None:
    await record(registrar, 1)
    async with following(database_url):
        await until(has(connection, 1))
        await asyncio.sleep(HEARD)
        await record(registrar, 1)
        await until(has(connection, 2), seconds=5)


async def test_without_any_hint_a_reader_finds_by_itself_what_was_recorded(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]", database_url: str
) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    async with following(database_url, hints=nowhere, poll=0.2):
        await record(registrar, 2)
        await until(has(connection, 2), seconds=5)
        await record(registrar, 2)
        await until(has(connection, 4), seconds=5)

    assert await copied(connection) == [1, 2, 3, 4]


async def test_a_reader_whose_connections_are_cut_comes_back(
    registrar: Registrar,
    connection: "asyncpg.Connection[asyncpg.Record]",
    superuser: "asyncpg.Connection[asyncpg.Record]",
    database_url: str,
) -> None:
    async with following(database_url, poll=0.2):
        await record(registrar, 1)
        await until(has(connection, 1))
        for n in range(2, 6):
            cut = await superuser.fetch(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'plenary reader' AND datname = current_database()"
            )
            assert cut
            await record(registrar, 1)
            await until(has(connection, n), seconds=10)

    assert await copied(connection) == [1, 2, 3, 4, 5]


async def test_a_poison_event_stops_the_reader_until_somebody_resumes_it(
    registrar: Registrar,
    connection: "asyncpg.Connection[asyncpg.Record]",
    superuser: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    await record(registrar, 3)
    await record(registrar, 1, stream="jar/poison")
    await record(registrar, 2)

    assert await advance(connection, COPYING) is Turn.STOPPED

    assert await copied(connection) == [1, 2, 3]  # what came before it took effect
    found = await health(connection)
    assert (found.position, found.lag) == (3, 3)
    assert found.failure is not None
    assert (found.failure.position, found.failure.type) == (4, "MarblePut")
    assert found.failure.error.startswith("CheckViolationError: ")
    assert await advance(connection, COPYING) is Turn.STOPPED
    assert await copied(connection) == [1, 2, 3]

    assert await resume(connection, "copying") == 3
    assert await advance(connection, COPYING) is Turn.STOPPED  # nothing is better yet
    await superuser.execute("ALTER TABLE copied DROP CONSTRAINT copied_stream_check")
    assert await resume(connection, "copying") == 3
    assert await advance(connection, COPYING) is Turn.CAUGHT_UP
    assert await copied(connection) == [1, 2, 3, 4, 5, 6]
    assert await resume(connection, "copying") is None


async def test_a_bug_in_the_reader_is_said_as_it_is(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await record(registrar, 5)

    async def stumble(_connection: Connection, event: Recorded) -> None:
        if event.position == 4:
            raise LookupError("no \0 such marble")

    stumbling = Reader(name="copying", handle=stumble)
    assert await advance(connection, stumbling) is Turn.STOPPED

    failure = (await health(connection)).failure
    assert failure is not None
    assert (failure.position, failure.error) == (4, "LookupError: no � such marble")


async def test_a_reader_that_stays_says_that_it_stopped_and_goes_on_when_resumed(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]", database_url: str
) -> None:
    broken = asyncio.Event()

    async def copy_when_mended(first: Connection, event: Recorded) -> None:
        if not broken.is_set():
            raise ValueError("not mended yet")
        await copy(first, event)

    async def stopped() -> bool:
        return (await health(connection)).failure is not None

    reader = Reader(name="copying", handle=copy_when_mended)
    async with following(database_url, reader=reader, poll=0.1):
        await record(registrar, 2)
        await until(stopped)
        broken.set()
        await asyncio.sleep(0.5)
        assert await copied(connection) == []  # mended or not: nobody resumed it
        await resume(connection, "copying")
        await until(has(connection, 2), seconds=5)

    assert await copied(connection) == [1, 2]


async def test_a_lost_database_is_no_fault_of_an_event(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]", database_url: str
) -> None:
    await record(registrar, 2)
    other = await asyncpg.connect(database_url)

    async def cut(first: Connection, event: Recorded) -> None:
        await copy(first, event)
        await first.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(asyncpg.InterfaceError):
        await advance(other, Reader(name="copying", handle=cut))

    async def away(_connection: Connection, _event: Recorded) -> None:
        raise ConnectionError("the network is away")

    with pytest.raises(ConnectionError):
        await advance(connection, Reader(name="copying", handle=away))
    assert (await health(connection)).failure is None
    assert await advance(connection, COPYING) is Turn.CAUGHT_UP
    assert await copied(connection) == [1, 2]


async def test_a_hole_stops_the_reader_before_it(
    registrar: Registrar,
    connection: "asyncpg.Connection[asyncpg.Record]",
    superuser: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    await record(registrar, 8)
    await superuser.execute("DELETE FROM event WHERE position = 5")

    assert await advance(connection, COPYING) is Turn.STOPPED

    assert await copied(connection) == [1, 2, 3, 4]
    failure = (await health(connection)).failure
    assert failure is not None
    assert (failure.position, failure.type) == (5, "")
    assert failure.error == "HoleError: position 5 is missing: the next one found is 6"


async def test_a_reader_that_is_ahead_of_the_register_stops(
    registrar: Registrar,
    connection: "asyncpg.Connection[asyncpg.Record]",
    superuser: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    """A failover that lost the tail: later events would bear positions that are read already."""
    await record(registrar, 4)
    await advance(connection, COPYING)
    await superuser.execute("DELETE FROM event WHERE position >= 3")

    assert (await health(connection)).lag == -2
    assert await advance(connection, COPYING) is Turn.STOPPED

    failure = (await health(connection)).failure
    assert failure is not None
    assert failure.error.startswith("LostTailError: position 4 was read")
    assert await copied(connection) == [1, 2, 3, 4]


async def test_a_reader_starts_again_from_nothing_while_acts_go_on(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]", database_url: str
) -> None:
    small = Reader(name="copying", handle=copy, page=7)
    async with following(database_url, reader=small, poll=0.05):
        for n in range(60):
            await record(registrar, 3)
            if n % 20 == 10:
                async with connection.transaction():
                    await rewind(connection, "copying")
                    await connection.execute("DELETE FROM copied")
        await until(has(connection, 180))

    assert await copied(connection) == list(range(1, 181))
    with pytest.raises(UnknownReaderError, match="no reader called other"):
        await rewind(connection, "other")
