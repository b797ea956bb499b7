"""Lines with a relative time, sent again: the same act has its first answer, another is refused."""

from uuid import UUID, uuid4

import pytest

from cli.act_lines import ActLine, read_object
from cli.sending import Door
from domain.submission import Accepted, Refused
from tests.house import House
from tests.workflows.story import LAW, OTHER_LAW, drafted, seated


def referral(law: str, command_id: UUID, **changed: object) -> ActLine:
    said: dict[str, object] = {
        "act": "ReferToCommittee",
        "case": law,
        "by": {"subject": "secretary", "capacity": "secretariat"},
        "occurred_at": "2026-03-02",
        "id": str(command_id),
        "committees": ["legal"],
        "report_by": "now+P9D",
    }
    return read_object({**said, **changed})


@pytest.fixture
async def door(house: House) -> Door:
    await seated(house)
    await house.record(*drafted())
    await house.record(*drafted(OTHER_LAW))
    return Door(client=house.client, gateway=house.gateway, database_url=house.database_url)


async def test_the_same_line_has_its_first_answer(house: House, door: Door) -> None:
    line = referral(LAW, uuid4())
    async with house.serve():
        first = await door.send(line)
        again = await door.send(line)

    assert isinstance(first, Accepted)
    assert again == first


async def test_a_refusal_is_answered_again_and_recorded_once(house: House, door: Door) -> None:
    line = referral(LAW, uuid4(), committees=["nowhere"])
    async with house.serve():
        first = await door.send(line)
        again = await door.send(line)

    assert isinstance(first, Refused)
    assert again == first


@pytest.mark.parametrize(
    "changed",
    [
        {"committees": ["social"]},
        {"report_by": "now+P8D"},
        {"reason": "I think so"},
        {"by": {"subject": "somebody", "capacity": "secretariat"}},
    ],
    ids=lambda changed: next(iter(changed)),
)
async def test_the_id_of_an_act_gives_no_other_act_its_receipt(
    house: House, door: Door, changed: dict[str, object]
) -> None:
    command_id = uuid4()
    async with house.serve():
        await door.send(referral(LAW, command_id))
        other = await door.send(referral(LAW, command_id, **changed))

    assert isinstance(other, Refused)
    assert other.code == "command-id-reused"


async def test_nor_an_act_on_another_case(house: House, door: Door) -> None:
    command_id = uuid4()
    async with house.serve():
        await door.send(referral(LAW, command_id))
        other = await door.send(referral(OTHER_LAW, command_id))

    assert isinstance(other, Refused)
    assert other.code == "command-id-reused"
