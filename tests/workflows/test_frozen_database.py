"""A worker that is told to stop while its database hangs ends in time all the same."""

import asyncio
import time

from config.postgres_server import PostgresServer
from domain.submission import Accepted
from tests.eventstore.test_time_outs import frozen
from tests.house import House
from tests.workflows.story import LAW, drafted, seated, step
from workflows.submit import submit


async def test_a_worker_ends_in_time_while_its_database_hangs(
    house: House, postgres: PostgresServer
) -> None:
    await seated(house)
    await house.record(*drafted())
    worker = await house.start_worker()
    claim = house.step(step("RecordClaim", LAW, claim="x", according_to="us"))
    with frozen(postgres):
        acting = asyncio.create_task(submit(house.client, claim))
        await asyncio.sleep(4)
        begun = time.monotonic()
        async with asyncio.timeout(40):
            await worker.stop()
        ended = time.monotonic() - begun
    async with house.serve():
        answer = await acting

    assert ended < 25
    assert worker.process.returncode == 0
    assert isinstance(answer, Accepted)
    assert (await house.events(LAW)).count("ClaimRecorded") == 1
