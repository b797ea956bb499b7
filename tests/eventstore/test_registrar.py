"""The registrar: once each, in order, without holes, and nobody is hurt by his neighbour."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import asyncpg
import pytest

from domain.not_loaded import NotLoadedError
from domain.signing import commitment
from domain.submission import Accepted, Disclosure, Failed, Refused
from eventstore.connections import Pool, open_pool
from eventstore.inbox import RegisterUnavailableError
from eventstore.queries import query
from eventstore.read import head, outcome, read_all, read_stream
from eventstore.registrar import Registrar
from eventstore.verify import Verified, verify
from eventstore.work import Accept, Fact, Judgement, Refuse, State
from tests.eventstore.example import CREATE_JARS, KEYS, LOG, JarFold, Jars, at_most, put, work
from tests.faults.bites import unlocked


@pytest.fixture
async def registrar(pool: Pool, superuser_url: str) -> AsyncIterator[Registrar]:
    superuser = await asyncpg.connect(superuser_url)
    await superuser.execute(CREATE_JARS)
    await superuser.close()
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[Jars()]) as running:
        yield running


@pytest.fixture
async def connection(superuser_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    opened = await asyncpg.connect(superuser_url)
    yield opened
    await opened.close()


async def is_whole(connection: "asyncpg.Connection[asyncpg.Record]", size: int) -> None:
    """Assert what must hold after every test: the chain stands and has so many events."""
    answer = await verify(connection, keys=KEYS.get)
    assert isinstance(answer, Verified), answer
    assert answer.size == size


async def test_an_act_is_answered_with_its_places_in_the_register(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    act = work(Accept(facts=[put("jar/1"), put("jar/2", "blue"), put("jar/1", "green")]))

    receipt = await registrar.take(act)

    assert isinstance(receipt, Accepted)
    assert [(e.position, e.stream, e.version) for e in receipt.entries] == [
        (1, "jar/1", 1),
        (2, "jar/2", 1),
        (3, "jar/1", 2),
    ]
    events = await read_stream(connection, "jar/1")
    assert [event.id for event in events] == [
        receipt.entries[0].event_id,
        receipt.entries[2].event_id,
    ]
    assert events[0].recorded_at == receipt.recorded_at
    await is_whole(connection, 3)


async def test_twenty_twins_at_once_take_effect_once_and_hear_the_same(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    act = work()

    answers = await asyncio.gather(*(registrar.take(act) for _ in range(20)))

    assert {answer.model_dump_json() for answer in answers} == {answers[0].model_dump_json()}
    await is_whole(connection, 1)


async def test_a_repetition_years_later_hears_the_first_answer(
    registrar: Registrar, pool: Pool, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    act = work()
    first = await registrar.take(act)
    await registrar.take(work())

    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as another:
        assert await another.take(act) == first
    assert await outcome(connection, act.command_id) == first
    await is_whole(connection, 2)


async def test_a_refusal_is_on_record_and_stands_for_ever(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    refuse = Refuse(code="full", sentence="it is full", citation="art. 1", missing=("room",))
    act = work(refuse)

    answer = await registrar.take(act)

    assert answer == Refused(
        command_id=act.command_id,
        code="full",
        sentence="it is full",
        citation="art. 1",
        missing=("room",),
        position=1,
    )
    assert await registrar.take(replace(act, judge=lambda _s, _n: Accept(facts=[put()]))) == answer
    [event] = await read_stream(connection, "refusals")
    assert (event.type, event.data["command"], event.data["stream"]) == (
        "CommandRefused",
        "PutMarble",
        "jar/1",
    )
    await is_whole(connection, 1)


async def test_a_malformed_act_leaves_nothing_and_may_be_sent_again(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    act = work(Refuse(code="too-early", sentence="not yet", stored=False))

    answer = await registrar.take(act)

    assert isinstance(answer, Refused)
    assert answer.position is None
    assert await outcome(connection, act.command_id) is None
    later = await registrar.take(replace(act, judge=lambda _s, _n: Accept(facts=[put()])))
    assert isinstance(later, Accepted)
    await is_whole(connection, 1)


async def test_a_reused_id_is_refused_on_record_once_and_the_first_outcome_stands(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    act = work()
    first = await registrar.take(act)
    other = work(command_id=act.command_id, content="something else")

    answers = [await registrar.take(other), await registrar.take(other)]

    assert isinstance(answers[0], Refused)
    assert answers[0].code == "command-id-reused"
    assert answers[0] == answers[1]
    assert await registrar.take(act) == first
    assert await outcome(connection, act.command_id) == first
    [event] = await read_stream(connection, "refusals")
    assert event.command == act.command_id
    await is_whole(connection, 2)


async def test_an_id_reused_within_one_batch_is_found_out(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    act = work()
    other = work(command_id=act.command_id, content="something else")

    answers = await registrar.take_all([act, other, act, other])

    assert answers[0] == answers[2]
    assert answers[1] == answers[3]
    assert isinstance(answers[1], Refused)
    await is_whole(connection, 2)


async def test_what_was_resolved_as_abandoned_can_never_land(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    act = work()

    resolved = await registrar.resolve(act.command_id)
    late = await registrar.take(act)
    later = await registrar.take(act)

    assert isinstance(resolved, Refused)
    assert resolved.code == "command-abandoned"
    assert isinstance(late, Refused)
    assert (late.code, late.position) == ("command-abandoned", 2)
    assert later == late
    assert await registrar.resolve(act.command_id) == resolved
    assert await read_stream(connection, "jar/1") == []
    await is_whole(connection, 2)


async def test_an_outcome_can_be_resolved(registrar: Registrar) -> None:
    act = work()
    first = await registrar.take(act)

    assert await registrar.resolve(act.command_id) == first


async def test_an_act_decided_on_an_old_page_is_refused_on_record(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    answers = await registrar.take_all(
        [work(expected_version=0), work(expected_version=0), work(expected_version=1)]
    )

    assert isinstance(answers[0], Accepted)
    assert isinstance(answers[1], Refused)
    assert (answers[1].code, answers[1].position) == ("stale-version", 2)
    assert isinstance(answers[2], Accepted)
    await is_whole(connection, 3)


async def test_each_act_sees_what_those_before_it_did(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await registrar.take(work(stream="jar/9"))

    answers = await asyncio.gather(*(registrar.take(at_most("jar/9", 5)) for _ in range(20)))

    assert sum(isinstance(answer, Accepted) for answer in answers) == 4
    assert len(await read_stream(connection, "jar/9")) == 5
    await is_whole(connection, 1 + 4 * 2 + 16)


async def test_what_one_act_has_read_the_next_ones_and_the_next_batch_see_without_reading(
    registrar: Registrar,
) -> None:
    looked: list[bool] = []

    def judge(states: Mapping[str, State], _now: datetime) -> Judgement:
        try:
            states["jar/9"]
        except NotLoadedError:
            looked.append(False)
            raise
        looked.append(True)
        return Accept(facts=[put("jar/1")])

    await registrar.take_all([replace(work(), judge=judge) for _ in range(3)])
    await registrar.take(replace(work(), judge=judge))

    assert looked == [False, True, True, True, True]


async def test_a_judge_which_never_has_enough_fails_alone(registrar: Registrar) -> None:
    def judge(states: Mapping[str, State], _now: datetime) -> Judgement:
        raise LookupError(str(len(states)))

    answers = await registrar.take_all([replace(work(), judge=judge), work()])

    assert isinstance(answers[0], Failed)
    assert isinstance(answers[1], Accepted)


async def test_one_bug_among_thirty_leaves_twenty_nine_outcomes(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    acts = [work() for _ in range(30)]

    def judge(states: Mapping[str, State], _now: datetime) -> Judgement:
        raise ZeroDivisionError(str(states))

    acts[13] = replace(acts[13], judge=judge)
    answers = await registrar.take_all(acts)

    assert [isinstance(answer, Failed) for answer in answers].index(True) == 13
    assert sum(isinstance(answer, Accepted) for answer in answers) == 29
    assert await outcome(connection, acts[13].command_id) is None
    await is_whole(connection, 29)


@pytest.mark.parametrize(
    "fact",
    [
        Fact(stream="jar/1", type="MarblePut", schema=1, data={"colour": 2**53}),
        Fact(stream="jar/1", type="MarblePut", schema=1, data={"colour": "e\u0301"}),
        Fact(stream="jar/1", type="MarblePut", schema=1, data={"colour": "\ud800"}),
        Fact(stream="jar/1", type="JarBroken", schema=1, data={}),
        Fact(stream="jar/1", type="MarbleNobodyCanSee", schema=1, data={}),
        Fact(stream="jar/2", type="MarblePut", schema=1, data={"colour": "poison"}),
        Fact(stream="jar/\x00", type="MarblePut", schema=1, data={"colour": "red"}),
    ],
    ids=["huge", "not-nfc", "surrogate", "fold", "view", "poison-row", "nul"],
)
async def test_what_cannot_be_recorded_sinks_nobody_else(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]", fact: Fact
) -> None:
    acts = [work(), work(Accept(facts=[put(), fact])), work()]

    answers = await registrar.take_all(acts)

    assert [answer.kind for answer in answers] == ["accepted", "failed", "accepted"]
    assert isinstance(answers[1], Failed)
    assert answers[1].code == "bug"
    assert answers[1].reference
    assert await outcome(connection, acts[1].command_id) is None
    await is_whole(connection, 2)


async def test_a_body_of_60_001_bytes_is_refused_and_leaves_nothing(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await registrar.take(work(Accept(facts=[put(colour="x" * 1_000)])))
    envelope = await connection.fetchval("SELECT octet_length(body::text) FROM event") - 1_000
    longest = put(colour="x" * (60_000 - envelope))
    longer = put(colour="x" * (60_001 - envelope))

    answers = await registrar.take_all(
        [work(Accept(facts=[longest])), work(Accept(facts=[longer]))]
    )

    assert isinstance(answers[0], Accepted)
    assert isinstance(answers[1], Refused)
    assert (answers[1].code, answers[1].position) == ("too-large", None)
    await is_whole(connection, 2)


async def test_an_act_of_ten_thousand_events_is_one_act(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    answer = await registrar.take(work(Accept(facts=[put()] * 10_000)))

    assert isinstance(answer, Accepted)
    assert answer.entries[-1].version == 10_000
    await is_whole(connection, 10_000)


async def test_an_act_without_a_fact_is_a_bug(registrar: Registrar) -> None:
    assert isinstance(await registrar.take(work(Accept(facts=[]))), Failed)


async def test_two_workers_keep_one_order_and_see_each_other(
    database_url: str, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    pools = [await open_pool(database_url), await open_pool(database_url)]
    async with (
        Registrar(pools[0], log=LOG, fold=JarFold(), views=[]) as one,
        Registrar(pools[1], log=LOG, fold=JarFold(), views=[]) as two,
    ):
        answers = await asyncio.gather(
            *(each.take(at_most(f"jar/{n % 3}", 50)) for n in range(100) for each in (one, two))
        )
    assert sum(isinstance(answer, Accepted) for answer in answers) == 150
    for n in range(3):
        assert len(await read_stream(connection, f"jar/{n}")) == 50
    await is_whole(connection, 150 * 2 + 50)
    for pool in pools:
        await pool.close()


async def test_even_without_the_lock_no_position_is_given_twice(
    database_url: str,
    connection: "asyncpg.Connection[asyncpg.Record]",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second net: the primary key. Who loses there is judged again, or told that he failed."""
    monkeypatch.setattr("eventstore.kept_connection.query", unlocked)
    monkeypatch.setattr("eventstore.writing.query", unlocked)
    pools = [await open_pool(database_url), await open_pool(database_url)]
    async with (
        Registrar(pools[0], log=LOG, fold=JarFold(), views=[]) as one,
        Registrar(pools[1], log=LOG, fold=JarFold(), views=[]) as two,
    ):
        answers = await asyncio.gather(
            *(each.take(work()) for _ in range(60) for each in (one, two))
        )
    await is_whole(connection, sum(isinstance(answer, Accepted) for answer in answers))
    for pool in pools:
        await pool.close()


async def test_a_tail_reader_sees_every_position_while_two_workers_write(
    database_url: str, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    pools = [await open_pool(database_url), await open_pool(database_url)]
    seen: list[int] = []

    async def tail() -> None:
        while len(seen) < 600:
            seen.extend([each.position async for each in read_all(connection, after=len(seen))])
            await asyncio.sleep(0)

    async with (
        Registrar(pools[0], log=LOG, fold=JarFold(), views=[]) as one,
        Registrar(pools[1], log=LOG, fold=JarFold(), views=[]) as two,
        asyncio.timeout(30),
    ):
        reader = asyncio.create_task(tail())
        for _ in range(30):
            await asyncio.gather(*(each.take(work()) for _ in range(10) for each in (one, two)))
        await reader
    assert seen == list(range(1, 601))
    for pool in pools:
        await pool.close()


async def test_a_foreign_transaction_left_open_holds_nobody_up(
    registrar: Registrar,
    superuser_url: str,
    connection: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    idle = await asyncpg.connect(superuser_url)
    await idle.execute("BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT txid_current()")

    assert isinstance(await registrar.take(work()), Accepted)
    assert (await head(connection)).position == 1
    await idle.close()


async def test_twenty_first_acts_on_one_new_case_burn_nothing(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    acts = [work(stream="jar/new", expected_version=0) for _ in range(20)]

    answers = await asyncio.gather(*(registrar.take(act) for act in acts))

    assert sum(isinstance(answer, Accepted) for answer in answers) == 1
    assert len(await read_stream(connection, "jar/new")) == 1
    await is_whole(connection, 20)


async def test_views_hold_the_last_row_of_each_key(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await registrar.take_all([work(Accept(facts=[put(colour=c)])) for c in ("red", "blue")])

    rows = await connection.fetch("SELECT * FROM view.jar")
    assert [tuple(row) for row in rows] == [("jar/1", 2, "blue")]


async def test_what_a_commitment_stands_for_is_kept_apart(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    disclosure = Disclosure(field="name", value="Ada", salt="s" * 32)
    fact = Fact(stream="jar/1", type="MarblePut", schema=1, data={"colour": commitment(disclosure)})

    await registrar.take(replace(work(Accept(facts=[put(), fact])), disclosures=(disclosure,)))

    [row] = await connection.fetch("SELECT position, field, ordinal, value, salt FROM person")
    assert tuple(row) == (2, "colour", 1, "Ada", "s" * 32)
    assert "Ada" not in await connection.fetchval("SELECT string_agg(body::text, '') FROM event")


async def test_a_caller_who_leaves_harms_nobody(
    registrar: Registrar, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    callers = [asyncio.create_task(registrar.take(work())) for _ in range(10)]
    await asyncio.sleep(0)
    callers[3].cancel()

    answers = await asyncio.gather(*callers, return_exceptions=True)

    assert sum(isinstance(answer, Accepted) for answer in answers) == 9
    assert isinstance(answers[3], asyncio.CancelledError)
    await registrar.take(work())
    size = (await head(connection)).position
    await is_whole(connection, size)


async def test_states_are_known_after_an_act_and_read_from_the_database(
    registrar: Registrar, database_url: str
) -> None:
    await registrar.take_all([work(), work()])
    other = await open_pool(database_url)
    async with Registrar(other, log=LOG, fold=JarFold(), views=[]) as another:
        await another.take(work())
    await other.close()

    assert await registrar.known_state("jar/1") == 2
    assert await registrar.read_state("jar/1") == 3
    assert await registrar.known_state("jar/unknown") == 0
    await registrar.take(work(stream="jar/2"))
    assert await registrar.known_state("jar/1") == 3


async def test_twins_at_two_workers_take_effect_once(
    database_url: str, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    pools = [await open_pool(database_url), await open_pool(database_url)]
    acts = [work() for _ in range(20)]
    async with (
        Registrar(pools[0], log=LOG, fold=JarFold(), views=[]) as one,
        Registrar(pools[1], log=LOG, fold=JarFold(), views=[]) as two,
    ):
        answers = await asyncio.gather(
            *(each.take(act) for act in acts for each in (one, two, one, two))
        )
    for n in range(20):
        assert len({answer.model_dump_json() for answer in answers[4 * n : 4 * n + 4]}) == 1
    await is_whole(connection, 20)
    for pool in pools:
        await pool.close()


async def test_a_tail_lost_in_a_failover_is_not_remembered(
    registrar: Registrar, pool: Pool, connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await registrar.take_all([work(), work(), work()])
    await connection.execute("SET session_replication_role = replica")
    await connection.execute(
        "DELETE FROM event WHERE position > 1; DELETE FROM command WHERE first_position > 1"
    )
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as another:
        await another.take_all([work(stream="jar/2"), work(stream="jar/2"), work(stream="jar/2")])

    answer = await registrar.take(work())

    assert isinstance(answer, Accepted)
    assert (answer.entries[0].position, answer.entries[0].version) == (5, 2)
    await is_whole(connection, 5)


async def test_time_does_not_go_back_with_the_clock(
    registrar: Registrar,
    pool: Pool,
    connection: "asyncpg.Connection[asyncpg.Record]",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = await registrar.take(work())
    was = "timestamptz '2001-01-01T00:00:00Z'"
    for reads_clock in ("eventstore.looking.query", "eventstore.writing.query"):
        monkeypatch.setattr(reads_clock, lambda name: query(name).replace("clock_timestamp()", was))

    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as another:
        answers = [first, *[await another.take(work()) for _ in range(3)]]

    assert len({each.recorded_at for each in answers if isinstance(each, Accepted)}) == 1
    await is_whole(connection, 4)


async def test_after_closing_every_call_is_told(pool: Pool) -> None:
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take(work())
    with pytest.raises(RegisterUnavailableError, match="does not run"):
        await registrar.take(work())


async def test_unique_ids_are_made_for_every_work() -> None:
    assert work().command_id != work(command_id=uuid4()).command_id


async def test_nothing_is_written_into_the_register_of_another_assembly(
    registrar: Registrar, pool: Pool
) -> None:
    first = await registrar.take(work())
    async with Registrar(pool, log="other.test/x", fold=JarFold(), views=[Jars()]) as other:
        answer = await other.take(work())
        again = await other.take(work())

    assert isinstance(first, Accepted)
    assert isinstance(answer, Failed)
    assert isinstance(again, Failed)
    async with pool.acquire() as connection:
        assert (await head(connection)).position == 1
