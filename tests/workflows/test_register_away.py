"""The database is away across the instant of a deadline, and nobody acts after it."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
import structlog

from config.connections import connect_temporal
from config.postgres_server import PostgresServer, start_postgres
from config.preparing import event_types
from config.register import url_of_role
from config.temporal_namespace import prepare_namespace
from config.temporal_server import TemporalServer
from eventstore.event_types import enrol
from eventstore.migrate import migrate
from eventstore.roles import APP, set_password
from tests.house import House, make_house, until
from tests.workflows.story import LEGAL, drafted, referred, seated
from workflows import case_workflow

OUTAGE = float(os.environ.get("PLENARY_TEST_OUTAGE_SECONDS", "7"))
"""`make faults` sets 70, longer than the minute after which an attempt is given up. By default
the outage is shorter, and so in proportion is that minute: the same way is taken."""
PASSWORD = "for-tests-only"


@pytest.fixture
async def mortal(tmp_path: Path) -> AsyncIterator[PostgresServer]:
    """A PostgreSQL that this test may stop."""
    server = await start_postgres(tmp_path, log=structlog.get_logger())
    connection = await asyncpg.connect(server.url)
    await migrate(connection)
    await enrol(connection, event_types())
    await set_password(connection, APP, PASSWORD)
    await connection.close()
    yield server
    await server.stop()


@pytest.fixture
async def fragile(mortal: PostgresServer, temporal: TemporalServer, tmp_path: Path) -> House:
    """A house on that server."""
    await prepare_namespace(temporal.address, "fragile")
    return make_house(
        database_url=url_of_role(mortal.url, APP, PASSWORD),
        superuser_url=mortal.url,
        client=await connect_temporal(temporal.address, "fragile"),
        data=tmp_path,
    )


async def test_a_deadline_passes_once_though_the_database_was_away_when_it_fell(
    fragile: House, mortal: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_workflow, "PATIENCE", timedelta(seconds=min(60, OUTAGE / 2)))
    async with fragile.serve():
        await seated(fragile)
        await fragile.record(*drafted())
        due = datetime.now(UTC) + timedelta(seconds=3)
        await fragile.tell(referred("legal", report_by=due))
        await until(lambda: fragile.is_running(LEGAL))
        await mortal.kill()
        assert datetime.now(UTC) < due, "the database went too late for this test"
        await asyncio.sleep(OUTAGE)
        await mortal.start()
        await until(lambda: fragile.has(LEGAL, "NoReportInTime"), seconds=60)

    assert (await fragile.events(LEGAL)).count("DeadlinePassed") == 1
    assert datetime.now(UTC) > due + timedelta(seconds=OUTAGE / 2)
