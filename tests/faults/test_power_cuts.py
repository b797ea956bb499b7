"""The power cut at any moment under load: what was acknowledged by then is there afterwards.

The disk is a device of our own which logs each write and each flush (`disk.py`); a cut is an image
made of that log. `make faults` cuts sixty times; the default is a short form of the same.
"""

import asyncio
import os
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.faults.callers import Callers
from tests.faults.going_on import after
from tests.faults.machine import machine
from tests.faults.power import Cuts, Laid, in_use

CUTS = int(os.environ.get("PLENARY_POWER_CUTS", "1"))
SECONDS = float(os.environ.get("PLENARY_POWER_SECONDS", "3"))


@pytest.mark.parametrize("unsafe", [(), ("fsync=off",)], ids=["durable", "fsync off"])
async def test_what_was_acknowledged_survives_a_power_cut(
    disk: Laid, tmp_path: Path, unsafe: tuple[str, ...]
) -> None:
    callers = await loaded(disk, unsafe)
    found = await cut(disk, callers, tmp_path)
    assert bool(found) == bool(unsafe), found[:5]


async def loaded(disk: Laid, unsafe: tuple[str, ...]) -> Callers:
    """Run a register under load on a disk; return what its callers were told, and when."""
    callers = Callers(random=Random(20261125), now=disk.now)
    async with machine(disk.folder / "data", callers, unsafe=unsafe):
        await asyncio.sleep(SECONDS)
    assert len(callers.told) > CUTS
    return callers


async def cut(disk: Laid, callers: Callers, place: Path) -> list[str]:
    """Cut the power at random moments; return what does not hold after the first bad one."""
    random = Random(20261126)
    first, last = min(each.at for each in callers.told.values()), disk.now()
    places = sorted(random.randint(first, last) for _ in range(CUTS))
    with closing(Cuts(disk.log, place, random)) as cuts:
        for number, each in enumerate(places, 1):
            async with in_use(cuts.at(each)) as folder:
                known = callers.until(each)
                found = await after(folder / "data", known)
            print(f"cut {number}: {len(known.told)} acknowledged, {len(found)} faults {found[:2]}")
            if found:
                return found
    return []
