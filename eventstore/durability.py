"""A register that may forget is no register: refuse a database which does not flush."""

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import asyncpg
    from asyncpg.pool import PoolConnectionProxy

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]"

DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
SETTINGS = "SELECT name, setting FROM pg_settings WHERE name = ANY($1) ORDER BY name"


class NotDurableError(Exception):
    """The database acknowledges commits which a power cut can take back."""


async def assert_durable(connection: Connection) -> None:
    """Refuse a database in which an acknowledged commit may be lost."""
    rows = await connection.fetch(SETTINGS, list(DURABLE))
    off = [row["name"] for row in rows if row["setting"] == "off"]
    if off:
        raise NotDurableError(
            f"PostgreSQL runs with {', '.join(f'{name} = off' for name in off)}: "
            "a power cut could take back events which were acknowledged; switch it on"
        )
