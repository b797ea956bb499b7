"""The daily look at all open cases outlives what goes wrong on its way."""

import asyncio

import pytest
from structlog.testing import capture_logs

from config.settings import Settings
from tests.house import House
from workers import main
from workers.main import reconcile_daily

NOWHERE = "postgresql://127.0.0.1:1/nowhere"


async def test_one_hiccup_is_told_and_tried_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main, "SOON", 0.01)
    lost = Settings(database_url=NOWHERE)

    with capture_logs() as said:
        looking = asyncio.create_task(reconcile_daily(lost, house.client))
        async with asyncio.timeout(10):
            while len(said) < 2:
                await asyncio.sleep(0.01)
        assert not looking.done()
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)

    assert {each["event"] for each in said} == {"cases.not_reconciled"}
    assert "Connect call failed" in said[0]["reason"]
