"""No workflow is kept in memory: every task re-executes its history from the beginning."""

from datetime import UTC, datetime, timedelta

from tests.house import House, until
from tests.workflows.story import (
    ADOPTED,
    CLOSED,
    LAW,
    NO_DATA,
    SITTING,
    TRACKS,
    VOTE_CALLED,
    drafted,
    referred,
    reported,
    seated,
    transmitted,
)


async def test_the_story_of_one_law_from_title_to_uptake_with_a_cold_worker(house: House) -> None:
    later = datetime.now(UTC) + timedelta(hours=2)
    async with house.serve(kept_cases=0):
        await seated(house)
        await house.tell(*drafted(), referred("legal", report_by=later), *reported())
        await house.tell(*SITTING, VOTE_CALLED, *ADOPTED, *CLOSED)
        await house.tell(*transmitted(later), *NO_DATA)
        for case in (LAW, *TRACKS):
            await until(lambda case=case: ended(house, case))  # type: ignore[misc]

    assert (await house.events(LAW))[-1] == "ModelLawConcluded"


async def ended(house: House, case: str) -> bool:
    return not await house.is_running(case)
