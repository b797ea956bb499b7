"""Prevention: neither the application nor the owner can change what is recorded."""

from pathlib import Path

import asyncpg
import pytest

from config.postgres_server import PostgresServer
from config.register import url_of_role
from eventstore.connections import Pool
from eventstore.migrate import MigrationDriftError, migrate, read_migrations
from eventstore.registrar import Registrar
from tests.conftest import PASSWORD, run, with_database
from tests.eventstore.example import LOG, JarFold, work

APPEND_ONLY = (
    "event",
    "command",
    "checkpoint",
    "cosignature",
    "tile",
    "event_type",
    "migration",
)
CHANGES = ("DELETE FROM {}", "TRUNCATE {} CASCADE", "UPDATE {} SET recorded_at = now()")


@pytest.mark.parametrize("role", ["plenary_app", "plenary_owner", "plenary_auditor", "postgres"])
async def test_nobody_changes_the_register(superuser_url: str, pool: Pool, role: str) -> None:
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take(work())
    connection = await asyncpg.connect(superuser_url)
    await connection.execute(f"SET ROLE {role}")
    for table in APPEND_ONLY:
        for change in CHANGES:
            statement = change.format(table)
            if table == "tile":
                statement = statement.replace("recorded_at = now()", "width = 1")
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    await connection.close()


async def test_the_refusal_says_why(superuser_url: str) -> None:
    connection = await asyncpg.connect(superuser_url)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only: DELETE on table"):
        await connection.execute("DELETE FROM event")
    await connection.close()


async def test_the_application_may_not_make_tables_or_switch_triggers_off(
    database_url: str,
) -> None:
    connection = await asyncpg.connect(database_url)
    for statement in (
        "CREATE TABLE public.mine (id int)",
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "SET ROLE plenary_owner",
        "SET ROLE plenary_sealer",
        "CREATE TABLE view.mine (id int)",
        "INSERT INTO checkpoint VALUES (0, sha256(''), 'note', now())",
        "INSERT INTO cosignature VALUES (0, 'witness', 'line', now())",
        "INSERT INTO tile VALUES (0, 0, 1, sha256(''))",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    await connection.close()


async def test_the_sealer_seals_and_does_nothing_else(superuser_url: str) -> None:
    connection = await asyncpg.connect(superuser_url)
    await connection.execute("SET ROLE plenary_sealer")
    await connection.execute(
        "INSERT INTO checkpoint VALUES (0, sha256(''), 'note', now()); "
        "INSERT INTO cosignature VALUES (0, 'witness', 'line', now()); "
        "INSERT INTO tile VALUES (0, 0, 1, sha256(''))"
    )
    assert await connection.fetchval("SELECT count(*) FROM event") == 0
    for statement in ("SELECT * FROM person", "INSERT INTO event_type VALUES ('x', 1, '1', '')"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    await connection.close()


async def test_no_superuser_is_needed_to_migrate(postgres: PostgresServer, template: str) -> None:
    """The roles are there already: made by the template, as they would be by an administrator."""
    await run(
        with_database(postgres.url, "postgres"),
        f"CREATE ROLE plenary_migrator LOGIN CREATEROLE PASSWORD '{PASSWORD}'",
        "GRANT plenary_owner TO plenary_migrator WITH ADMIN TRUE, SET FALSE",
        "CREATE DATABASE migrated OWNER plenary_migrator",
    )
    url = url_of_role(with_database(postgres.url, "migrated"), "plenary_migrator", PASSWORD)
    connection = await asyncpg.connect(url)

    assert await migrate(connection) == [each.name for each in read_migrations()]
    assert template
    await connection.close()


async def test_migrating_again_does_nothing(superuser_url: str) -> None:
    connection = await asyncpg.connect(superuser_url)
    assert await migrate(connection) == []
    await connection.close()


async def test_an_edited_migration_is_refused(superuser_url: str, tmp_path: Path) -> None:
    folder = tmp_path
    connection = await asyncpg.connect(superuser_url)
    for each in read_migrations():
        (folder / f"{each.name}.sql").write_text(each.text + "\n-- edited")
    with pytest.raises(MigrationDriftError, match=r"0001_register.* is not what was applied"):
        await migrate(connection, folder=folder)
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(MigrationDriftError, match="which this release does not have"):
        await migrate(connection, folder=folder)
    await connection.close()


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        ("true", "0001_register is not in it, and relation .event. already exists"),
        ("name > '0003'", "0004_erasure is not in it, and function .erase_person. already exists"),
        ("name < '0002'", "0001_register is not recorded .*, and 0006_persons_by_subject after it"),
    ],
)
async def test_lost_rows_of_migrations_are_told(superuser_url: str, lost: str, told: str) -> None:
    connection = await asyncpg.connect(superuser_url)
    await connection.execute("SET session_replication_role = replica")
    before = len(await connection.fetch("SELECT FROM migration"))
    await connection.execute(f"DELETE FROM migration WHERE {lost}")
    left = len(await connection.fetch("SELECT FROM migration"))
    assert left < before

    with pytest.raises(MigrationDriftError, match=told):
        await migrate(connection)

    assert len(await connection.fetch("SELECT FROM migration")) == left
    await connection.close()


async def test_a_failed_migration_leaves_nothing(superuser_url: str, tmp_path: Path) -> None:
    connection = await asyncpg.connect(superuser_url)
    for each in read_migrations():
        (tmp_path / f"{each.name}.sql").write_text(each.text)
    (tmp_path / "9998_good.sql").write_text("CREATE TABLE good (id int);")
    (tmp_path / "9999_bad.sql").write_text("CREATE TABLE bad (id int); SELECT nonsense;")
    with pytest.raises(asyncpg.UndefinedColumnError):
        await migrate(connection, folder=tmp_path)
    assert await connection.fetchval("SELECT to_regclass('good')") is None
    await connection.close()
