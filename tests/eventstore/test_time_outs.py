"""Time-outs nest: whoever waits longer outside hears of it from whoever gives up inside."""

import asyncio
import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.postgres_server import PostgresServer
from domain.submission import Accepted
from eventstore.connections import COMMAND_SECONDS, CONNECT_SECONDS, close_pool, open_pool
from eventstore.inbox import RegisterUnavailableError
from eventstore.queries import query
from eventstore.registrar import BATCH_SECONDS, Registrar
from tests.eventstore.example import LOG, JarFold, work
from workers.main import GRACE
from workflows.case_workflow import ATTEMPT


def limit(name: str) -> float:
    found = re.search(rf"{name} = '(\d+)s'", query("settle"))
    assert found is not None
    return float(found[1])


def test_each_time_out_lies_within_the_next() -> None:
    nested = [
        limit("lock_timeout"),
        limit("statement_timeout"),
        COMMAND_SECONDS,
        BATCH_SECONDS,
        ATTEMPT.total_seconds(),
        GRACE.total_seconds(),
    ]

    assert nested == sorted(set(nested))
    assert CONNECT_SECONDS < BATCH_SECONDS


@contextmanager
def frozen(server: PostgresServer) -> Iterator[None]:
    """Stop a server and all its processes where they stand."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text()
    pids = [server.pid, *map(int, children.split())]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in reversed(pids):
            os.kill(pid, signal.SIGCONT)


async def test_a_frozen_database_holds_up_neither_an_act_nor_a_reading_nor_the_end(
    postgres: PostgresServer, database_url: str
) -> None:
    pool, act = await open_pool(database_url), work()
    registrar = Registrar(pool, log=LOG, fold=JarFold(), views=[])
    await registrar.__aenter__()
    await registrar.take(work())
    with frozen(postgres):
        async with asyncio.timeout(ATTEMPT.total_seconds()):
            answers = await asyncio.gather(
                registrar.take(act), registrar.read_state("jar/1"), return_exceptions=True
            )
        begun = time.monotonic()
        left = asyncio.create_task(registrar.take(act))
        await asyncio.sleep(0)
        await registrar.__aexit__()
        await close_pool(pool)
        ended = time.monotonic() - begun
    with pytest.raises(RegisterUnavailableError):
        await left

    assert {type(each) for each in answers} == {RegisterUnavailableError}
    assert ended < 10
    pool = await open_pool(database_url)
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as another:
        assert isinstance(await another.take(act), Accepted)
    await close_pool(pool)
