"""A fault that nobody foresaw: it costs one act its answer, and nobody else anything."""

import asyncio
from dataclasses import replace
from datetime import datetime

import asyncpg
import pytest

from domain.submission import Accepted
from eventstore.connections import Pool, open_pool
from eventstore.draft import Draft
from eventstore.durability import Connection
from eventstore.inbox import RegisterUnavailableError
from eventstore.registrar import Registrar
from eventstore.verify import Verified, verify
from eventstore.work import Accept, Recorded, State
from eventstore.writing import Writer
from tests.eventstore.example import KEYS, LOG, JarFold, put, work

WRITTEN_BY = "eventstore.registrar.Writer.write"


class NewerFold(JarFold):
    """The fold of a later release, which knows one more type of event."""

    def evolve(self, state: State, event: Recorded) -> State:
        """Count also what is broken."""
        return super().evolve(state, replace(event, type="MarblePut"))


async def size(superuser_url: str) -> int:
    """Return the size of a register that must be whole."""
    connection = await asyncpg.connect(superuser_url)
    answer = await verify(connection, keys=KEYS.get)
    await connection.close()
    assert isinstance(answer, Verified), answer
    return answer.size


async def test_an_event_of_a_later_release_concerns_only_the_acts_that_need_its_stream(
    registrar: Registrar, database_url: str
) -> None:
    await registrar.take_all([work(), work(stream="jar/2")])
    other = await open_pool(database_url)
    async with Registrar(other, log=LOG, fold=NewerFold(), views=[]) as newer:
        await newer.take(work(Accept(facts=[put(type="JarBroken"), put()])))
    await other.close()

    answers = await registrar.take_all([work(stream="jar/2"), work(), work(stream="jar/3")])
    again = await registrar.take_all([work(), work(stream="jar/2")])

    assert [each.kind for each in answers] == ["accepted", "failed", "accepted"]
    assert [each.kind for each in again] == ["failed", "accepted"]


async def test_an_unforeseen_fault_in_a_batch_is_answered_and_the_next_batch_goes_on(
    registrar: Registrar, superuser_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Writer.write

    async def spoil(
        self: Writer, connection: Connection, draft: Draft, *, looked: bool
    ) -> datetime:
        if any("spoiled" in row.body for row in draft.rows):
            raise AttributeError(f"nobody foresaw this of {self}")
        return await write(self, connection, draft, looked=looked)

    monkeypatch.setattr(WRITTEN_BY, spoil)
    spoiled = work(Accept(facts=[put(colour="spoiled")]))
    answers = await registrar.take_all([work(), spoiled, work()])
    monkeypatch.setattr(WRITTEN_BY, write)
    repeated = await registrar.take(spoiled)

    assert [each.kind for each in answers] == ["accepted", "failed", "accepted"]
    assert isinstance(repeated, Accepted)
    assert await size(superuser_url) == 3


async def test_a_stream_that_cannot_be_read_concerns_only_the_acts_that_need_it(
    registrar: Registrar, pool: Pool, superuser_url: str
) -> None:
    await registrar.take_all([work(), work(stream="jar/2")])
    connection = await asyncpg.connect(superuser_url)
    await connection.execute(
        "SET session_replication_role = replica; UPDATE event SET body = '{}' WHERE position = 1"
    )
    await connection.close()
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as fresh:
        answers = await fresh.take_all([work(stream="jar/2"), work(), work(stream="jar/2")])

    assert [each.kind for each in answers] == ["accepted", "failed", "accepted"]


async def test_one_hears_when_the_registrar_ends_by_itself(
    registrar: Registrar, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = asyncio.create_task(registrar.ended())
    monkeypatch.setattr(WRITTEN_BY, cancelled)

    with pytest.raises(RegisterUnavailableError, match="ended"):
        await registrar.take(work())
    async with asyncio.timeout(1):
        await ending


async def cancelled(*_: object, **__: object) -> None:
    raise asyncio.CancelledError


async def test_an_act_whose_caller_left_before_its_turn_is_not_begun(
    registrar: Registrar, superuser_url: str
) -> None:
    callers = [asyncio.create_task(registrar.take_all([work(), work()])) for _ in range(10)]
    await asyncio.sleep(0)
    for each in callers[1:]:
        each.cancel()
    await asyncio.gather(*callers, return_exceptions=True)

    assert await size(superuser_url) <= 2
