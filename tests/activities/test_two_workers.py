"""Two workers on one register: each follows what the other wrote, accepted or refused."""

from pathlib import Path

from domain.submission import Accepted, Actor, Capacity, Refused
from eventstore.connections import Pool, open_pool
from tests.activities.desk import Desk, open_desk

HEAD = Actor(subject="aa-head", capacity=Capacity.DELEGATION, body="aa")


async def turn(desk: Desk, number: int) -> None:
    """Let one worker take an act that is accepted, and one that is refused."""
    accepted = await desk.act("RecordClaim", "assembly", claim=f"{number}", according_to="a source")
    refused = await desk.act("TitleModelLaw", f"model-law/2026-{number:03}", HEAD, title="x")
    assert isinstance(accepted, Accepted), accepted
    assert isinstance(refused, Refused), refused


async def test_two_workers_follow_each_other_through_accepted_and_refused_acts(
    pool: Pool, database_url: str, tmp_path: Path
) -> None:
    other = await open_pool(database_url)
    async with open_desk(pool, tmp_path) as one, open_desk(other, tmp_path) as two:
        await one.found()
        for number in range(1, 7):
            await turn((one, two)[number % 2], number)
            await turn((one, two)[number % 2], number + 100)
        states = [await each.registrar.read_state("assembly") for each in (one, two)]
        refusals = [each for each in await one.events() if each.stream == "refusals"]
    await other.close()

    assert states[0] == states[1]
    assert [each.version for each in refusals] == list(range(1, 13))
