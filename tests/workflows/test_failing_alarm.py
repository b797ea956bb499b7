"""A bug in what follows a deadline is not met again every second, and holds nothing else up."""

import asyncio
import time

import pytest

from domain import cases
from domain.acting import Acting, Record
from domain.case import Case
from domain.definition import Decision
from domain.messages import Command
from domain.time_limits import PassDeadline
from tests.house import House, until
from tests.workflows.story import LAW, LEGAL, drafted, referred, seated, step

DECIDE = cases.decide


async def test_an_alarm_that_meets_a_bug_is_asked_again_after_a_while(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []  # one asking may be judged twice at once: by memory, under the lock

    def planted(command: Command, case: Case, acting: Acting, record: Record) -> Decision:
        if isinstance(command, PassDeadline) and command.key.startswith("report"):
            asked.append(time.monotonic())
            if not asked_later():
                raise KeyError("planted")
        return DECIDE(command, case, acting, record)

    def asked_later() -> list[float]:
        return [moment for moment in asked if moment > asked[0] + 1]

    async def once() -> bool:
        return bool(asked)

    monkeypatch.setattr(cases, "decide", planted)
    await seated(house)
    await house.record(*drafted())
    async with house.serve():
        await house.tell(referred("legal"))
        await until(once)
        await house.tell(step("RecordClaim", LAW, claim="it goes on", according_to="us"))
        await asyncio.sleep(5)
        assert not asked_later(), "it was asked again at once"
        await until(lambda: house.has(LEGAL, "NoReportInTime"), seconds=45)

    assert asked_later()
