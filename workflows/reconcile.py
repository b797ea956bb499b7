"""Open a workflow again for every open case in the register: it repairs a lost Temporal."""

import asyncio
from collections.abc import Iterable

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy

from domain.case import category
from domain.submission import Nudge, Start
from workflows.names import TASK_QUEUE, renew_at

AT_ONCE = 16


async def reconcile(client: Client, open_cases: Iterable[str]) -> int:
    """Start or nudge the workflow of each case; return how many. Idempotent."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def look_again(stream: str) -> None:
        async with gate:
            await client.start_workflow(
                category(stream),
                Start(stream=stream, renew_at=renew_at(category(stream))),
                id=stream,
                task_queue=TASK_QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                start_signal="look_again",
                start_signal_args=[Nudge(source="reconciler")],
            )

    streams = sorted(open_cases)
    await asyncio.gather(*(look_again(stream) for stream in streams))
    return len(streams)
