"""The same harness with one safeguard taken out: where it stays green, it proves nothing.

That it turns red without `fsync` is shown by `test_power_cuts.py`.
"""

import asyncio
import shutil
from pathlib import Path
from random import Random

import asyncpg
import pytest

from tests.acceptance.plenaries import copied
from tests.faults.callers import Callers
from tests.faults.judging import faults
from tests.faults.machine import machine

SECONDS = 1.5


@pytest.mark.parametrize("safeguard", ["lock", "idempotency"])
async def test_without_it_something_does_not_hold(tmp_path: Path, safeguard: str) -> None:
    callers = Callers(random=Random(20261125))
    async with machine(tmp_path / "data", callers, without=safeguard) as running:
        await asyncio.sleep(SECONDS)
        found = await faults(running.postgres.url, callers, keys=running.keys)
    assert found


@pytest.mark.parametrize("forgotten", [False, True], ids=["remembered", "forgotten"])
async def test_only_a_signer_without_memory_signs_another_past(
    tmp_path: Path, *, forgotten: bool
) -> None:
    data, older = tmp_path / "data", tmp_path / "older"
    before = await published(data, seed=1)
    await copied(data / "postgres", older)
    await published(data, seed=2)
    shutil.rmtree(data / "postgres")
    older.rename(data / "postgres")
    if forgotten:
        for each in (data / "sealer").glob("*.last"):
            each.unlink()

    now = await published(data, seed=3)

    assert (now > before) == forgotten


async def published(data: Path, *, seed: int) -> int:
    """Let a register be written and sealed for a while; return its longest checkpoint."""
    async with machine(data, Callers(random=Random(seed))) as running:
        await asyncio.sleep(SECONDS)
        assert running.sealer is not None
        await running.sealer.kill()
        connection = await asyncpg.connect(running.postgres.url)
        size: int = await connection.fetchval("SELECT max(size) FROM checkpoint")
        await connection.close()
    return size
