"""Registers that hold what files of acts tell: played once, read by many tests."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from config.postgres_server import PostgresServer
from config.register import url_of_role
from eventstore.connections import Pool, open_pool
from eventstore.roles import APP
from tests.activities.desk import FILES, Desk, acts_of, open_desk

QUICK = Path(__file__).parents[1] / "golden" / "acts" / "quick.jsonl"
PASSWORD = "for-tests-only"


@asynccontextmanager
async def a_register(server: PostgresServer, template: str, name: str) -> AsyncIterator[Pool]:
    """Have a register of that name, which goes with its server."""
    connection = await asyncpg.connect(server.url)
    await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    await connection.close()
    url = urlunsplit(urlsplit(server.url)._replace(path=f"/{name}"))
    async with await open_pool(url_of_role(url, APP, PASSWORD)) as pool:
        yield pool


async def tell(desk: Desk, assembly: str, files: Sequence[Path]) -> None:
    """Play a seed and files of acts."""
    await desk.found(assembly)
    for path in files:
        await desk.play(acts_of(path))


@pytest.fixture(scope="session")
async def told(
    postgres: PostgresServer, template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Desk]:
    """TURKPA's register after all files of the demonstration. To be read only."""
    keys = tmp_path_factory.mktemp("keys")
    async with a_register(postgres, template, "told") as pool, open_desk(pool, keys) as desk:
        await tell(desk, "turkpa", FILES)
        yield desk


@pytest.fixture(scope="session")
async def quick(
    postgres: PostgresServer, template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Desk]:
    """An invented assembly in which every other kind of event happened. To be read only."""
    keys = tmp_path_factory.mktemp("keys")
    async with a_register(postgres, template, "quick") as pool, open_desk(pool, keys) as desk:
        await desk.found("quick")
        await desk.admit_gateway()
        await desk.play(acts_of(QUICK))
        yield desk


@pytest.fixture
async def cholpon_ata(pool: Pool, tmp_path: Path) -> AsyncIterator[Desk]:
    """TURKPA's register up to plenary session XI (H3 of domain.md)."""
    async with open_desk(pool, tmp_path, log="turkpa") as desk:
        await tell(desk, "turkpa", FILES[:2])
        yield desk
