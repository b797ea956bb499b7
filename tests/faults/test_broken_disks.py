"""A disk that is full, and a disk that fails: nobody is told yes for what is not kept."""

import asyncio
import errno
import os
import time
from contextlib import closing
from pathlib import Path
from random import Random

from tests.faults.callers import Callers
from tests.faults.going_on import after, at_rest
from tests.faults.machine import Machine, machine
from tests.faults.power import Cuts, Laid, in_use
from tests.house import until

MEGABYTE = bytes(1 << 20)


async def test_a_full_disk_costs_time_and_nothing_else(disk: Laid) -> None:
    callers = Callers(random=Random(20261125))
    async with machine(disk.folder / "data", callers) as running:
        await told_more(callers)
        ballast = await asyncio.to_thread(filled, disk.folder)
        await silent(callers)
        ballast.unlink()
        await told_more(callers, kept=running)
        found = await at_rest(running)
    assert not found, found[:5]


async def test_what_was_acknowledged_before_a_disk_failed_is_on_it(
    disk: Laid, tmp_path: Path
) -> None:
    callers = Callers(random=Random(20261125), now=disk.now)
    async with machine(disk.folder / "data", callers):
        await told_more(callers)
        disk.break_()
        await silent(callers)
    with closing(Cuts(disk.log, tmp_path, Random(20261126))) as cuts:
        async with in_use(cuts.at(disk.now())) as folder:
            found = await after(folder / "data", callers.until(disk.now()))
    assert not found, found[:5]


def filled(folder: Path) -> Path:
    """Write a file until nothing more fits; return it."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(MEGABYTE)
        except OSError as error:
            assert error.errno == errno.ENOSPC, error
        os.fsync(file.fileno())
    return ballast


async def told_more(callers: Callers, acts: int = 200, *, kept: Machine | None = None) -> None:
    """Wait until so many more acts are acknowledged; start the database again when it ends.

    It may end late: what began to recover while the disk was full gives up after it was.
    """
    goal = len(callers.told) + acts

    async def reached() -> bool:
        if kept is not None and kept.postgres.over:
            await kept.postgres.start()
        return len(callers.told) >= goal

    await until(reached, seconds=60)


async def silent(callers: Callers, seconds: float = 2.0) -> None:
    """Wait until nothing has been acknowledged for so long."""
    known, since = len(callers.told), time.monotonic()
    async with asyncio.timeout(60):
        while time.monotonic() < since + seconds:
            await asyncio.sleep(0.1)
            if len(callers.told) > known:
                known, since = len(callers.told), time.monotonic()
