"""Temporal is lost with every open case: the register opens them again, unchanged."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from config.connections import connect_temporal
from config.temporal_namespace import prepare_namespace
from config.temporal_server import TemporalServer
from projections.queries import query
from tests.house import House, until
from tests.workflows.story import (
    ADOPTED,
    LAW,
    LEGAL,
    OTHER_LAW,
    PLENARY,
    SITTING,
    TRACKS,
    VOTE,
    VOTE_CALLED,
    drafted,
    referred,
    reported,
    seated,
    step,
    transmitted,
)
from workflows.reconcile import reconcile

EVENTS = "SELECT position, leaf FROM event ORDER BY position"
LAST_REVIEW = "committee-review/2026-002/legal"


async def moved(house: House, temporal: TemporalServer) -> House:
    """Return the same register with a Temporal that knows nothing of it."""
    namespace = f"house-{uuid4().hex[:12]}"
    await prepare_namespace(temporal.address, namespace)
    return replace(house, client=await connect_temporal(temporal.address, namespace))


async def test_every_open_case_is_opened_again_and_takes_the_next_act(
    house: House, temporal: TemporalServer
) -> None:
    later = datetime.now(UTC) + timedelta(hours=2)
    async with house.serve():
        await seated(house)
        await house.record(*drafted(), referred("legal", report_by=later), *reported(), *SITTING)
        await house.tell(VOTE_CALLED, *ADOPTED, *transmitted(later))
        due = datetime.now(UTC) + timedelta(seconds=4)
        await house.record(*drafted(OTHER_LAW), referred("legal", law=OTHER_LAW, report_by=due))
    before = await house.query(EVENTS)

    rebuilt = await moved(house, temporal)
    open_cases = [row["ref"] for row in await house.query(query("open_cases"))]
    async with rebuilt.serve():
        assert await reconcile(rebuilt.client, open_cases) == len(open_cases)
        assert await house.query(EVENTS) == before
        for case in open_cases:
            await until(lambda case=case: rebuilt.is_running(case))  # type: ignore[misc]
        for case in open_cases:
            await rebuilt.tell(step("RecordClaim", case, claim="It stands", according_to="us"))
        await until(lambda: rebuilt.has(LAST_REVIEW, "NoReportInTime"))

    assert {LAW, OTHER_LAW, PLENARY, LAST_REVIEW, "assembly", *TRACKS} == set(open_cases)
    assert not await rebuilt.is_running(VOTE)
    assert not await rebuilt.is_running(LEGAL)
    assert (await house.query(EVENTS))[: len(before)] == before


async def test_reconciling_twice_disturbs_nobody(house: House) -> None:
    async with house.serve():
        await seated(house)
        await house.tell(*drafted())
        run = await house.run_id(LAW)
        await reconcile(house.client, [LAW, "assembly"])
        await reconcile(house.client, [LAW, "assembly"])
        await house.tell(step("HoldWorkshop", place="Anytown"))

    assert await house.run_id(LAW) == run
