"""A failover loses the last events: the workflow goes on from what the register still says."""

import asyncpg

from domain.time_limits import ExtendDeadline
from tests.house import SECRETARY, House, until
from tests.workflows.story import LEGAL, OTHER_LAW, drafted, referred, seated
from tests.workflows.test_deadlines import soon
from workers.main import open_cases
from workflows.reconcile import reconcile

LOSE = """
    ALTER TABLE event DISABLE TRIGGER ALL;
    ALTER TABLE command DISABLE TRIGGER ALL;
    DELETE FROM command WHERE first_position > {position};
    DELETE FROM event WHERE position > {position};
    ALTER TABLE event ENABLE TRIGGER ALL;
    ALTER TABLE command ENABLE TRIGGER ALL;
"""


async def last(house: House) -> int:
    return int((await house.query("SELECT max(position) FROM event"))[0][0])


async def test_a_deadline_passes_though_its_extension_was_lost(
    house: House, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    async with house.serve():
        await seated(house)
        await house.record(*drafted())
        await house.tell(referred("legal", report_by=soon(9)))
        kept = await last(house)
        await house.accepted(
            ExtendDeadline.__name__,
            LEGAL,
            SECRETARY,
            name="report",
            until=soon(18_000).isoformat(),
            authority="the Council",
        )
        await superuser.execute(LOSE.format(position=kept))
        await house.accepted("TitleModelLaw", OTHER_LAW, SECRETARY, title="On Bridges")
        await reconcile(house.client, await open_cases(house.settings))
        await until(lambda: house.has(LEGAL, "NoReportInTime"))

    events = await house.events(LEGAL)
    assert "DeadlineExtended" not in events
    assert events.count("DeadlinePassed") == 1
