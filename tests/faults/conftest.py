"""A disk of our own for the tests of faults."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.faults.power import Laid, NoDiskError, laid


@pytest.fixture
async def disk(tmp_path: Path) -> AsyncIterator[Laid]:
    """A disk that remembers under an ext4, where the machine lets us lay one."""
    async with AsyncExitStack() as stack:
        try:
            here = await stack.enter_async_context(laid(tmp_path))
        except NoDiskError as why:
            pytest.skip(str(why))
        yield here
