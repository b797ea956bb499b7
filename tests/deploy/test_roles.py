"""The roles of the composition, made by its own script on a real PostgreSQL."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
import structlog

from cli.finding import Health
from cli.shape_health import shape_findings
from config.postgres_folder import binaries
from config.postgres_server import start_postgres
from domain.event_shapes import published
from eventstore.durability import Connection
from tests.deploy.running import run

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "deploy" / "postgres" / "roles.sh"
PASSWORDS = {
    "PLENARY_MIGRATOR_PASSWORD": "a1",
    "PLENARY_APP_PASSWORD": "b2",
    "PLENARY_SEALER_PASSWORD": "d4",
    "TEMPORAL_PASSWORD": "c3",
}
PASSWORD_OF = {
    "plenary_migrator": "a1",
    "plenary_app": "b2",
    "plenary_sealer": "d4",
    "temporal": "c3",
}


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The address of a server on which the script has run, as on an empty volume."""
    started = await start_postgres(tmp_path_factory.mktemp("roles"), log=structlog.get_logger())
    connection = await asyncpg.connect(started.url.replace("/plenary", "/postgres"))
    await connection.execute("DROP DATABASE plenary")  # the image does not make it either
    await connection.close()
    await run_script(started.url)
    yield f"127.0.0.1:{started.port}"
    await started.stop()


async def run_script(url: str) -> None:
    parts = urlsplit(url)
    told = {
        "PATH": f"{binaries()}:{os.defpath}",
        "PGHOST": str(parts.hostname),
        "PGPORT": str(parts.port),
        "PGPASSWORD": str(parts.password),
    }
    code, said = await run("/bin/sh", str(SCRIPT), env={**told, **PASSWORDS}, folder=ROOT)
    assert code == 0, said


@asynccontextmanager
async def connected(server: str, role: str, database: str) -> AsyncIterator[Connection]:
    password = PASSWORD_OF.get(role, "")
    connection = await asyncpg.connect(f"postgresql://{role}:{password}@{server}/{database}")
    try:
        yield connection
    finally:
        await connection.close()


async def migrated(server: str) -> str:
    """Run the one-shot of the composition and return what it says."""
    told = {"MIGRATION_DATABASE_URL": f"postgresql://plenary_migrator:a1@{server}/plenary"}
    code, said = await run(sys.executable, "-m", "workers.migrate", env=told, folder=ROOT)
    assert code == 0, said
    return said


async def test_the_migrator_makes_the_register_once(server: str) -> None:
    first, again = await migrated(server), await migrated(server)

    assert "0001_register" in first
    assert "register.migrated" in again
    assert "0001_register" not in again


async def test_the_application_finds_its_shape_as_the_release_makes_it(server: str) -> None:
    await migrated(server)
    async with connected(server, "plenary_app", "plenary") as connection:
        found = [each async for each in shape_findings(connection)]

    assert [(each.what, each.says) for each in found if each.health is not Health.OK] == []


@pytest.mark.parametrize(
    "act", ["UPDATE event SET type = 'x'", "DELETE FROM event", "TRUNCATE event"]
)
async def test_the_application_reads_and_changes_nothing(server: str, act: str) -> None:
    await migrated(server)
    async with connected(server, "plenary_app", "plenary") as connection:
        assert await connection.fetchval("SELECT count(*) FROM event") == 0
        assert await connection.fetchval("SELECT count(*) FROM event_type") == len(published())
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(act)


async def test_the_sealer_reads_events_and_adds_checkpoints_and_nothing_else(server: str) -> None:
    await migrated(server)
    async with connected(server, "plenary_sealer", "plenary") as connection:
        assert await connection.fetchval("SELECT count(*) FROM event") == 0
        assert await connection.fetchval("SELECT count(*) FROM checkpoint") == 0
        for act in (
            "SELECT * FROM person",
            "DELETE FROM checkpoint",
            "INSERT INTO event DEFAULT VALUES",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(act)


@pytest.mark.parametrize(
    ("role", "database"),
    [
        ("plenary_sealer", "temporal"),
        ("temporal", "plenary"),
        ("plenary_app", "temporal"),
        ("plenary_migrator", "temporal_visibility"),
    ],
)
async def test_register_and_temporal_keep_out_of_each_other(
    server: str, role: str, database: str
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with connected(server, role, database):
            pass


@pytest.mark.parametrize("database", ["temporal", "temporal_visibility"])
async def test_temporal_may_make_its_tables(server: str, database: str) -> None:
    async with connected(server, "temporal", database) as connection:
        await connection.execute("CREATE TABLE schema_version (version int)")


async def test_the_owner_of_the_register_cannot_log_in(server: str) -> None:
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        async with connected(server, "plenary_owner", "plenary"):
            pass


def test_the_image_runs_the_script_and_does_not_take_it_into_its_own_shell() -> None:
    assert os.access(SCRIPT, os.X_OK)
