"""All cases as they stand: what simulations and lists of dead zones go through."""

from cli.folding import all_cases
from tests.activities.desk import Desk


async def test_refusals_on_record_are_no_case(desk: Desk) -> None:
    await desk.found()
    await desk.refused(desk.submission("PublishModelLaw", "model-law/2026-001", reference="a"))

    async with desk.pool.acquire() as connection:
        cases = await all_cases(connection)

    assert set(cases) == {"assembly"}
