"""A worker that cannot record any more ends with a fault, so that another one is started."""

import asyncio

from tests.house import House
from tests.workflows.story import LAW, drafted, seated, step
from workflows.submit import submit


async def test_a_worker_ends_with_1_when_its_registrar_ends(house: House) -> None:
    await seated(house)
    await house.record(*drafted())
    claim = house.step(step("RecordClaim", LAW, claim="x", according_to="us"))
    worker = await house.start_worker("tests.workflows.broken_worker")
    acting = asyncio.create_task(submit(house.client, claim, pauses=()))
    try:
        async with asyncio.timeout(60):
            assert await worker.process.wait() == 1
    finally:
        await worker.stop()
        acting.cancel()
        await asyncio.gather(acting, return_exceptions=True)


async def test_a_worker_that_is_told_to_stop_ends_with_0(house: House) -> None:
    worker = await house.start_worker()

    await worker.stop()

    assert worker.process.returncode == 0
