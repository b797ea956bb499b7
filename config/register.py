"""The ways into the register's database: a connection, and a fresh password for a role."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from eventstore.durability import Connection
from eventstore.roles import APP, SEALER, set_password


async def let_in(connection: Connection, administrator_url: str, role: str = APP) -> str:
    """Give a role a fresh password; return its URL."""
    password = secrets.token_urlsafe(24)
    await set_password(connection, role, password)
    return url_of_role(administrator_url, role, password)


async def let_sealer_in(administrator_url: str) -> str:
    """Give the sealer a fresh password on a register that is prepared; return its URL."""
    async with connected(administrator_url) as connection:
        return await let_in(connection, administrator_url, SEALER)


def url_of_role(url: str, role: str, password: str) -> str:
    """Return the URL of the same database for another role."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password, safe='')}@{host}"))


@asynccontextmanager
async def connected(url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Have one connection inside the block."""
    connection = await asyncpg.connect(url, timeout=5, server_settings={"TimeZone": "UTC"})
    try:
        yield connection
    finally:
        await connection.close()
