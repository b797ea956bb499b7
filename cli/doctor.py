"""`doctor`: one line for each thing that must be right, with a remedy for what is not."""

import shutil
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError

from cli.describing import read_settings
from cli.exits import ConsoleError, Exit, unreachable
from cli.finding import Finding, Health
from cli.output import Output, Screen, cell
from cli.readers import LATE, standing
from cli.reading import register_of
from cli.record_health import record_findings
from cli.sealer_memory import signed_here
from cli.sending import temporal_at
from cli.settling import compared
from config.endpoints import running_on
from domain.day_counting.zones import RELEASE
from eventstore.durability import Connection, NotDurableError, assert_durable
from eventstore.reader_health import ReaderHealth, reader_health
from projections.queries import query
from workflows.names import TASK_QUEUE

OLDEST_PYTHON = (3, 11)
SKEW_SECONDS = 2.0
MEBI = 1024 * 1024
ROOM, LEAST = 1024 * MEBI, 64 * MEBI
"""So many free bytes are enough, and with fewer than these the servers are about to stop."""


SCREEN: Screen = {
    "check": lambda row: cell(row["check"]),
    "health": lambda row: cell(row["health"]),
    "": lambda row: " - ".join(cell(row[name]) for name in ("says", "remedy") if row[name]),
}


async def doctor(output: Output, data: Path) -> int:
    """Look at everything; end with 7 where a service is missing."""
    found = [each async for each in findings(data)]
    rows = [
        {"check": each.what, "health": each.health.value, "says": each.says, "remedy": each.remedy}
        for each in found
    ]
    failed = [f"{each.what}: {each.says}" for each in found if each.health is Health.FAIL]
    if not output.as_json:
        output.rows(rows, columns=("check", "health", "says", "remedy"), screen=SCREEN)
    elif failed:
        output.failure(unreachable("; ".join(failed)), {"checks": rows})
    else:
        output.object({"checks": rows})
    return Exit.UNREACHABLE if failed else Exit.DONE


async def findings(data: Path) -> AsyncIterator[Finding]:
    """Look at one thing after the other."""
    yield _python()
    yield Finding(what="time zones", health=Health.OK, says=f"of the IANA database {RELEASE}")
    yield _folder(data)
    yield disk_space(data, _free_at(data))
    signed = signed_here(data)
    async with AsyncExitStack() as stack:
        try:
            register = await stack.enter_async_context(register_of(data))
        except ConsoleError as error:
            yield Finding(what="PostgreSQL", health=Health.FAIL, says=error.sentence)
            return
        yield await _durable(register)
        yield await _clock(register)
        async for each in record_findings(data, register, signed):
            yield each
        for reader in await reader_health(register):
            yield _reader(reader)
        async for each in _temporal(data, register):
            yield each


async def _temporal(data: Path, register: Connection) -> AsyncIterator[Finding]:
    running, settings = running_on(data), read_settings()
    address = running.temporal_address if running else settings.temporal_address
    namespace = running.temporal_namespace if running else settings.temporal_namespace
    if not address:
        yield Finding(
            what="Temporal",
            health=Health.FAIL,
            says="is not running, so nothing is decided and no limit passes",
            remedy=f"plenary up --data {data}",
        )
        return
    try:
        client = await temporal_at(address, namespace)
        yield Finding(what="Temporal", health=Health.OK, says=f"answers at {address}")
        yield await _worker(client, namespace)
        yield await _workflows(client, register)
    except (ConsoleError, RPCError) as error:
        yield Finding(what="Temporal", health=Health.FAIL, says=str(error))


def _python() -> Finding:
    good = sys.version_info >= OLDEST_PYTHON
    return Finding(
        what="Python",
        health=Health.OK if good else Health.FAIL,
        says=".".join(map(str, sys.version_info[:3])),
        remedy="" if good else "install Python 3.11 or later",
    )


def _free_at(data: Path) -> int:
    """Return the free bytes where a folder lies, or would lie."""
    whole = data.absolute()
    there = next(each for each in (whole, *whole.parents) if each.is_dir())
    return shutil.disk_usage(there).free


def disk_space(data: Path, free: int) -> Finding:
    """Tell whether so many free bytes let the record grow: without room no act is taken."""
    says = f"{free // MEBI:,} MiB are free"
    if free >= ROOM:
        return Finding(what="disk", health=Health.OK, says=says)
    return Finding(
        what="disk",
        health=Health.WARN if free >= LEAST else Health.FAIL,
        says=says if free >= LEAST else f"{says}: PostgreSQL and Temporal stop when it is full",
        remedy=f"make room where {data} lies; what was accepted stays",
    )


def _folder(data: Path) -> Finding:
    if not data.is_dir():
        return Finding(
            what="data folder",
            health=Health.WARN,
            says=f"{data} does not exist yet",
            remedy=f"plenary up --data {data}",
        )
    keys = data / "keys"
    open_to_others = keys.is_dir() and any(
        each.stat().st_mode & 0o077 for each in keys.glob("*.key")
    )
    if open_to_others:
        return Finding(
            what="data folder",
            health=Health.FAIL,
            says=f"keys in {keys} can be read by others",
            remedy=f"chmod 600 {keys}/*.key",
        )
    return Finding(what="data folder", health=Health.OK, says=str(data))


async def _durable(register: Connection) -> Finding:
    try:
        await assert_durable(register)
    except NotDurableError as fault:
        return Finding(what="PostgreSQL", health=Health.FAIL, says=str(fault))
    release = await register.fetchval("SHOW server_version")
    return Finding(
        what="PostgreSQL", health=Health.OK, says=f"{release}, commits are flushed to disk"
    )


async def _clock(register: Connection) -> Finding:
    begun = time.monotonic()
    theirs: datetime = await register.fetchval("SELECT clock_timestamp()")
    skew = abs((datetime.now(UTC) - theirs).total_seconds()) - (time.monotonic() - begun)
    if skew > SKEW_SECONDS:
        return Finding(
            what="clock",
            health=Health.WARN,
            says=f"this machine and the database differ by {skew:.0f} s",
            remedy="set both by NTP: deadlines go by the database's clock",
        )
    return Finding(what="clock", health=Health.OK, says="agrees with the database")


def _reader(reader: ReaderHealth) -> Finding:
    what, says = f"reader {reader.name}", standing(reader)
    if reader.failure is not None:
        remedy = f"mend what it says, then plenary readers --resume {reader.name}"
        return Finding(what=what, health=Health.FAIL, says=says, remedy=remedy)
    if reader.lag < 0:
        return Finding(what=what, health=Health.FAIL, says=says, remedy="compare with a backup")
    if reader.waiting > LATE:
        remedy = "see that its process runs"
        return Finding(what=what, health=Health.WARN, says=says, remedy=remedy)
    return Finding(what=what, health=Health.OK, says=says)


async def _worker(client: Client, namespace: str) -> Finding:
    described = await client.workflow_service.describe_task_queue(
        DescribeTaskQueueRequest(
            namespace=namespace,
            task_queue=TaskQueue(name=TASK_QUEUE),
            task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
        )
    )
    if not described.pollers:
        return Finding(
            what="worker",
            health=Health.FAIL,
            says="nobody answers acts",
            remedy="see logs/worker.log, or start `python -m workers.main`",
        )
    return Finding(what="worker", health=Health.OK, says=f"{len(described.pollers)} polling")


async def _workflows(client: Client, register: Connection) -> Finding:
    cases = await register.fetch(query("list_cases"), None)
    found = await compared(client, {row["ref"]: bool(row["concluded"]) for row in cases})
    if found.wrong:
        return Finding(
            what="workflows",
            health=Health.FAIL,
            says=f"at odds with the register: {', '.join(found.wrong[:5])}",
            remedy="restart the worker: it opens every open case again",
        )
    return Finding(
        what="workflows", health=Health.OK, says=f"{found.open} open cases, each has its workflow"
    )
