"""The worker killed again and again while callers send acts through the one door.

`make faults` kills fifty times; the default is a short form of the same.
"""

import asyncio
import os
from random import Random

from domain.submission import Accepted, Submission
from eventstore.verify import Verified
from tests.house import House
from tests.load.sitting import DAY, LAWS, sitting
from tests.load.test_load import every_receipt_is_true, verified
from workflows.submit import AnswerUnknownError, submit

KILLS = int(os.environ.get("PLENARY_WORKER_KILLS", "1"))
CALLERS = 16
LONGEST_SECONDS = 5.0


async def test_every_act_sent_while_workers_die_has_one_receipt_that_is_true(house: House) -> None:
    random = Random(20261125)
    async with house.serve():
        await sitting(house)
    ending = asyncio.Event()
    calling = [asyncio.create_task(caller(house, place, ending)) for place in range(CALLERS)]
    for _ in range(KILLS):
        worker = await house.start_worker()
        await asyncio.sleep(random.uniform(0.2, LONGEST_SECONDS))
        await worker.kill()
    async with house.serve():
        ending.set()
        receipts = [each for some in await asyncio.gather(*calling) for each in some]

    print(f"{KILLS} kills, {len(receipts)} receipts")
    await every_receipt_is_true(house, receipts)
    assert len({receipt.command_id for receipt in receipts}) == len(receipts)
    (stored,) = await house.query("SELECT count(*) AS n FROM event WHERE type = 'ClaimRecorded'")
    assert stored["n"] == len(receipts) > 0
    found = await verified(house)
    assert isinstance(found, Verified), found


async def caller(house: House, place: int, ending: asyncio.Event) -> list[Accepted]:
    """Send acts until told to end."""
    receipts: list[Accepted] = []
    while not ending.is_set():
        case = LAWS[(place + len(receipts)) % len(LAWS)]
        act = house.submission(
            "RecordClaim", case, on=DAY, claim=f"claim {len(receipts)}", according_to="a crowd"
        )
        receipts.append(await answered(house, act))
    return receipts


async def answered(house: House, act: Submission) -> Accepted:
    """Send an act, the same act, until there is an answer."""
    while True:
        try:
            receipt = await submit(house.client, act)
        except AnswerUnknownError:
            continue
        assert isinstance(receipt, Accepted), receipt
        return receipt
