"""Limits that move, in the real register: the alarms that a case awaits and the view follow."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.output import Output
from cli.planning import plan, quiet_cases
from domain.submission import Accepted
from eventstore.work import Accept, Fact
from projections.queries import query
from tests.activities.desk import Desk
from tests.activities.test_decisions import LAW, REVIEW, draft, refer
from tests.eventstore.example import work


async def limits(desk: Desk) -> dict[str, tuple[str, datetime | None]]:
    async with desk.pool.acquire() as connection:
        rows = await connection.fetch(query("list_deadlines"))
    return {row["ref"]: (row["standing"], row["due"]) for row in rows}


async def test_a_suspended_limit_awaits_no_alarm_and_a_resumed_one_a_later_one(desk: Desk) -> None:
    await draft(desk)
    *_, before = await refer(desk, 3 * 86_400)
    suspended = await desk.act("SuspendDeadline", REVIEW, name="report", authority="the chair")
    stopped, awaited = (await limits(desk))[REVIEW], desk.awaited[REVIEW]
    day = datetime.now(UTC).date() + timedelta(days=2)
    resumed = await desk.act(
        "ResumeDeadline", REVIEW, name="report", authority="the chair", since=str(day)
    )

    assert isinstance(suspended, Accepted), suspended
    assert (stopped, awaited) == (("suspended", None), ())
    assert isinstance(resumed, Accepted), resumed
    *_, after = desk.awaited[REVIEW]
    assert after.at > before.at
    assert (await limits(desk))[REVIEW] == ("open", after.at)


async def test_a_calendar_moves_the_limits_that_are_counted_by_it(desk: Desk) -> None:
    await draft(desk)
    today = datetime.now(UTC).date()
    amended = await desk.act(
        "AmendRules",
        "assembly",
        title="Sitting days",
        decision="decision 1",
        valid_from="2026-06-12",
        parameters={"committee.deadline": {"value": "sitting-days:3:aa-chamber"}},
    )
    referred = await desk.act("ReferToCommittee", LAW, committees=["legal"])
    waiting = (await limits(desk))[REVIEW]
    span = {"since": str(today), "until": str(today + timedelta(days=30)), "kind": "sitting"}
    recorded = await desk.act("RecordCalendar", "assembly", body="aa-chamber", spans=[span])

    assert isinstance(amended, Accepted), amended
    assert isinstance(referred, Accepted), referred
    assert waiting == ("not computable yet", None)
    assert isinstance(recorded, Accepted), recorded
    *_, alarm = desk.awaited[REVIEW]
    due = datetime.combine(today + timedelta(days=4), datetime.min.time(), UTC)
    assert alarm.at == due
    assert (await limits(desk))[REVIEW] == ("open", due)


async def test_what_remains_of_a_case_is_planned_and_what_is_missing_is_named(
    desk: Desk,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    await draft(desk)

    await plan(Output(as_json=True, quiet=True), Path("nowhere"), LAW, "2026-12-12")

    told = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    rows = {each["step"]: each for each in told}
    assert rows["report of the committees"]["missing"] == (
        "committee.lead is unset: it needs a ruling"
    )
    assert rows["referral to the committees"]["missing"] == (
        "committee.lead is unset: it needs a ruling"
    )
    assert "order of business cleared by the Council" in rows


async def test_a_quiet_case_is_listed_with_its_last_fact_and_what_it_awaits(
    desk: Desk,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    await draft(desk)

    await quiet_cases(Output(as_json=True, quiet=True), Path("nowhere"), "2026-06-22", 10)

    (row,) = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    assert (row["ref"], row["last_fact"], row["days"]) == (LAW, "2026-06-12", 10)
    assert row["awaited"] == "what follows drafting; no limit runs"


async def test_a_calendar_that_hundreds_of_cases_use_is_recorded(desk: Desk) -> None:
    await draft(desk)
    streams = [f"model-law/1999-{number:04}" for number in range(1, 601)]
    facts = [
        Fact(
            stream="assembly",
            type="CalendarConsulted",
            schema=1,
            data={"case": stream, "bodies": ["aa-chamber"]},
        )
        for stream in streams
    ]
    consulted = await desk.registrar.take(work(Accept(facts=facts), stream="assembly"))
    day = {"since": "2026-06-13", "until": "2026-06-13", "kind": "sitting"}
    recorded = await desk.act("RecordCalendar", "assembly", body="aa-chamber", spans=[day])

    assert isinstance(consulted, Accepted), consulted
    assert isinstance(recorded, Accepted), recorded
