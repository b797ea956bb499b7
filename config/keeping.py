"""Servers of our own that end by themselves are started again, on the same data and ports."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Protocol

from structlog.typing import FilteringBoundLogger

PAUSES = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
STEADY_SECONDS = 60.0


class Keepable(Protocol):
    """A server that can end, and be started again where it was."""

    @property
    def pid(self) -> int:
        """The process id of what runs now."""
        ...

    async def ended(self) -> int:
        """Wait until it ends; return its exit code."""
        ...

    async def restart(self) -> None:
        """Start it again."""
        ...


@asynccontextmanager
async def kept(
    servers: Mapping[str, Keepable],
    *,
    log: FilteringBoundLogger,
    restarted: Callable[[str, int], None],
) -> AsyncIterator[None]:
    """Keep servers alive inside the block; `restarted` hears the process id of each."""
    keeping = [
        asyncio.create_task(keep(name, server, log=log, restarted=restarted))
        for name, server in servers.items()
    ]
    try:
        yield
    finally:
        for each in keeping:
            each.cancel()
        await asyncio.gather(*keeping, return_exceptions=True)


async def keep(
    name: str, server: Keepable, *, log: FilteringBoundLogger, restarted: Callable[[str, int], None]
) -> None:
    """Start a server again whenever it ends, at once the first time, then after longer pauses.

    Whatever fails on the way is logged and tried again: who keeps is watched by nobody.
    """
    failures = 0
    while True:
        begun = time.monotonic()
        code = await server.ended()
        failures = 0 if time.monotonic() - begun > STEADY_SECONDS else failures
        log.warning("server.died", server=name, code=code)
        while not await _started(name, server, failures, log):
            failures += 1
        failures += 1
        announced(partial(restarted, name, server.pid), log)


def announced(tell: Callable[[], None], log: FilteringBoundLogger) -> None:
    """Tell others which process runs now; where that fails, as on a full disk, it runs on."""
    try:
        tell()
    except Exception as fault:
        log.warning("server.not_announced", exc_info=fault)


async def _started(name: str, server: Keepable, failures: int, log: FilteringBoundLogger) -> bool:
    await asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
    try:
        await server.restart()
    except Exception as fault:
        log.warning("server.not_started", server=name, exc_info=fault)
        return False
    return True
