"""Acts through a real Temporal server into a real register: one effect, one receipt."""

import asyncio
from uuid import uuid4

from domain.submission import Accepted, Refused
from tests.house import House
from workflows.submit import submit

LAW = "model-law/2026-001"


async def test_an_act_is_answered_with_its_place_in_the_register(house: House) -> None:
    async with house.serve():
        await house.found()
        receipt = await house.accepted("TitleModelLaw", LAW, title="Water")

    assert [entry.type for entry in receipt.entries] == ["ModelLawTitled"]
    assert await house.events(LAW) == ["ModelLawTitled"]


async def test_twenty_identical_submissions_at_once_have_one_effect(house: House) -> None:
    async with house.serve():
        await house.found()
        same = house.submission("TitleModelLaw", LAW, title="Water")
        receipts = await asyncio.gather(*(submit(house.client, same) for _ in range(20)))

    assert len({receipt.model_dump_json() for receipt in receipts}) == 1
    assert await house.events(LAW) == ["ModelLawTitled"]


async def test_the_same_id_with_other_content_is_refused_while_the_case_is_open(
    house: House,
) -> None:
    async with house.serve():
        await house.found()
        await house.accepted("TitleModelLaw", LAW, title="Water")
        command_id = uuid4()
        rains, snows = (
            house.submission("RecordClaim", LAW, command_id=command_id, claim=c, according_to="us")
            for c in ("It rains", "It snows")
        )
        first, other = await submit(house.client, rains), await submit(house.client, snows)

    assert isinstance(first, Accepted)
    assert isinstance(other, Refused)
    assert other.code == "command-id-reused"
    assert await house.events(LAW) == ["ModelLawTitled", "ClaimRecorded"]
