"""Bring the register's database to the shape of this release: tables, rights, kinds of events."""

from functools import cache

from config.register import connected, let_in
from domain.event_shapes import published
from eventstore.durability import assert_durable
from eventstore.event_types import EventType, enrol
from eventstore.migrate import migrate


async def prepare(administrator_url: str) -> str:
    """Bring the register to this release's shape; return the URL of the application's role.

    A new password is made each time: it lives as long as what was started with it.
    """
    async with connected(administrator_url) as connection:
        await assert_durable(connection)
        await migrate(connection)
        await enrol(connection, event_types())
        return await let_in(connection, administrator_url)


@cache
def event_types() -> tuple[EventType, ...]:
    """Return every shape that an event of the domain was ever recorded in."""
    return tuple(
        EventType(type=name, schema=schema, json_schema=shape)
        for (name, schema), shape in published().items()
    )
