"""The connections of one process to the register."""

from typing import TYPE_CHECKING, TypeAlias

import asyncpg

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
PooledConnection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"

CONNECT_SECONDS = 5.0


async def open_pool(url: str, *, at_most: int = 10) -> Pool:
    """Return a pool; its connections speak UTC and bear our name in `pg_stat_activity`."""
    return await asyncpg.create_pool(
        url,
        min_size=1,
        max_size=at_most,
        timeout=CONNECT_SECONDS,
        server_settings={
            "application_name": "plenary",
            "TimeZone": "UTC",
            # A plan kept since the tables were small would scan them when they are large.
            "plan_cache_mode": "force_custom_plan",
        },
    )
