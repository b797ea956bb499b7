"""One played demonstration, and one `plenary up` on a copy of it, for all tests that only read."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.plenaries import Up, copied, plenary, up


@dataclass(frozen=True, kw_only=True)
class Played:
    """A data folder after the demonstration, nothing running, and what was said of it."""

    data: Path
    told: dict[str, Any]


@pytest.fixture(scope="session")
async def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The demonstration, played once."""
    data = tmp_path_factory.mktemp("played") / "data"
    ran = await plenary("demo", "--once", "--json", "--data", data)
    assert ran.code == 0, ran.err
    return Played(data=data, told=ran.told)


@pytest.fixture(scope="session")
async def standing(played: Played, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Up]:
    """A `plenary up` on a copy of it."""
    data = await copied(played.data, tmp_path_factory.mktemp("standing") / "data")
    async with up(data) as running:
        yield running


@pytest.fixture
async def copy(played: Played, tmp_path: Path) -> Path:
    """A copy of it for one test alone."""
    return await copied(played.data, tmp_path / "data")
