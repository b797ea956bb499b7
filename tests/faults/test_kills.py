"""Processes killed at any moment under load: what was acknowledged stands, once and in order.

`make faults` kills a thousand times; the default is a short form of the same.
"""

import asyncio
import os
from collections import Counter
from pathlib import Path
from random import Random

from tests.faults.callers import Callers
from tests.faults.going_on import at_rest
from tests.faults.machine import Machine, machine

KILLS = int(os.environ.get("PLENARY_KILLS", "6"))
BETWEEN_CHECKS = 100
LONGEST_SECONDS = 0.5
VICTIMS = {"registrar": 5, "sealer": 2, "postgres": 3}


async def test_what_was_acknowledged_survives_every_kill(tmp_path: Path) -> None:
    random = Random(20261125)
    callers = Callers(random=random)
    killed: Counter[str] = Counter()
    async with machine(tmp_path / "data", callers) as running:
        for number in range(1, KILLS + 1):
            await asyncio.sleep(random.uniform(0, LONGEST_SECONDS))
            victim = random.choices(list(VICTIMS), list(VICTIMS.values()))[0]
            await kill(running, victim, random)
            killed[victim] += 1
            if number % BETWEEN_CHECKS == 0:
                print(f"{number} kills, {len(callers.told)} acknowledged")
                assert not callers.faults
        found = await at_rest(running)

    print(
        f"killed: {dict(killed)}; acknowledged: {len(callers.told)}, of which asked again "
        f"{callers.asked_again}; checkpoints seen: {len(callers.seen)}"
    )
    assert not found, found[:5]
    assert len(callers.told) > KILLS
    assert callers.seen


async def kill(running: Machine, victim: str, random: Random) -> None:
    """Kill a process and bring it back."""
    match victim:
        case "postgres":
            await running.postgres.kill_and_start(random)
        case "sealer":
            assert running.sealer is not None
            await running.sealer.kill()
            await running.sealer.start()
        case _:
            writer = random.choice(running.writers)
            await writer.kill()
            await writer.start()
