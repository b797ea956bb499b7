"""Networks that fail between a registrar and its database: late, cut, or silent in mid-act."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import asyncpg

from domain.submission import Accepted, Failed, Receipt
from eventstore.connections import close_pool, open_pool
from eventstore.inbox import RegisterUnavailableError
from eventstore.queries import query
from eventstore.registrar import Registrar
from eventstore.verify import Verified, verify
from tests.eventstore.example import KEYS, LOG, JarFold, work
from tests.link import Link, linked

ACTS, CALLERS, JARS = 120, 12, 8
HELD_SECONDS = 0.4
LOCKED = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"


@asynccontextmanager
async def far(url: str) -> AsyncIterator[tuple[Link, Registrar]]:
    """Have a registrar that reaches its database over a link."""
    async with linked(url) as (link, address):
        pool = await open_pool(address)
        try:
            async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
                yield link, registrar
        finally:
            link.carry()
            await close_pool(pool)


async def answered(registrar: Registrar, command_id: UUID, stream: str) -> Receipt:
    """Send an act until somebody answers, as `submit` does."""
    while True:
        try:
            answer = await registrar.take(work(stream=stream, command_id=command_id))
        except RegisterUnavailableError:
            await asyncio.sleep(0.05)
        else:
            assert not isinstance(answer, Failed), answer
            return answer


async def disturb(link: Link, chance: random.Random) -> None:
    """Cut, hold and slow a link, again and again."""
    while True:
        await asyncio.sleep(chance.uniform(0.01, 0.15))
        match chance.randrange(4):
            case 0 | 1:
                link.cut()
            case 2:
                link.hold()
                await asyncio.sleep(HELD_SECONDS)
                link.cut()
                link.carry()
            case _:
                link.delay = chance.choice((0.0, 0.002, 0.02))


async def test_nothing_is_lost_or_doubled_over_a_link_that_fails(
    database_url: str, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    chance = random.Random(11)
    acts = [(uuid4(), f"jar/{chance.randrange(JARS)}") for _ in range(ACTS)]
    told: dict[UUID, Receipt] = {}

    async with far(database_url) as (link, registrar):

        async def call(number: int) -> None:
            for command_id, stream in acts[number::CALLERS]:
                told[command_id] = await answered(registrar, command_id, stream)

        disturbing = asyncio.create_task(disturb(link, chance))
        async with asyncio.TaskGroup() as callers:
            for number in range(CALLERS):
                callers.create_task(call(number))
        disturbing.cancel()
        link.carry()
        again = {each: await answered(registrar, each, stream) for each, stream in acts}

    assert again == told
    positions = [each.entries[0].position for each in told.values() if isinstance(each, Accepted)]
    assert sorted(positions) == list(range(1, ACTS + 1))
    found = await verify(superuser, keys=KEYS.get)
    assert isinstance(found, Verified), found
    assert found.size == ACTS


async def test_a_lock_holder_behind_a_dead_network_is_given_up(
    database_url: str, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    """Neither end is told: only the database's own limit frees the lock, here a short one."""
    act = work()
    async with far(database_url) as (link, registrar):
        await registrar.take(work())
        async with linked(database_url) as (dead, address):
            partitioned = await asyncpg.connect(address)
            await partitioned.execute(query("settle"))
            await partitioned.execute("SET idle_in_transaction_session_timeout = '1s'")
            await partitioned.execute(query("begin"))
            dead.hold()
            assert await superuser.fetchval(LOCKED) == 1

            receipt = await answered(registrar, act.command_id, "jar/1")

            partitioned.terminate()
        assert isinstance(receipt, Accepted)
        assert await superuser.fetchval(LOCKED) == 0
        link.cut()
        assert await answered(registrar, act.command_id, "jar/1") == receipt
    found = await verify(superuser, keys=KEYS.get)
    assert isinstance(found, Verified)
    assert found.size == 2


async def test_an_act_whose_answer_never_arrives_is_found_by_whoever_asks_elsewhere(
    database_url: str, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    act = work()
    async with far(database_url) as (link, registrar):
        await registrar.take(work())
        link.delay = 0.3  # time to record, and for the answer still to be on its way
        asked = asyncio.create_task(registrar.take(act))
        while await superuser.fetchval("SELECT count(*) FROM event") == 1:
            await asyncio.sleep(0.01)
        link.hold()
        pool = await open_pool(database_url)
        async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as another:
            receipt = await another.take(act)
        await close_pool(pool)
        asked.cancel()
        await asyncio.wait([asked])
        link.cut()

    assert isinstance(receipt, Accepted)
    assert await superuser.fetchval("SELECT count(*) FROM event") == 2
