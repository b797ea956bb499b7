"""Time-outs nest: whoever waits longer outside hears of it from whoever gives up inside."""

import asyncio
import os
import re
import signal
import time
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from config.postgres_server import PostgresServer
from config.sealing import signing_memory
from config.settings import Settings
from domain.submission import Accepted
from eventstore import connections
from eventstore.connections import COMMAND_SECONDS, CONNECT_SECONDS, Pool, close_pool, open_pool
from eventstore.inbox import RegisterUnavailableError
from eventstore.queries import query
from eventstore.registrar import BATCH_SECONDS, Registrar
from tests.eventstore.example import LOG, JarFold, work
from tests.house import House
from workers import main, sealer
from workers.main import GRACE
from workers.sealer import Sealer
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


async def said_within(seconds: float, logged: list[MutableMapping[str, Any]], event: str) -> None:
    async with asyncio.timeout(seconds):
        while event not in [each["event"] for each in logged]:
            await asyncio.sleep(0.02)


async def test_a_database_that_freezes_in_the_middle_of_a_seal_is_said_and_asked_again(
    postgres: PostgresServer,
    superuser_url: str,
    pool: Pool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "ALONE_SECONDS", 1.0)
    monkeypatch.setattr(sealer, "AGAIN_SECONDS", 0.2)
    settings = Settings(sealer_database_url=superuser_url, data=tmp_path, assembly=LOG)
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take(work())
    with signing_memory(tmp_path / "sealer") as memory, capture_logs() as logged:
        other = await asyncpg.connect(superuser_url)
        lock = query("lock_sealer").replace("xact_", "")
        await other.execute(lock)  # so that it stands in the middle of its transaction
        sealing = asyncio.create_task(Sealer(settings, memory).seal_for_ever())
        await asyncio.sleep(0.5)
        with frozen(postgres):
            await said_within(10, logged, "sealer.hiccup")
        other.terminate()
        await said_within(10, logged, "sealer.refused")  # for no key is admitted: it reads again
        with frozen(postgres):
            await asyncio.sleep(0.4)  # it has asked, and is not answered
            sealing.cancel()
            async with asyncio.timeout(5):
                await asyncio.gather(sealing, return_exceptions=True)


async def test_a_frozen_database_is_said_by_who_asks_others_to_confirm_and_by_the_reconciler(
    postgres: PostgresServer,
    superuser_url: str,
    tmp_path: Path,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "ALONE_SECONDS", 0.5)
    settings = Settings(
        sealer_database_url=superuser_url, database_url=superuser_url, data=tmp_path, assembly=LOG
    )
    with signing_memory(tmp_path / "sealer") as memory, capture_logs() as logged:
        asking = asyncio.create_task(Sealer(settings, memory).ask_for_ever())
        await asyncio.sleep(0.5)
        with frozen(postgres):
            reconciling = asyncio.create_task(main.reconcile_daily(settings, house.client))
            await said_within(10, logged, "confirming.hiccup")
            await said_within(10, logged, "cases.not_reconciled")
        for each in (asking, reconciling):
            each.cancel()
        await asyncio.gather(asking, reconciling, return_exceptions=True)


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
