"""Deadlines: the clock reminds, passes, is met, is moved; and never acts twice."""

import json
from datetime import UTC, datetime, timedelta

from domain.submission import Refused
from tests.house import House, until
from tests.workflows.story import (
    LAW,
    LEGAL,
    OTHER_LAW,
    SOCIAL,
    TRACKS,
    adopted,
    drafted,
    referred,
    reported,
    seated,
    step,
    transmitted,
)


def soon(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


async def missed(house: House, review: str) -> None:
    """Wait until a committee has not reported in time."""
    await until(lambda: house.has(review, "NoReportInTime"))


async def passed_at(house: House, stream: str) -> list[datetime]:
    """Return the instants of the deadlines that passed."""
    sql = "SELECT body FROM event WHERE stream = $1 AND type = 'DeadlinePassed'"
    rows = await house.query(sql, stream)
    return [datetime.fromisoformat(json.loads(row["body"])["data"]["at"]) for row in rows]


async def begun(house: House) -> None:
    await seated(house)
    await house.record(*drafted())


async def test_a_live_deadline_reminds_and_then_passes_once(house: House) -> None:
    async with house.serve():
        await begun(house)
        await house.tell(referred("legal"))
        await missed(house, LEGAL)
        await until(lambda: house.has(LAW, "CommitteeDidNotReport"))
        late = await house.act(*reported()[1][:3])

    assert await house.events(LEGAL) == [
        "CommitteeSeised",
        "DeadlineSet",
        "ReminderSent",
        "DeadlinePassed",
        "NoReportInTime",
    ]
    assert isinstance(late, Refused)
    assert late.code == "not-in-order"


async def test_a_report_meets_the_deadline_which_passes_for_the_silent_committee_alone(
    house: House,
) -> None:
    async with house.serve():
        await begun(house)
        await house.tell(referred("legal", "social", report_by=soon(8)), *reported("legal"))
        await missed(house, SOCIAL)
        stage = (await house.query("SELECT stage FROM view.case_file WHERE ref = $1", LAW))[0][0]

    assert "DeadlineMet" in await house.events(LEGAL)
    assert await passed_at(house, LEGAL) == []
    assert stage == "reported"


async def test_an_extension_moves_the_deadline(house: House) -> None:
    first, later = soon(4), soon(7)
    async with house.serve():
        await begun(house)
        await house.tell(
            referred("legal", "social", report_by=first),
            step(
                "ExtendDeadline",
                LEGAL,
                name="report",
                until=later.isoformat(),
                authority="Council",
            ),
        )
        await missed(house, LEGAL)

    assert await passed_at(house, LEGAL) == [later]
    assert await passed_at(house, SOCIAL) == [first]


async def test_a_limit_that_was_past_when_it_was_entered_never_fires(house: House) -> None:
    async with house.serve():
        await begun(house)
        await house.record(*drafted(OTHER_LAW))
        historical = datetime(2026, 3, 20, tzinfo=UTC)
        await house.tell(referred("legal", report_by=historical))
        await house.tell(referred("legal", law=OTHER_LAW))
        await missed(house, "committee-review/2026-002/legal")
        await house.tell(*reported("legal"))

    assert "DeadlinePassed" not in await house.events(LEGAL)
    assert (await house.events(LEGAL))[-1] == "ReportedToPlenary"


async def test_a_deadline_that_falls_while_no_worker_runs_passes_when_one_runs_again(
    house: House,
) -> None:
    due = soon(2)
    async with house.serve():
        await begun(house)
        await house.tell(referred("legal", report_by=due))

    async def is_past() -> bool:
        return bool((await house.query("SELECT now() > $1::timestamptz", due))[0][0])

    await until(is_past)
    assert await passed_at(house, LEGAL) == []
    async with house.serve():
        await missed(house, LEGAL)

    assert await passed_at(house, LEGAL) == [due]


async def test_a_receipt_meets_the_time_to_reply_of_one_parliament_alone(house: House) -> None:
    answering, silent, _ = TRACKS
    async with house.serve():
        await adopted(house)
        await house.tell(
            *transmitted(soon(5)), step("AcknowledgeReceipt", answering, on="2026-06-01")
        )
        await until(lambda: house.has(silent, "NoReplyInTime"))
        await house.tell(step("RegisterNationalBill", answering, on="2026-06-02", reference="12"))

    assert "NoReplyInTime" not in await house.events(answering)
    assert "DeadlineMet" in await house.events(answering)
    assert (await house.events(silent)).count("DeadlinePassed") == 1
