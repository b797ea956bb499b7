"""What `doctor` says of the shape of a register: guards, migrations, catalogue."""

from collections.abc import AsyncIterator

import pytest

from cli.shape_health import shape_findings
from config.register import connected
from eventstore.durability import Connection
from tests.eventstore.example import TYPES

NOT_OURS = "INSERT INTO event_type VALUES ('JarBroken', 1, '{}', sha256('{}'))"
FORGED = (
    "UPDATE event_type SET json_schema = '{}', sha256 = sha256('{}') WHERE type = 'MemberAdmitted'"
)


@pytest.fixture
async def register(superuser_url: str) -> AsyncIterator[Connection]:
    """A register of this release alone, without the jars of other tests, and its superuser."""
    async with connected(superuser_url) as connection:
        async with connection.transaction():
            await connection.execute("SET LOCAL session_replication_role = replica")
            jars = [each.type for each in TYPES]
            await connection.execute("DELETE FROM event_type WHERE type = ANY ($1)", jars)
        yield connection


async def told(register: Connection) -> dict[str, tuple[str, str]]:
    return {each.what: (each.health, each.says) async for each in shape_findings(register)}


async def test_a_register_that_nobody_touched_is_well(register: Connection) -> None:
    health = {what: health for what, (health, _) in (await told(register)).items()}

    assert health == {"guards": "ok", "migrations": "ok", "catalogue": "ok"}


@pytest.mark.parametrize(
    ("done", "what", "says"),
    [
        (FORGED, "catalogue", "changed: MemberAdmitted (schema 1)"),
        (NOT_OURS, "catalogue", "not ours: JarBroken (schema 1)"),
        (
            "DELETE FROM event_type WHERE type = 'MemberAdmitted'",
            "catalogue",
            "missing: MemberAdmitted (schema 1)",
        ),
        (
            "UPDATE migration SET sha256 = sha256('') WHERE name = '0002_views'",
            "migrations",
            "changed: 0002_views",
        ),
        (
            "DELETE FROM migration WHERE name = '0004_erasure'",
            "migrations",
            "missing: 0004_erasure",
        ),
        (
            "INSERT INTO migration VALUES ('0099_theirs', sha256(''))",
            "migrations",
            "not ours: 0099_theirs",
        ),
        ("DROP TABLE migration", "migrations", "cannot be read"),
        ("DROP TRIGGER erase ON event", "guards", "missing: trigger erase on event"),
    ],
)
async def test_what_differs_is_named(register: Connection, done: str, what: str, says: str) -> None:
    async with register.transaction():
        await register.execute("SET LOCAL session_replication_role = replica")
        await register.execute(done)

    health, said = (await told(register))[what]

    assert (health, says in said) == ("fail", True), said


async def test_guards_are_compared_once_the_migrations_of_this_release_are_applied(
    register: Connection,
) -> None:
    async with register.transaction():
        await register.execute("SET LOCAL session_replication_role = replica")
        await register.execute("DELETE FROM migration WHERE name >= '0005'")
        await register.execute("DROP TABLE stamp")

    found = await told(register)

    assert found["migrations"][0] == "fail"
    assert found["guards"][0] == "warn"
    assert found["guards"][1].startswith("not compared: ")
    assert "missing: 0005_stamps" in found["guards"][1]


async def test_the_first_few_are_named_and_the_others_counted(register: Connection) -> None:
    await register.execute("DROP TABLE view.deadline")

    _, said = (await told(register))["guards"]

    assert said.count("missing: ") == 3
    assert said.endswith(" more")
