"""Prepare the register's database: roles, migrations, and the application's own way in."""

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from domain.catalogue import EVENTS
from domain.messages import Event
from eventstore.durability import Connection, assert_durable
from eventstore.event_types import EventType, enrol
from eventstore.migrate import migrate
from eventstore.roles import APP, SEALER, set_password
from eventstore.work import Json

_WORDS = frozenset({"title", "description"})


async def prepare(administrator_url: str) -> str:
    """Bring the register to this release's shape; return the URL of the application's role.

    A new password is made each time: it lives as long as what was started with it.
    """
    async with connected(administrator_url) as connection:
        await assert_durable(connection)
        await migrate(connection)
        await enrol(connection, event_types())
        return await let_in(connection, administrator_url)


async def let_in(connection: Connection, administrator_url: str, role: str = APP) -> str:
    """Give a role a fresh password; return its URL."""
    password = secrets.token_urlsafe(24)
    await set_password(connection, role, password)
    return url_of_role(administrator_url, role, password)


async def let_sealer_in(administrator_url: str) -> str:
    """Give the sealer a fresh password on a register that is prepared; return its URL."""
    async with connected(administrator_url) as connection:
        return await let_in(connection, administrator_url, SEALER)


def event_types() -> list[EventType]:
    """Return the shape of every event of the domain, without the words that explain it."""
    return [
        EventType(type=name, schema=kind.schema_version, json_schema=shape(kind))
        for name, kind in sorted(EVENTS.items())
    ]


def shape(kind: type[Event]) -> Mapping[str, Json]:
    """Return the JSON Schema of an event: a docstring may be improved, a field may not."""
    schema: Json = _without_words(kind.model_json_schema())
    return schema if isinstance(schema, Mapping) else {}


def _without_words(schema: Json) -> Json:
    if isinstance(schema, Mapping):
        return {
            name: _without_words(each)
            for name, each in schema.items()
            if not (name in _WORDS and isinstance(each, str))
        }
    if isinstance(schema, list):
        return [_without_words(each) for each in schema]
    return schema


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
