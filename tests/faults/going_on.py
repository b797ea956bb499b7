"""A register that starts again on what a fault has left, and what does not hold of it then."""

import asyncio
from pathlib import Path

import asyncpg

from config.child import ServerStartError
from tests.faults.callers import Callers
from tests.faults.judging import faults
from tests.faults.machine import EndedError, Machine, machine
from tests.house import until

AFTERWARDS_SECONDS = 0.5


async def after(data: Path, callers: Callers) -> list[str]:
    """Start on what is left, go on for a while, and return what does not hold."""
    try:
        async with machine(data, callers) as running:
            await asyncio.sleep(AFTERWARDS_SECONDS)
            return await at_rest(running)
    except (ServerStartError, EndedError, asyncpg.PostgresError, OSError) as error:
        return [f"the register does not come back: {error!r}"]


async def at_rest(running: Machine) -> list[str]:
    """Let the writers answer and the sealer seal it all; return what does not hold."""
    await running.finish()
    found = await faults(running.postgres.url, running.callers, keys=running.keys)
    return found or await _unsealed(running)


async def _unsealed(running: Machine) -> list[str]:
    """See the last event sealed: the memory of the signer agrees with what is left."""
    last = max(each.position for each in running.callers.told.values())

    async def there() -> bool:
        return any(each.checkpoint.size >= last for each in running.callers.seen)

    try:
        await until(there)
    except TimeoutError:
        return [f"the sealer does not go on to {last}"]
    return []
