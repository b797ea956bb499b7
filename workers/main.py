"""The worker process: answers the workflows of one assembly until it is told to stop."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator
from datetime import timedelta

import structlog
from temporalio.client import Client
from temporalio.exceptions import TemporalError
from temporalio.worker import Worker

from activities.decisions import Decisions
from activities.folding import CaseFold
from activities.standing import Standings
from config.connections import connect_temporal
from config.gateway import GatewayKeyError, trusted_keys
from config.leaving import leave
from config.logging import configure
from config.settings import Settings, settings_of_process
from config.supervisor import READY
from config.temporal_namespace import check_namespace
from eventstore.connections import HICCUPS, close_pool, lent, lone, open_pool
from eventstore.durability import Connection, assert_durable
from eventstore.looking import OtherRegisterError, demand_own
from eventstore.read import log_of
from eventstore.registrar import Registrar
from projections.all_views import VIEWS
from projections.queries import query
from workers.sandbox import ContextFreeRunner
from workflows.names import TASK_QUEUE
from workflows.reconcile import reconcile
from workflows.table import WORKFLOWS

GRACE = timedelta(seconds=6)
"""More than an activity may take."""
LEAVE_SECONDS = 9.0
"""More than the grace. With the registrar and the pool after it: 18 seconds at most."""
PATIENCE_SECONDS = 30.0
"""So long a worker waits for a database that is not there yet; then it ends, and says why."""
DAILY = 24 * 3600.0
SOON = 60.0
PASSING = (*HICCUPS, TemporalError)
KEPT_CASES = 1_000
TASK_PATIENCE = timedelta(seconds=5)
"""So long a case waits for the worker that has it in memory before another one takes it up."""

log = structlog.get_logger()


@contextlib.asynccontextmanager
async def registering(settings: Settings) -> AsyncIterator[Registrar]:
    """Write to the register inside the block: pool, then registrar, and back in that order."""
    if settings.database_url is None:
        raise SystemExit("DATABASE_URL is not set: it names the register's database")
    pool = await open_pool(settings.database_url, patience=PATIENCE_SECONDS)
    try:
        async with lent(pool) as connection:
            await assert_durable(connection)
            await assert_own(connection, settings.assembly)
        registrar = Registrar(pool, log=settings.assembly, fold=CaseFold(), views=VIEWS)
        async with registrar:
            yield registrar
    finally:
        await close_pool(pool)


async def assert_own(connection: Connection, assembly: str) -> None:
    """End where the register is that of another assembly, with a sentence."""
    try:
        demand_own(await log_of(connection), assembly)
    except OtherRegisterError as other:
        raise SystemExit(f"{other}: PLENARY_ASSEMBLY names it; nothing was changed") from other


@contextlib.asynccontextmanager
async def serving(
    settings: Settings, client: Client, *, kept_cases: int = KEPT_CASES
) -> AsyncIterator[Registrar]:
    """Serve inside the block, with so many workflows kept in memory between their tasks."""
    async with registering(settings) as registrar:
        decisions = Decisions(registrar, trusted_keys(settings.keys))
        async with _running(_worker(client, decisions, Standings(registrar), kept_cases)):
            yield registrar


@contextlib.asynccontextmanager
async def _running(worker: Worker) -> AsyncIterator[None]:
    """Run a worker inside the block; leave it behind where it does not end in time.

    It waits for activities that are tried again and again, as long as the database is away.
    """
    loop, patience = asyncio.get_running_loop(), asyncio.timeout(None)
    try:
        async with patience, worker:
            try:
                yield
            finally:
                patience.reschedule(loop.time() + LEAVE_SECONDS)
    except TimeoutError:
        if not patience.expired():
            raise
        log.warning("worker.left_behind")


def _worker(client: Client, decisions: Decisions, standings: Standings, kept_cases: int) -> Worker:
    return Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=list(WORKFLOWS.values()),
        workflow_runner=ContextFreeRunner(),
        activities=[decisions.answer, standings.read],
        max_cached_workflows=kept_cases,
        # Without a cache the SDK drops a task whose local activity runs when another task comes.
        max_concurrent_workflow_tasks=None if kept_cases else 1,
        sticky_queue_schedule_to_start_timeout=TASK_PATIENCE,
        max_concurrent_local_activities=20,
        graceful_shutdown_timeout=GRACE,
    )


async def reconcile_daily(settings: Settings, client: Client) -> None:
    """Open again what is open in the register, at once and every day, whatever fails on the way."""
    while True:
        try:
            log.info("cases.reconciled", cases=await reconcile(client, await open_cases(settings)))
        except PASSING as error:
            log.warning("cases.not_reconciled", reason=repr(error), again_in_seconds=SOON)
            await asyncio.sleep(SOON)
        else:
            await asyncio.sleep(DAILY)


async def open_cases(settings: Settings) -> list[str]:
    """Return the cases that are open in the register."""
    async with lone(settings.database_url) as connection:
        return [row["ref"] for row in await connection.fetch(query("open_cases"))]


async def work(settings: Settings, stopping: asyncio.Event) -> int:
    """Serve until told to stop; say on standard output when acts can be answered.

    Return the exit code: 1 where the registrar ended by itself, for whoever starts workers again.
    """
    if not settings.temporal_address:
        raise SystemExit("TEMPORAL_ADDRESS is not set: it names the Temporal server, as host:port")
    client = await connect_temporal(settings.temporal_address, settings.temporal_namespace)
    await check_namespace(client)
    async with serving(settings, client) as registrar:
        reconciling = asyncio.create_task(reconcile_daily(settings, client))
        waiting = [asyncio.create_task(stopping.wait()), asyncio.create_task(registrar.ended())]
        sys.stdout.write(READY.decode() + "\n")
        sys.stdout.flush()
        log.info("worker.started", namespace=settings.temporal_namespace)
        await asyncio.wait({reconciling, *waiting}, return_when=asyncio.FIRST_COMPLETED)
        for each in (reconciling, *waiting):
            each.cancel()
        if reconciling.done() and not reconciling.cancelled():
            reconciling.result()
    log.info("worker.stopped", told_to=stopping.is_set())
    return 0 if stopping.is_set() else 1


async def main() -> int:
    """Run the worker with settings from the environment; return its exit code."""
    settings = settings_of_process()
    configure(settings.log_level)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stopping.set)
    try:
        return await work(settings, stopping)
    except GatewayKeyError as fault:
        raise SystemExit(str(fault)) from None


if __name__ == "__main__":
    leave(asyncio.run(main()))
