"""Bring the register's database to the shape of this release: tables, rights, kinds of events."""

from collections.abc import Mapping
from functools import cache

from config.register import connected, let_in
from domain.catalogue import EVENTS
from domain.messages import Event
from domain.upcasts import readable
from eventstore.durability import assert_durable
from eventstore.event_types import EventType, enrol
from eventstore.migrate import migrate
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


@cache
def event_types() -> tuple[EventType, ...]:
    """Return the shape of every event of the domain, without the words that explain it."""
    return tuple(
        EventType(
            type=name,
            schema=kind.schema_version,
            json_schema=shape(kind),
            reads=frozenset(readable(kind)),
        )
        for name, kind in sorted(EVENTS.items())
    )


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
