"""One played demonstration, and one `plenary up` on a copy of it, for all tests that only read."""

import json
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from config.child import held
from tests.acceptance.plenaries import Up, copied, plenary, up

PLAY_SECONDS = 180.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have one process play the demonstration while the others do what can go without it.

    The first file that needs it comes first, then those of this folder that do not; else every
    process would begin with waiting for the play.
    """
    waiting = {each.path for each in items if "played" in getattr(each, "fixturenames", ())}
    playing = next((each.path for each in items if each.path in waiting), None)
    here = Path(__file__).parent

    def turn(item: pytest.Item) -> int:
        if item.path == playing:
            return 0
        return 1 if item.path.parent == here and item.path not in waiting else 2

    items.sort(key=turn)


@dataclass(frozen=True, kw_only=True)
class Played:
    """A data folder after the demonstration, nothing running, and what was said of it."""

    data: Path
    told: dict[str, Any]


@pytest.fixture(scope="session")
async def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The demonstration, played once by whichever process comes first; a copy for each."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "played"
    folder.mkdir(exist_ok=True)
    data, told = folder / "data", folder / "told.json"
    ours = tmp_path_factory.mktemp("played") / "data"
    async with held(folder / "lock", patience=PLAY_SECONDS):
        if not told.exists():
            ran = await plenary("demo", "--once", "--json", "--data", data)
            assert ran.code == 0, ran.err
            told.write_text(ran.out)
        await copied(data, ours)
    return Played(data=ours, told=json.loads(told.read_text()))


@pytest.fixture(scope="package")
async def standing(played: Played, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Up]:
    """A `plenary up` on a copy of it."""
    data = await copied(played.data, tmp_path_factory.mktemp("standing") / "data")
    async with up(data) as running:
        yield running


@pytest.fixture
async def copy(played: Played, tmp_path: Path) -> Path:
    """A copy of it for one test alone."""
    return await copied(played.data, tmp_path / "data")
