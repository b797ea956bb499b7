"""A run is renewed under fire: no act is lost, none is doubled."""

import asyncio
from collections.abc import Iterable

from domain.submission import Accepted, Receipt, Start
from tests.house import House
from tests.workflows.story import LAW, drafted, seated, step
from workflows.names import TASK_QUEUE
from workflows.submit import submit

CALLERS, EACH = 10, 6


async def test_sixty_acts_from_ten_callers_cross_many_renewals(house: House) -> None:
    async def caller(number: int) -> list[Receipt]:
        claims = (f"claim {number}.{n}" for n in range(EACH))
        acts = [house.step(step("RecordClaim", claim=c, according_to="a source")) for c in claims]
        return [await submit(house.client, act, pauses=(0.1,) * 10) for act in acts]

    async with house.serve():
        await seated(house)
        await house.record(*drafted())
        opened = await house.client.start_workflow(
            "model-law", Start(stream=LAW, renew_at=20), id=LAW, task_queue=TASK_QUEUE
        )
        receipts = flat(await asyncio.gather(*map(caller, range(CALLERS))))
        last = await house.run_id(LAW)

    places = {each.entries[0].position for each in receipts if isinstance(each, Accepted)}
    assert len(places) == CALLERS * EACH
    assert (await house.events(LAW)).count("ClaimRecorded") == CALLERS * EACH
    assert last != opened.first_execution_run_id


def flat(lists: Iterable[list[Receipt]]) -> list[Receipt]:
    return [each for part in lists for each in part]
