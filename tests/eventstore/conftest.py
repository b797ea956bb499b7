"""A registrar of jars without views, and somebody with all rights beside it."""

from collections.abc import AsyncIterator

import pytest

from eventstore.connections import Pool
from eventstore.registrar import Registrar
from tests.eventstore.example import LOG, JarFold


@pytest.fixture
async def registrar(pool: Pool) -> AsyncIterator[Registrar]:
    """Have a registrar of one worker."""
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as running:
        yield running
