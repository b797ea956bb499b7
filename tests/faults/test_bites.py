"""The same harness with one safeguard taken out: where it stays green, it proves nothing.

That it turns red without `fsync` is shown by `test_power_cuts.py`.
"""

import shutil
from pathlib import Path
from random import Random

import asyncpg
import pytest

from tests.acceptance.plenaries import copied
from tests.faults.callers import Callers
from tests.faults.judging import faults
from tests.faults.machine import Machine, machine
from tests.house import until

ACTS, AGAIN = 500, 20


@pytest.mark.parametrize("safeguard", ["lock", "idempotency"])
async def test_without_it_something_does_not_hold(tmp_path: Path, safeguard: str) -> None:
    callers = Callers(random=Random(20261125))

    async def enough() -> bool:
        return len(callers.asked) > ACTS and callers.asked_again > AGAIN

    async with machine(tmp_path / "data", callers, without=safeguard) as running:
        await until(enough)
        await running.finish()  # while acts are under way, nobody can tell what is lost
        found = await faults(running.postgres.url, callers, keys=running.keys)
    assert found


async def test_only_a_signer_without_memory_signs_another_past(tmp_path: Path) -> None:
    data, older = tmp_path / "data", tmp_path / "older"
    before = await sealed(data, seed=1)
    await copied(data / "postgres", older)
    await sealed(data, seed=2, beyond=before)
    shutil.rmtree(data / "postgres")
    older.rename(data / "postgres")

    remembering = await refused(data, seed=3)
    for each in (data / "sealer").glob("*.last"):
        each.unlink()
    forgetful = await sealed(data, seed=4, beyond=before)

    assert remembering == before < forgetful


async def sealed(data: Path, *, seed: int, beyond: int = 0) -> int:
    """Let a register be written until more of it is sealed; return how much is."""
    async with machine(data, Callers(random=Random(seed))) as running:

        async def more() -> bool:
            return await size_of(running) > beyond

        await until(more)
        return await at_the_end(running)


async def refused(data: Path, *, seed: int) -> int:
    """Let a register be written until its signer refuses to go on; return how much is sealed."""
    async with machine(data, Callers(random=Random(seed))) as running:
        assert running.sealer is not None
        await until(running.sealer.has_refused)
        return await at_the_end(running)


async def at_the_end(running: Machine) -> int:
    assert running.sealer is not None
    await running.sealer.kill()
    return await size_of(running)


async def size_of(running: Machine) -> int:
    connection = await asyncpg.connect(running.postgres.url)
    found = await connection.fetchval("SELECT max(size) FROM checkpoint")
    await connection.close()
    return int(found or 0)
