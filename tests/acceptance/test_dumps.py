"""Logical backups: checksums stand beside the dump, and what was altered before it is found."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.conftest import Played
from tests.acceptance.plenaries import copied, left_over, plenary
from tests.acceptance.test_backup import beside, database, flip, restored


@pytest.fixture(scope="session")
async def dump(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A logical backup of the demonstration."""
    to = tmp_path_factory.mktemp("backup") / "dump"
    ran = await plenary("backup", "--logical", "--data", played.data, "--to", to)
    assert ran.code == 0, ran.err
    return to


def lengthen(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"x")


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def unlist(backup: Path) -> None:
    """Make it one of an earlier release, whose `backup.json` named no files."""
    about = json.loads((backup / "backup.json").read_text())
    del about["files"]
    (backup / "backup.json").write_text(json.dumps(about))


@pytest.mark.parametrize("damage", [lengthen, cut, flip, Path.unlink])
async def test_a_damaged_dump_is_not_even_begun(
    dump: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    backup, data = await copied(dump, tmp_path / "backup"), tmp_path / "new"
    damage(backup / "plenary.dump")

    ran = await restored(backup, data)

    assert (ran.code, "plenary.dump " in ran.err) == (4, True), ran.err
    assert f"nothing was restored to {data}" in ran.err
    assert beside(data) == ["backup"]


async def test_a_dump_of_an_earlier_release_is_restored_without_its_checksums(
    dump: Path, tmp_path: Path
) -> None:
    backup, data = await copied(dump, tmp_path / "backup"), tmp_path / "new"
    unlist(backup)

    ran = await restored(backup, data)

    assert ran.code == 0, ran.err
    assert "it names no checksums" in ran.err


async def test_a_damaged_dump_without_checksums_leaves_nothing(dump: Path, tmp_path: Path) -> None:
    backup, data = await copied(dump, tmp_path / "backup"), tmp_path / "new"
    unlist(backup)
    cut(backup / "plenary.dump")

    ran = await restored(backup, data)

    assert ran.code == 1
    assert f"nothing was left at {data}" in ran.err
    assert beside(data) == ["backup"]
    assert left_over(tmp_path) == []


SHAPE = 'replace(json_schema::text, \'"type":"object"\', \'"type":"object","x":1\')'
"""A shape that is read as before, and is another one."""
FORGED = f"""
    UPDATE event_type SET json_schema = {SHAPE}::json, sha256 = sha256(convert_to({SHAPE}, 'UTF8'))
    WHERE type = 'MemberAdmitted'
"""


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("DELETE FROM view.refusal WHERE position % 2 = 0", "refusal differs in"),
        (FORGED, "changed: MemberAdmitted (schema 1)"),
    ],
    ids=["view", "catalogue"],
)
async def test_a_view_or_catalogue_altered_before_its_dump_is_found(
    copy: Path, tmp_path: Path, done: str, told: str
) -> None:
    backup, data = tmp_path / "backup", tmp_path / "new"
    async with database(copy) as connection:
        await connection.execute(f"SET session_replication_role = replica; {done}")
    ran = await plenary("backup", "--logical", "--data", copy, "--to", backup)
    assert ran.code == 0, ran.err

    ran = await restored(backup, data)

    assert (ran.code, told in ran.err) == (4, True), ran.err
    assert "new" not in beside(data)
