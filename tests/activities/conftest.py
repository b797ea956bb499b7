"""A desk on a fresh register in which an invented assembly was founded."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from eventstore.connections import Pool
from tests.activities.desk import Desk, open_desk


@pytest.fixture
async def desk(pool: Pool, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk after the founding acts."""
    async with open_desk(pool, tmp_path) as opened:
        await opened.found()
        yield opened
