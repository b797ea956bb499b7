"""Servers that end by themselves are started again; a failed start is tried again."""

import asyncio
from itertools import count

import pytest
import structlog

from config import keeping
from config.child import ServerStartError
from config.keeping import kept

LOG = structlog.get_logger()


class _Fragile:
    """A server that ends when told, and whose first restarts fail."""

    def __init__(self, *, fails: int = 0) -> None:
        self.pid = 1
        self.dead = asyncio.Event()
        self._pids = count(2)
        self._fails = fails

    async def ended(self) -> int:
        await self.dead.wait()
        return -9

    async def restart(self) -> None:
        if self._fails:
            self._fails -= 1
            raise ServerStartError("not yet")
        self.dead.clear()
        self.pid = next(self._pids)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "PAUSES", (0.0,))


@pytest.mark.parametrize("fails", [0, 3])
async def test_what_ends_is_started_again_and_its_new_process_told(fails: int) -> None:
    server, told = _Fragile(fails=fails), asyncio.Queue[tuple[str, int]]()

    async with kept({"it": server}, log=LOG, restarted=lambda *new: told.put_nowait(new)):
        for pid in (2, 3):
            server.dead.set()
            async with asyncio.timeout(5):
                assert await told.get() == ("it", pid)


async def test_after_the_block_nothing_is_started_again() -> None:
    server = _Fragile()
    async with kept({"it": server}, log=LOG, restarted=lambda *_: None):
        pass
    server.dead.set()
    await asyncio.sleep(0.05)

    assert server.pid == 1
