"""Recess: the alarm of a parliament rings later when a recess is recorded, in its workflow too."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from temporalio.api.enums.v1 import EventType

from tests.house import House, until
from tests.workflows.story import TRACKS, adopted, step, transmitted

IN_RECESS, OTHER, _ = TRACKS
DAYS = 10


def procedure(parliament: str) -> dict[str, object]:
    """Return a procedure whose committee has ten days that do not run in recess."""
    limit = {
        "name": "committee",
        "starts": "committee",
        "ends": ["committee-decided"],
        "n": DAYS,
        "unit": "calendar-days",
        "stops_in_recess": "yes",
        "mark": "C1",
        "citation": "art. 1 (invented)",
    }
    return {
        "parliament": parliament,
        "title": "Procedure (invented)",
        "valid_from": "2026-01-01",
        "limits": [limit],
    }


def day_after(number: int, today: date) -> str:
    return (today + timedelta(days=number)).isoformat()


async def alarm(house: House, case: str) -> datetime | None:
    """Return when the timer rings that the workflow of a case has started last."""
    history = await house.client.get_workflow_handle(case).fetch_history()
    rings = [
        each.event_time.ToDatetime(UTC)
        + each.timer_started_event_attributes.start_to_fire_timeout.ToTimedelta()
        for each in history.events
        if each.event_type == EventType.EVENT_TYPE_TIMER_STARTED
    ]
    return rings[-1] if rings else None


async def rings_after(house: House, case: str, days: int, today: date) -> None:
    """Wait until the timer of a case rings at the end of a day, to the second."""
    last = datetime.combine(today + timedelta(days=days + 1), time(), UTC)

    async def does() -> bool:
        at = await alarm(house, case)
        return at is not None and abs(at - last) < timedelta(seconds=2)

    await until(does)


async def in_committee(house: House, today: date, tracks: Sequence[str]) -> None:
    """Bring the law into a committee of some parliaments today."""
    await adopted(house)
    for case in tracks:
        parliament = case.rpartition("/")[2]
        await house.tell(
            step(
                "RecordNationalProcedure",
                "assembly",
                procedure=procedure(parliament),
                grounds="Its rules (invented)",
            )
        )
    await house.tell(*transmitted(datetime.now(UTC) + timedelta(hours=1)))
    for case in tracks:
        await house.tell(
            step("AcknowledgeReceipt", case, on=today.isoformat()),
            step("RegisterNationalBill", case, on=today.isoformat(), reference="12"),
            step("ReferNationalBill", case, on=today.isoformat()),
        )


async def test_a_recess_moves_the_alarm_of_its_parliament_alone_and_back(house: House) -> None:
    today = datetime.now(UTC).date()
    recess = {"since": day_after(3, today), "until": day_after(7, today), "kind": "recess"}
    sat = {"since": day_after(6, today), "until": day_after(7, today), "kind": "sitting"}
    async with house.serve():
        await in_committee(house, today, (IN_RECESS, OTHER))
        await rings_after(house, IN_RECESS, DAYS, today)
        await rings_after(house, OTHER, DAYS, today)

        for span, stopped in ((recess, 5), (sat, 3)):
            record = step("RecordCalendar", "assembly", body="aa", spans=[span])
            await house.tell(record._replace(on=today.isoformat()))
            await rings_after(house, IN_RECESS, DAYS + stopped, today)
            await rings_after(house, OTHER, DAYS, today)

    assert (await house.events(IN_RECESS)).count("DeadlineDerived") == 2
    assert "DeadlineDerived" not in await house.events(OTHER)
