"""A worker that cannot record any more ends with a fault, so that another one is started."""

import asyncio

import pytest

from domain import cases
from tests.house import House
from tests.workflows.story import LAW, drafted, seated, step
from workers.main import work
from workflows.submit import submit


def broken(*_: object) -> None:
    raise asyncio.CancelledError


async def test_a_worker_ends_with_1_when_its_registrar_ends(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await seated(house)
    await house.record(*drafted())
    monkeypatch.setattr(cases, "decide", broken)
    claim = house.step(step("RecordClaim", LAW, claim="x", according_to="us"))
    working = asyncio.create_task(work(house.settings, asyncio.Event()))
    acting = asyncio.create_task(submit(house.client, claim, pauses=()))
    try:
        async with asyncio.timeout(30):
            assert await working == 1
    finally:
        acting.cancel()
        await asyncio.gather(acting, return_exceptions=True)


async def test_a_worker_that_is_told_to_stop_ends_with_0(house: House) -> None:
    stopping = asyncio.Event()
    working = asyncio.create_task(work(house.settings, stopping))
    await asyncio.sleep(1)
    stopping.set()

    async with asyncio.timeout(20):
        assert await working == 0
