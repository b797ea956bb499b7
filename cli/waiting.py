"""Wait, within bounds, for what happens by itself: deadlines that pass, workflows that settle."""

import asyncio
import time

from cli.sending import Door
from eventstore.durability import Connection
from projections.queries import query

SOON_SECONDS = 60.0
GRACE_SECONDS = 30.0
POLL_SECONDS = 0.2


async def deadlines_passed(door: Door) -> bool:
    """Wait until no open deadline falls due soon; say whether that came about in time."""
    seconds = await door.read(_next_due)
    until = time.monotonic() + max(seconds or 0.0, 0.0) + GRACE_SECONDS
    while seconds is not None:
        if time.monotonic() > until:
            return False
        await asyncio.sleep(min(max(seconds, POLL_SECONDS), 1.0))
        seconds = await door.read(_next_due)
    return True


async def _next_due(register: Connection) -> float | None:
    seconds: float | None = await register.fetchval(query("next_due"), SOON_SECONDS)
    return seconds
