"""The connections of one process to the register."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeAlias

import asyncpg
import structlog

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
PooledConnection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"

HICCUPS = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What a connection may raise whose server goes away; the last where it goes in mid-statement."""
CONNECT_SECONDS = 3.0
COMMAND_SECONDS = 4.2
"""A little more than the database's own limit of a statement: it need not be alive to keep it."""
ALONE_SECONDS = 60.0
"""For who works alone, at much at once: the tiles of a million events are one statement."""
CLOSE_SECONDS = 2.0
AGAIN_SECONDS = 0.5
NOT_YET = (OSError, asyncpg.CannotConnectNowError, asyncpg.ConnectionDoesNotExistError)
"""What a connection raises to a database that does not run, starts, recovers or shuts down."""

SETTINGS = {
    "application_name": "plenary",
    "TimeZone": "UTC",
    # A plan kept since the tables were small would scan them when they are large.
    "plan_cache_mode": "force_custom_plan",
}

log = structlog.get_logger()


async def open_pool(url: str, *, at_most: int = 10, patience: float = 0.0) -> Pool:
    """Return a pool; its connections speak UTC and bear our name in `pg_stat_activity`.

    For so many seconds wait for a database that is not there yet, starts, or recovers.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + patience
    while True:
        try:
            return await _pool(url, at_most)
        except NOT_YET as error:
            if loop.time() >= end:
                raise
            log.warning("register.not_there_yet", reason=f"{type(error).__name__}: {error}")
            await asyncio.sleep(AGAIN_SECONDS)


async def _pool(url: str, at_most: int) -> Pool:
    return await asyncpg.create_pool(
        url,
        min_size=1,
        max_size=at_most,
        timeout=CONNECT_SECONDS,
        command_timeout=COMMAND_SECONDS,
        server_settings=SETTINGS,
    )


@asynccontextmanager
async def lent(pool: Pool) -> AsyncIterator[PooledConnection]:
    """Have a connection inside the block; cut it where the block fails, as it may hang."""
    async with pool.acquire(timeout=CONNECT_SECONDS) as connection:
        try:
            yield connection
        except BaseException:
            connection.terminate()
            raise


@asynccontextmanager
async def lone(url: str | None) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Have a connection of one's own inside the block; a statement that hangs is given up."""
    connection = await asyncpg.connect(
        url, timeout=CONNECT_SECONDS, command_timeout=ALONE_SECONDS, server_settings=SETTINGS
    )
    try:
        yield connection
    finally:
        connection.terminate()


async def close_pool(pool: Pool) -> None:
    """Close a pool; cut what a database that hangs does not let go."""
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await pool.close()
    except TimeoutError:
        pool.terminate()
