"""A register whose migrations or catalogue were altered: nothing starts on it, and says why."""

from pathlib import Path

import pytest

from tests.acceptance.plenaries import plenary
from tests.acceptance.test_backup import database

LOST = "DELETE FROM migration"
FORGED = (
    "UPDATE event_type SET json_schema = '{}', sha256 = sha256('{}') WHERE type = 'MemberAdmitted'"
)
REPLACED = (
    "ALTER TABLE view.deadline RENAME TO kept; CREATE VIEW view.deadline AS SELECT * FROM view.kept"
)


@pytest.mark.parametrize(
    ("done", "checked", "told"),
    [
        (LOST, "migrations", "the record of migrations does not fit the tables: 0001_register"),
        (FORGED, "catalogue", "MemberAdmitted (schema 1): the shape in table event_type is not"),
    ],
)
async def test_nothing_starts_on_an_altered_shape(
    copy: Path, done: str, checked: str, told: str
) -> None:
    async with database(copy) as connection:
        await connection.execute(f"SET session_replication_role = replica; {done}")

    ran = await plenary("up", "--data", copy)
    assert (ran.code, told in ran.err) == (4, True), ran.err

    asked = await plenary("doctor", "--json", "--data", copy)
    assert asked.code == 7
    health = {each["check"]: each["health"] for each in asked.told["data"]["checks"]}
    # Nothing runs on the folder, which doctor says too.
    assert [what for what, how in health.items() if how == "fail"] == [checked, "Temporal"]


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("DROP TABLE view.refusal", "missing: table view.refusal"),
        (
            REPLACED,
            "changed: table view.deadline",
        ),
        ("ALTER TABLE event RENAME COLUMN body TO text", "missing: column body of event"),
    ],
)
async def test_tables_that_were_altered_are_named_by_whoever_needs_them(
    copy: Path, done: str, told: str
) -> None:
    async with database(copy) as connection:
        await connection.execute(done)

    asked = await plenary("verify", "--deep", "--data", copy)
    assert (asked.code, told in asked.err) == (4, True), asked.err
