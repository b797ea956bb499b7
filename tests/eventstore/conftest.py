"""A registrar of jars without views, and somebody with all rights beside it."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from eventstore.connections import Pool
from eventstore.registrar import Registrar
from tests.eventstore.example import LOG, JarFold


@pytest.fixture
async def registrar(pool: Pool) -> AsyncIterator[Registrar]:
    """Have a registrar of one worker."""
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as running:
        yield running


@pytest.fixture
async def superuser(superuser_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Have a connection that may do anything."""
    connection = await asyncpg.connect(superuser_url)
    yield connection
    await connection.close()
