"""Reading: in order, without holes, as of a position and as of a moment."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import asyncpg
import pytest

from config.preparing import event_types
from eventstore.connections import Pool
from eventstore.event_types import CatalogueDriftError, EventType, enrol, types_strayed
from eventstore.read import HoleError, head, outcome, position_at, read_all, read_stream
from eventstore.registrar import Registrar
from tests.eventstore.example import LOG, TYPES, JarFold, work


@pytest.fixture
async def connection(
    pool: Pool, superuser_url: str
) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        for n in range(12):
            await registrar.take(work(stream=f"jar/{n % 2}"))
        await registrar.take_all([work(stream="jar/2") for _ in range(1_100)])
    opened = await asyncpg.connect(superuser_url)
    yield opened
    await opened.close()


async def test_reading(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    events = [event async for event in read_all(connection)]
    assert [event.position for event in events] == list(range(1, 1_113))
    assert all(a.recorded_at <= b.recorded_at for a, b in pairwise(events))
    some = [event.position async for event in read_all(connection, after=5, up_to=9)]
    assert some == [6, 7, 8, 9]

    whole = await read_stream(connection, "jar/1")
    assert [event.version for event in whole] == [1, 2, 3, 4, 5, 6]
    assert await read_stream(connection, "jar/1", after_version=4) == whole[4:]
    assert await read_stream(connection, "jar/1", up_to_position=6) == whole[:3]
    assert await read_stream(connection, "jar/none") == []

    assert (await head(connection)).position == 1_112
    assert await outcome(connection, events[0].id) is None

    for event in events[:12]:
        known_at = await position_at(connection, event.recorded_at)
        assert known_at == event.position
        before = event.recorded_at - timedelta(microseconds=1)
        assert await position_at(connection, before) == event.position - 1
    assert await position_at(connection, datetime.max.replace(tzinfo=UTC)) == 1_112
    assert await position_at(connection, datetime(2000, 1, 1, tzinfo=UTC)) == 0


async def test_a_hole_stops_the_reader(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    await connection.execute("SET session_replication_role = replica")
    await connection.execute("DELETE FROM event WHERE position = 1005")
    seen: list[int] = []
    with pytest.raises(HoleError, match="position 1005 is missing: the next one found is 1006"):
        await read_into(seen, connection)
    assert seen == list(range(1, 1_005))


async def read_into(seen: list[int], connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    async for event in read_all(connection):
        seen.append(event.position)


async def test_an_empty_register_has_a_head_and_a_past(superuser_url: str) -> None:
    empty = await asyncpg.connect(superuser_url)
    assert (await head(empty)).position == 0
    assert await position_at(empty, datetime(2026, 1, 1, tzinfo=UTC)) == 0
    assert [event async for event in read_all(empty)] == []
    await empty.close()


async def test_the_shape_of_an_event_type_never_changes(database_url: str) -> None:
    application = await asyncpg.connect(database_url)
    first = EventType(type="ShapeKept", schema=1, json_schema={"type": "object", "title": "ä"})
    await enrol(application, [first])
    second = EventType(type="ShapeKept", schema=2, json_schema={})
    await enrol(application, [first, second])

    for schema, kept in ((1, second), (2, first)):
        changed = EventType(type="ShapeKept", schema=schema, json_schema={"type": "array"})
        with pytest.raises(CatalogueDriftError, match=rf"ShapeKept \(schema {schema}\): the shape"):
            await enrol(application, [changed, kept])
    await application.close()


@pytest.fixture
async def recorded_twice(database_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A register that holds events of one type in two shapes."""
    application = await asyncpg.connect(database_url)
    await enrol(application, shapes_kept(1))
    await enrol(application, shapes_kept(1, 2))
    yield application
    await application.close()


def shapes_kept(*schemas: int) -> list[EventType]:
    return [
        EventType(type="ShapeKept", schema=each, json_schema={"minimum": each}) for each in schemas
    ]


async def test_a_release_that_knows_all_shapes_starts(
    recorded_twice: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    release = shapes_kept(1, 2, 3)
    await enrol(recorded_twice, release)

    odd = await types_strayed(recorded_twice, [*event_types(), *TYPES, *release])
    assert odd == []


@pytest.mark.parametrize(
    ("release", "unknown"), [(shapes_kept(2, 3), 1), (shapes_kept(3), 1), (shapes_kept(1), 2)]
)
async def test_nothing_starts_on_a_shape_that_it_does_not_know(
    recorded_twice: "asyncpg.Connection[asyncpg.Record]", release: list[EventType], unknown: int
) -> None:
    with pytest.raises(CatalogueDriftError, match=rf"ShapeKept \(schema {unknown}\).*: events of"):
        await enrol(recorded_twice, release)
