"""One register, sealed and packed once; each test takes a copy of its own."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from config.postgres_server import PostgresServer
from config.register import url_of_role
from eventstore.connections import open_pool
from eventstore.roles import APP
from tests.conftest import PASSWORD, run, with_database
from tests.tampering.sealed import Kept, Sealing, packed, recorded


@dataclass(frozen=True, kw_only=True)
class Original:
    """A database with its maintenance address, the package of it, and what the auditor kept."""

    server: str
    name: str
    package: Path
    kept: Kept


@pytest.fixture(scope="session")
async def original(
    postgres: PostgresServer, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Original:
    """The register from which all copies are made; nobody is connected to it."""
    server = with_database(postgres.url, "postgres")
    folder, name = tmp_path_factory.mktemp("sealed"), f"sealed_{uuid4().hex}"
    await run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    url = with_database(postgres.url, name)
    pool = await open_pool(url_of_role(url, APP, PASSWORD))
    connection = await asyncpg.connect(url)
    kept = await recorded(pool, connection, folder / "gateway", Sealing())
    package = await packed(connection, folder / "package")
    await connection.close()
    await pool.close()
    return Original(server=server, name=name, package=package, kept=kept)


@pytest.fixture
async def register(original: Original) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A superuser in a copy of the register: no trigger and no foreign key stops him."""
    name = f"copy_{uuid4().hex}"
    copy = f"CREATE DATABASE {name} TEMPLATE {original.name}"
    await run(original.server, copy)
    connection = await asyncpg.connect(with_database(original.server, name))
    await connection.execute("SET session_replication_role = replica")
    yield connection
    await connection.close()
    await run(original.server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def package(original: Original, tmp_path: Path) -> Path:
    """A copy of the package."""
    shutil.copytree(original.package, tmp_path / "package")
    return tmp_path / "package"
