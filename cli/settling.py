"""Ask Temporal, case by case: an open case has its workflow, a concluded one has none."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

PATIENCE_SECONDS = 30.0
POLL_SECONDS = 0.25
AT_ONCE = 16


@dataclass(frozen=True, kw_only=True)
class Settled:
    """How many workflows run and have ended; `wrong` names cases at odds with their workflow."""

    open: int
    completed: int
    wrong: tuple[str, ...]


async def settled(client: Client, concluded: Mapping[str, bool]) -> Settled:
    """Compare until all agree, or patience ends; `concluded` says it of each case by reference."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = await compared(client, concluded)
        if not found.wrong or time.monotonic() > until:
            return found
        await asyncio.sleep(POLL_SECONDS)


async def compared(client: Client, concluded: Mapping[str, bool]) -> Settled:
    """Compare once."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def runs(ref: str) -> bool | None:
        async with gate:
            return await is_running(client, ref)

    refs = sorted(concluded)
    running = dict(zip(refs, await asyncio.gather(*map(runs, refs)), strict=True))
    return Settled(
        open=sum(each is True for each in running.values()),
        completed=sum(each is False for each in running.values()),
        wrong=tuple(ref for ref in refs if bool(running[ref]) is concluded[ref]),
    )


async def is_running(client: Client, ref: str) -> bool | None:
    """Tell whether the workflow of a case runs; None where there never was one."""
    try:
        described = await client.get_workflow_handle(ref).describe()
    except RPCError as missing:
        if missing.status is RPCStatusCode.NOT_FOUND:
            return None
        raise
    return described.status is WorkflowExecutionStatus.RUNNING
