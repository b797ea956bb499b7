"""Servers set up otherwise: a replica that is promoted, prepared acts, no connection left."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
import structlog

from config.postgres_server import PostgresServer
from config.register import url_of_role
from domain.submission import Accepted
from eventstore.connections import close_pool, open_pool
from eventstore.event_types import enrol
from eventstore.guards import guards_strayed
from eventstore.inbox import RegisterUnavailableError
from eventstore.migrate import migrate
from eventstore.proofs.sealer import seal
from eventstore.queries import query
from eventstore.registrar import Registrar
from eventstore.roles import APP, set_password
from eventstore.verify import Verified, verify
from eventstore.work import Work
from tests.conftest import PASSWORD, run, with_database
from tests.eventstore.example import CREATE_JARS, KEYS, LOG, TYPES, JarFold, Jars, work
from tests.eventstore.proofs.sealing import signer
from tests.eventstore.test_lost_database import CUT

REPLICATED = "event, command, person, checkpoint, cosignature, stamp, tile, subscription, view.jar"
"""All but the catalogue and the record of migrations, which the replica's own release made."""
SETTINGS = ("wal_level=logical", "max_prepared_transactions=2")
ENOUGH = 200
"""So often, every tenth of a second, is looked whether the replica has it all."""


@pytest.fixture(scope="module")
async def other(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PostgresServer]:
    """A server that can be replicated and keeps prepared transactions, with an empty register."""
    folder, log = tmp_path_factory.mktemp("other"), structlog.get_logger()
    server = PostgresServer(folder, log=log, settings=SETTINGS)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def source(other: PostgresServer) -> AsyncIterator[str]:
    """The superuser's address of a fresh register on that server."""
    await run(with_database(other.url, "postgres"), "CREATE DATABASE register")
    url = with_database(other.url, "register")
    connection = await asyncpg.connect(url)
    await migrate(connection)
    await enrol(connection, TYPES)
    await set_password(connection, APP, PASSWORD)
    await connection.close()
    yield url
    await run(with_database(other.url, "postgres"), "DROP DATABASE register WITH (FORCE)")


async def caught_up(replica: "asyncpg.Connection[asyncpg.Record]", events: int, size: int) -> None:
    for _ in range(ENOUGH):
        found = await replica.fetchrow(
            "SELECT (SELECT count(*) FROM event), (SELECT max(size) FROM checkpoint), "
            "(SELECT sum(marbles) FROM view.jar)"
        )
        if found is not None and tuple(found) == (events, size, events):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the replica does not catch up")


async def test_a_logical_replica_that_is_promoted_is_whole_and_goes_on(
    other: PostgresServer, source: str, superuser_url: str, database_url: str
) -> None:
    await run(source, CREATE_JARS, f"CREATE PUBLICATION register FOR TABLE {REPLICATED}")
    replica, first = await asyncpg.connect(superuser_url), work()
    await replica.execute(CREATE_JARS)
    pool, connection = await open_pool(app(source)), await asyncpg.connect(source)
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[Jars()]) as registrar:
        told = await registrar.take(first)
        await registrar.take_all([work() for _ in range(19)])
        await replica.execute(
            f"CREATE SUBSCRIPTION register CONNECTION '{source}' PUBLICATION register"
        )
        await registrar.take_all([work() for _ in range(30)])  # while the first ones are copied
        await seal(connection, signer(), LOG)
    await caught_up(replica, 50, 50)
    await close_pool(pool)
    await connection.close()
    await other.kill()
    await replica.execute("ALTER SUBSCRIPTION register DISABLE")
    await replica.execute("ALTER SUBSCRIPTION register SET (slot_name = NONE)")
    await replica.execute("DROP SUBSCRIPTION register")

    pool = await open_pool(database_url)
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[Jars()]) as promoted:
        again, new = await promoted.take(first), await promoted.take(work())
    await close_pool(pool)

    assert again == told
    assert isinstance(new, Accepted)
    assert (new.entries[0].position, new.entries[0].version) == (51, 51)
    found = await verify(replica, keys=KEYS.get)
    assert isinstance(found, Verified), found
    assert found.sealing is not None
    assert (found.size, found.sealing.size) == (51, 50)
    await replica.execute("DROP TABLE view.jar")
    assert await guards_strayed(replica) == []  # it refuses change as the first one did
    await replica.close()
    await other.start()
    await run(source, "SELECT pg_drop_replication_slot('register')")


def app(url: str) -> str:
    """Return the application's address of a register."""
    return url_of_role(url, APP, PASSWORD)


async def test_a_prepared_transaction_that_holds_the_lock_is_told_until_it_is_ended(
    source: str,
) -> None:
    """It outlives its connection and every limit of ours: only an operator can end it."""
    lock = query("begin").split(";")[-2].strip()
    pool, superuser = await open_pool(app(source)), await asyncpg.connect(source)
    await superuser.execute(f"BEGIN; {lock}; PREPARE TRANSACTION 'left behind'")
    act = work()
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        with pytest.raises(RegisterUnavailableError, match="LockNotAvailable"):
            await registrar.take(act)
        await superuser.execute("ROLLBACK PREPARED 'left behind'")
        assert isinstance(await registrar.take(act), Accepted)
    assert isinstance(await verify(superuser, keys=KEYS.get), Verified)
    await close_pool(pool)
    await superuser.close()


async def unanswered(registrar: Registrar, act: Work) -> str:
    """Send an act that gets no answer; return why."""
    with pytest.raises(RegisterUnavailableError) as gone:
        await registrar.take(act)
    return str(gone.value)


async def test_without_a_connection_left_acts_are_not_known_and_then_go_on(source: str) -> None:
    superuser, act = await asyncpg.connect(source), work()
    pool = await open_pool(app(source), at_most=2)
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take(work())
        await superuser.execute(f"ALTER ROLE {APP} CONNECTION LIMIT 0")
        await superuser.execute(CUT)
        try:
            said = [await unanswered(registrar, act) for _ in range(3)]  # the first: it was cut
            assert "TooManyConnections" in said[-1]
        finally:
            await superuser.execute(f"ALTER ROLE {APP} CONNECTION LIMIT -1")
        assert isinstance(await registrar.take(act), Accepted)
    assert await superuser.fetchval("SELECT count(*) FROM event") == 2
    await close_pool(pool)
    await superuser.close()
