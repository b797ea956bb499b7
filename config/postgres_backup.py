"""Base backups and logical dumps of a PostgreSQL server, and servers made from them again."""

import os
import shutil
from pathlib import Path

from config.backup_manifest import check_base
from config.postgres_folder import Account, leash_of, prepare_folder
from config.postgres_programs import run_program
from eventstore.durability import Connection
from eventstore.queries import query


async def take_base(url: str, to: Path) -> None:
    """Copy a running cluster with the write-ahead log that makes it whole, and check the copy."""
    words = ("--wal-method=stream", "--checkpoint=fast", "--manifest-checksums=SHA256")
    await run_program("pg_basebackup", *words, "--pgdata", str(to), url=url)
    await check_base(to)


async def take_dump(url: str, to: Path) -> None:
    """Write all of one database as statements, for this release of PostgreSQL and later ones."""
    await run_program("pg_dump", "--format=custom", "--file", str(to), url=url)


async def lay_base(base: Path, data: Path) -> None:
    """Make a data folder's cluster of a base backup; only we know its new password."""
    folder = (data / "postgres").resolve()
    account = prepare_folder(folder)
    fresh = folder / "cluster.new"
    _copy(base, fresh, account)  # in no thread: one that goes on would undo what is cleared away
    password = (folder / "password").read_text()
    await run_program(
        "postgres",
        *("--single", "-D", str(fresh), "postgres"),
        said=f"ALTER ROLE postgres PASSWORD '{password}'\n",
        account=leash_of(account, folder),
    )
    fresh.rename(folder / "cluster")


async def lay_dump(connection: Connection, url: str, dump: Path) -> None:
    """Restore a dump into an empty database, whole or not at all; its roles are made before."""
    async with connection.transaction():
        await connection.execute(query("prepare_roles"))
        await connection.execute(query("unprepare_migrations"))
    words = ("--exit-on-error", "--single-transaction", str(dump))
    await run_program("pg_restore", *words, url=url)


def _copy(base: Path, fresh: Path, account: Account | None) -> None:
    shutil.copytree(base, fresh)
    fresh.chmod(0o700)
    if account is not None:
        for each in (fresh, *fresh.rglob("*")):
            os.chown(each, account.uid, account.gid)
