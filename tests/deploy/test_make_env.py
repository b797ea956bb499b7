"""The passwords of the composition: made once, by its own script, for one reader."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.deploy.running import run

DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what the script needs."""
    for name in ("make-env.sh", ".env.example"):
        shutil.copy(DEPLOY / name, tmp_path)
    return tmp_path


async def make(folder: Path) -> int | None:
    code, _ = await run("/bin/sh", "make-env.sh", env={"PATH": os.defpath}, folder=folder)
    return code


def read(folder: Path) -> dict[str, str]:
    lines = (folder / ".env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


async def test_the_file_is_complete_and_for_its_owner_alone(folder: Path) -> None:
    assert await make(folder) == 0

    passwords = [value for name, value in read(folder).items() if name.endswith("_PASSWORD")]
    assert len(set(passwords)) == len(passwords) == 5
    assert all(len(bytes.fromhex(password)) == 24 for password in passwords)
    assert read(folder)["PLENARY_ASSEMBLY"] == "turkpa"
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600


async def test_a_second_run_changes_nothing(folder: Path) -> None:
    await make(folder)
    before = read(folder)

    assert await make(folder) == 1
    assert read(folder) == before


def test_the_file_is_never_committed() -> None:
    assert ".env" in (DEPLOY / ".gitignore").read_text().splitlines()
