"""The real servers of all tests: one PostgreSQL, one Temporal; a fresh register per test."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import pytest
import structlog

from config.connections import connect_temporal
from config.leaving import leave
from config.postgres_server import PostgresServer, start_postgres
from config.preparing import event_types
from config.register import url_of_role
from config.temporal_namespace import prepare_namespace
from config.temporal_server import TemporalServer, start_temporal
from eventstore.connections import Pool, open_pool
from eventstore.event_types import enrol
from eventstore.migrate import migrate
from eventstore.roles import APP, set_password
from tests.eventstore.example import TYPES
from tests.house import House, make_house

TEMPLATE = "template_plenary"
ENDED = pytest.StashKey[int]()
PASSWORD = "for-tests-only"


def with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


async def run(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Remember how it ended."""
    session.config.stash[ENDED] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave as every process of ours that talked to Temporal: sdk-python #300."""
    if ENDED in config.stash:
        leave(config.stash[ENDED])


@pytest.fixture(scope="session")
async def postgres(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PostgresServer]:
    """A PostgreSQL of our own."""
    server = await start_postgres(tmp_path_factory.mktemp("postgres"), log=structlog.get_logger())
    yield server
    await server.stop()


@pytest.fixture(scope="session")
async def temporal(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TemporalServer]:
    """A Temporal server of our own; found or built as `plenary up` does."""
    server = await start_temporal(
        tmp_path_factory.mktemp("temporal"), environ=os.environ, log=structlog.get_logger()
    )
    yield server
    await server.stop()


@pytest.fixture(scope="session")
async def template(postgres: PostgresServer) -> str:
    """The name of a migrated database from which others are copied."""
    await run(with_database(postgres.url, "postgres"), f"CREATE DATABASE {TEMPLATE}")
    connection = await asyncpg.connect(with_database(postgres.url, TEMPLATE))
    await migrate(connection)
    await enrol(connection, [*event_types(), *TYPES])
    await set_password(connection, APP, PASSWORD)
    await connection.close()
    return TEMPLATE


@pytest.fixture
async def superuser_url(postgres: PostgresServer, template: str) -> AsyncIterator[str]:
    """The superuser's address of a fresh register."""
    name = f"register_{uuid4().hex}"
    maintenance = with_database(postgres.url, "postgres")
    # Its files as they are, not page by page through the log: half the time for each of a thousand.
    await run(maintenance, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    yield with_database(postgres.url, name)
    await run(maintenance, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def superuser(superuser_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Have a connection that may do anything."""
    connection = await asyncpg.connect(superuser_url)
    yield connection
    await connection.close()


@pytest.fixture
async def database_url(superuser_url: str) -> str:
    """The application's address of a fresh register."""
    return url_of_role(superuser_url, APP, PASSWORD)


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[Pool]:
    """A pool of the application on a fresh register."""
    opened = await open_pool(database_url)
    yield opened
    opened.terminate()


@pytest.fixture
async def house(
    temporal: TemporalServer, database_url: str, superuser_url: str, tmp_path: Path
) -> House:
    """A fresh register and a fresh namespace; nothing serves them yet."""
    namespace = f"house-{uuid4().hex[:12]}"
    await prepare_namespace(temporal.address, namespace)
    client = await connect_temporal(temporal.address, namespace)
    return make_house(
        database_url=database_url, superuser_url=superuser_url, client=client, data=tmp_path
    )
