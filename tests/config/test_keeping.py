"""Servers that end by themselves are started again; a failed start is tried again."""

import asyncio
import errno
from itertools import count

import asyncpg
import pytest
import structlog
from structlog.testing import capture_logs
from temporalio.service import RPCError, RPCStatusCode

from config import keeping
from config.child import ServerStartError
from config.keeping import kept
from config.temporal_binary import TemporalNotFoundError

LOG = structlog.get_logger()


class _Fragile:
    """A server that ends when told, and whose first restarts fail."""

    def __init__(self, *, fails: int = 0, fault: Exception | None = None) -> None:
        self.pid = 1
        self.dead = asyncio.Event()
        self._pids = count(2)
        self._fails = fails
        self._fault = fault or ServerStartError("not yet")

    async def ended(self) -> int:
        await self.dead.wait()
        return -9

    async def restart(self) -> None:
        if self._fails:
            self._fails -= 1
            raise self._fault
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


@pytest.mark.parametrize(
    "fault",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        RPCError("timeout", RPCStatusCode.DEADLINE_EXCEEDED, b""),
        asyncpg.CannotConnectNowError("the database system is starting up"),
        TemporalNotFoundError("no Temporal server is on this machine"),
    ],
    ids=lambda fault: type(fault).__name__,
)
async def test_a_start_that_fails_in_any_way_is_logged_and_tried_again(fault: Exception) -> None:
    server, told = _Fragile(fails=2, fault=fault), asyncio.Queue[tuple[str, int]]()

    with capture_logs() as logged:
        log = structlog.get_logger()
        async with kept({"it": server}, log=log, restarted=lambda *new: told.put_nowait(new)):
            server.dead.set()
            async with asyncio.timeout(5):
                assert await told.get() == ("it", 2)

    failed = [each for each in logged if each["event"] == "server.not_started"]
    assert [each["exc_info"] for each in failed] == [fault, fault]


async def test_a_server_is_kept_on_where_its_new_process_cannot_be_told() -> None:
    server, told = _Fragile(), asyncio.Queue[int]()

    def full(_: str, pid: int) -> None:
        told.put_nowait(pid)
        raise OSError(errno.ENOSPC, "No space left on device")

    async with kept({"it": server}, log=LOG, restarted=full):
        for pid in (2, 3):
            server.dead.set()
            async with asyncio.timeout(5):
                assert await told.get() == pid


async def test_after_the_block_nothing_is_started_again() -> None:
    server = _Fragile()
    async with kept({"it": server}, log=LOG, restarted=lambda *_: None):
        pass
    server.dead.set()
    await asyncio.sleep(0.05)

    assert server.pid == 1
