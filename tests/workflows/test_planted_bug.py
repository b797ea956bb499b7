"""A bug in one decision holds nobody else, and the act may be sent again when it is gone."""

import asyncio

import pytest

from domain import cases
from domain.acting import Acting, Record
from domain.case import Case
from domain.claims import RecordClaim
from domain.definition import Decision
from domain.messages import Command
from domain.submission import Accepted
from tests.house import House
from tests.workflows.story import LAW, drafted, seated
from workflows.submit import AnswerUnknownError, submit

DECIDE = cases.decide
SPOILED = "claim 17"


def planted(command: Command, case: Case, acting: Acting, record: Record) -> Decision:
    if isinstance(command, RecordClaim) and command.claim == SPOILED:
        raise KeyError("planted")
    return DECIDE(command, case, acting, record)


async def test_of_thirty_acts_in_one_batch_only_the_one_that_hits_a_bug_gets_no_receipt(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await seated(house)
    await house.record(*drafted())
    acts = [
        house.submission("RecordClaim", LAW, claim=f"claim {number}", according_to="a source")
        for number in range(30)
    ]
    monkeypatch.setattr(cases, "decide", planted)

    # They queue before anybody serves, so the workflow finds them together.
    waiting = [asyncio.create_task(submit(house.client, act, pauses=(0.3, 0.9))) for act in acts]
    async with house.serve():
        async with asyncio.timeout(20):
            receipts = await asyncio.gather(*waiting[:17], *waiting[18:])
        with pytest.raises(AnswerUnknownError):
            await waiting[17]
        monkeypatch.setattr(cases, "decide", DECIDE)
        repeated = await submit(house.client, acts[17])

    recorded = [receipt for receipt in receipts if isinstance(receipt, Accepted)]
    assert len({receipt.entries[0].position for receipt in recorded}) == 29
    assert len({receipt.recorded_at for receipt in recorded}) < 5, "they share a transaction"
    assert isinstance(repeated, Accepted)
    assert (await house.events(LAW)).count("ClaimRecorded") == 30
