"""A database that is not there yet: who has patience waits so long for it, and no longer."""

import asyncio
from pathlib import Path

import asyncpg
import pytest
import structlog

from config.postgres_server import start_postgres
from eventstore.connections import NOT_YET, close_pool, open_pool


async def test_a_pool_waits_for_a_database_that_starts_again(tmp_path: Path) -> None:
    server = await start_postgres(tmp_path, log=structlog.get_logger())
    try:
        await server.stop()
        with pytest.raises(NOT_YET):
            await open_pool(server.url)
        with pytest.raises(NOT_YET):
            await open_pool(server.url, patience=0.6)
        opening = asyncio.create_task(open_pool(server.url, patience=60))
        await asyncio.sleep(0.6)
        assert not opening.done()
        await server.start()
        pool = await opening
        assert await pool.fetchval("SELECT 1") == 1
        await close_pool(pool)
    finally:
        await server.stop()


async def test_a_wrong_password_is_said_at_once(database_url: str) -> None:
    wrong = database_url.replace("for-tests-only", "wrong")

    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        async with asyncio.timeout(20):
            await open_pool(wrong, patience=60)
