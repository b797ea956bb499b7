"""Bring the database to the shape this release knows: plain SQL files, in order, forward only."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from eventstore.durability import Connection
from eventstore.queries import query
from eventstore.strayed import Strayed, strayed

FOLDER = Path(__file__).with_name("migrations")
_THERE = (
    asyncpg.DuplicateTableError,
    asyncpg.DuplicateSchemaError,
    asyncpg.DuplicateColumnError,
    asyncpg.DuplicateFunctionError,
    asyncpg.DuplicateObjectError,
)
"""What a migration makes is there already."""


class MigrationDriftError(Exception):
    """The database was migrated by files which are not ours, or its record of that is not true."""


@dataclass(frozen=True, kw_only=True)
class Migration:
    """One SQL file, known by its name and its content."""

    name: str
    text: str

    @property
    def sha256(self) -> bytes:
        """The hash by which an edited file is found out."""
        return hashlib.sha256(self.text.encode()).digest()


async def migrate(connection: Connection, *, folder: Path = FOLDER) -> list[str]:
    """Apply what is missing, all or nothing, and return the names of what was applied.

    The connection's role must be a superuser, or may create roles and grant on the database.
    """
    migrations = read_migrations(folder)
    async with connection.transaction():
        await connection.execute(query("lock_migrations"))
        await connection.execute(query("prepare_roles"))
        applied = await _applied(connection)
        _check(migrations, applied)
        missing = [each for each in migrations if each.name not in applied]
        for each in missing:
            await _apply(connection, each)
    return [each.name for each in missing]


def read_migrations(folder: Path = FOLDER) -> list[Migration]:
    """Return the migrations of this release in the order of their numbers."""
    files = sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    return [Migration(name=each.stem, text=each.read_text(encoding="utf-8")) for each in files]


async def migrations_strayed(connection: Connection, *, folder: Path = FOLDER) -> list[Strayed]:
    """Return in what the record of migrations differs from the files of this release."""
    ours = {each.name: each.sha256 for each in read_migrations(folder)}
    return strayed(await _applied(connection), ours)


async def _applied(connection: Connection) -> Mapping[str, bytes]:
    rows = await connection.fetch(query("read_migrations"))
    return {row["name"]: row["sha256"] for row in rows}


async def _apply(connection: Connection, migration: Migration) -> None:
    try:
        await connection.execute(migration.text)
    except _THERE as error:
        raise MigrationDriftError(
            f"the record of migrations does not fit the tables: {migration.name} is not in it, "
            f"and {error}; restore table migration from a backup"
        ) from error
    await connection.execute(query("record_migration"), migration.name, migration.sha256)


def _check(migrations: Sequence[Migration], applied: Mapping[str, bytes]) -> None:
    """Refuse a file that changed, one that vanished, and one that comes too late."""
    ours = {each.name: each.sha256 for each in migrations}
    if unknown := sorted(name for name in applied if name not in ours):
        raise MigrationDriftError(
            f"the database was migrated by {', '.join(unknown)}, which this release does not have: "
            "use the release that has it"
        )
    if changed := sorted(name for name in ours if applied.get(name, ours[name]) != ours[name]):
        raise MigrationDriftError(
            f"migration {', '.join(changed)} is not what was applied: its file was edited, or the "
            "record in table migration; restore the one that was"
        )
    last = max(applied, default="")
    if late := sorted(name for name in ours if name not in applied and name < last):
        raise MigrationDriftError(
            f"migration {', '.join(late)} is not recorded as applied, and {last} after it is: its "
            "row in table migration was deleted, restore it; or its file is new, give it a new "
            "number"
        )
