"""What we measure ourselves against: a bare update, the usual way (lock and activity), the floor.

The floor of any way that leaves the workflow once: an update, and a local activity that does
nothing.
"""

import asyncio
import os
import sys
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.worker import Worker

with workflow.unsafe.imports_passed_through():
    from config.connections import connect_temporal

QUEUE, BARE, USUAL, FLOOR = "bench", "bare", "usual", "floor"


@activity.defn
async def nothing(number: int) -> int:
    """Do nothing, as an activity."""
    return number


@workflow.defn(name=BARE)
class Bare:
    """The floor: an update that only returns."""

    @workflow.run
    async def run(self) -> None:
        """Wait for updates, renewing the run when Temporal advises it."""
        await workflow.wait_condition(workflow.info().is_continue_as_new_suggested)
        await workflow.wait_condition(workflow.all_handlers_finished)
        workflow.continue_as_new()

    @workflow.update
    async def act(self, number: int) -> int:
        """Return at once."""
        return number


@workflow.defn(name=USUAL)
class Usual:
    """The usual way: one normal activity per act, under a lock."""

    def __init__(self) -> None:
        """Make the lock."""
        self._lock = asyncio.Lock()

    @workflow.run
    async def run(self) -> None:
        """Wait for updates, renewing the run when Temporal advises it."""
        await workflow.wait_condition(workflow.info().is_continue_as_new_suggested)
        await workflow.wait_condition(workflow.all_handlers_finished)
        workflow.continue_as_new()

    @workflow.update
    async def act(self, number: int) -> int:
        """Call an activity that does nothing, one at a time."""
        async with self._lock:
            return await workflow.execute_activity(
                nothing, number, start_to_close_timeout=timedelta(seconds=10)
            )


@workflow.defn(name=FLOOR)
class Floor:
    """The least that leaving a workflow once costs: a local activity that does nothing."""

    @workflow.run
    async def run(self) -> None:
        """Wait for updates, renewing the run when Temporal advises it."""
        await workflow.wait_condition(workflow.info().is_continue_as_new_suggested)
        await workflow.wait_condition(workflow.all_handlers_finished)
        workflow.continue_as_new()

    @workflow.update
    async def act(self, number: int) -> int:
        """Call a local activity that does nothing."""
        return await workflow.execute_local_activity(
            nothing, number, start_to_close_timeout=timedelta(seconds=10)
        )


async def main() -> None:
    """Serve them, in a process of its own as the real worker is."""
    client = await connect_temporal(
        os.environ["TEMPORAL_ADDRESS"], os.environ["TEMPORAL_NAMESPACE"]
    )
    async with Worker(
        client, task_queue=QUEUE, workflows=[Bare, Usual, Floor], activities=[nothing]
    ):
        sys.stdout.write("worker.ready\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
