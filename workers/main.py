"""The worker process: answers the workflows of one assembly until it is told to stop."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import structlog
from temporalio.client import Client
from temporalio.worker import Worker

from activities.decisions import Decisions
from activities.folding import CaseFold
from activities.standing import Standings
from config.connections import connect_temporal
from config.gateway import trusted_keys
from config.leaving import leave
from config.logging import configure
from config.settings import Settings
from config.temporal_namespace import check_namespace
from eventstore.connections import open_pool
from eventstore.durability import assert_durable
from eventstore.registrar import Registrar
from projections.all_views import VIEWS
from projections.queries import query
from workflows.names import TASK_QUEUE
from workflows.reconcile import reconcile
from workflows.table import WORKFLOWS

READY = "worker.ready"
GRACE = timedelta(seconds=20)
DAILY = 24 * 3600.0
KEPT_CASES = 1_000
TASK_PATIENCE = timedelta(seconds=5)
"""So long a case waits for the worker that has it in memory before another one takes it up."""

log = structlog.get_logger()


@contextlib.asynccontextmanager
async def registering(settings: Settings) -> AsyncIterator[Registrar]:
    """Write to the register inside the block: pool, then registrar, and back in that order."""
    if settings.database_url is None:
        raise SystemExit("DATABASE_URL is not set: it names the register's database")
    pool = await open_pool(settings.database_url)
    async with pool:
        async with pool.acquire() as connection:
            await assert_durable(connection)
        registrar = Registrar(pool, log=settings.assembly, fold=CaseFold(), views=VIEWS)
        async with registrar:
            yield registrar


@contextlib.asynccontextmanager
async def serving(
    settings: Settings, client: Client, *, kept_cases: int = KEPT_CASES
) -> AsyncIterator[Worker]:
    """Serve inside the block, with so many workflows kept in memory between their tasks."""
    async with registering(settings) as registrar:
        decisions = Decisions(registrar, trusted_keys(settings.keys))
        async with _worker(client, decisions, Standings(registrar), kept_cases) as worker:
            yield worker


def _worker(client: Client, decisions: Decisions, standings: Standings, kept_cases: int) -> Worker:
    return Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=list(WORKFLOWS.values()),
        activities=[decisions.answer, standings.read],
        max_cached_workflows=kept_cases,
        sticky_queue_schedule_to_start_timeout=TASK_PATIENCE,
        max_concurrent_local_activities=200,
        graceful_shutdown_timeout=GRACE,
    )


async def reconcile_daily(settings: Settings, client: Client) -> None:
    """Open again what is open in the register, at once and every day."""
    while True:
        connection = await asyncpg.connect(settings.database_url)
        try:
            rows = await connection.fetch(query("open_cases"))
        finally:
            await connection.close()
        log.info("cases.reconciled", cases=await reconcile(client, [row["ref"] for row in rows]))
        await asyncio.sleep(DAILY)


async def work(settings: Settings, stopping: asyncio.Event) -> None:
    """Serve until told to stop; say on standard output when acts can be answered."""
    client = await connect_temporal(settings.temporal_address or "", settings.temporal_namespace)
    await check_namespace(client)
    async with serving(settings, client):
        reconciling = asyncio.create_task(reconcile_daily(settings, client))
        waiting = asyncio.create_task(stopping.wait())
        sys.stdout.write(READY + "\n")
        sys.stdout.flush()
        log.info("worker.started", namespace=settings.temporal_namespace)
        await asyncio.wait({reconciling, waiting}, return_when=asyncio.FIRST_COMPLETED)
        reconciling.cancel()
        if reconciling.done() and not reconciling.cancelled():
            reconciling.result()
    log.info("worker.stopped")


async def main() -> None:
    """Run the worker with settings from the environment."""
    settings = Settings()
    configure(settings.log_level)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stopping.set)
    await work(settings, stopping)


if __name__ == "__main__":
    asyncio.run(main())
    leave(0)
