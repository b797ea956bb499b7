"""The worker dies between commit and answer: the act took effect, and its receipt is found."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from domain.submission import Accepted
from tests.house import House, until
from tests.workflows.story import LAW
from workflows.submit import submit

GATE = 4_711
HOLD_COMMIT = f"""
CREATE FUNCTION hold_commit() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = 0 AS $$
BEGIN PERFORM pg_advisory_xact_lock({GATE}); RETURN NULL; END $$;
GRANT EXECUTE ON FUNCTION hold_commit() TO PUBLIC;
CREATE CONSTRAINT TRIGGER hold_commit AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION hold_commit();
"""
AT_THE_GATE = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted"


@asynccontextmanager
async def held_commits(house: House) -> AsyncIterator[None]:
    """Let every commit of events wait inside the block, in the database."""
    connection = await asyncpg.connect(house.superuser_url)
    await connection.execute(HOLD_COMMIT)
    await connection.execute("SELECT pg_advisory_lock($1)", GATE)
    yield
    await connection.close()


async def test_a_worker_killed_between_commit_and_answer_leaves_one_event_and_one_receipt(
    house: House,
) -> None:
    await house.found()
    act = house.submission("TitleModelLaw", LAW, title="Water")
    worker = await house.start_worker()

    async def at_the_gate() -> bool:
        return bool(await house.query(AT_THE_GATE, GATE))

    async def committed() -> bool:
        return await house.events(LAW) == ["ModelLawTitled"]

    # The commit waits in the database; the worker is frozen; the commit goes through; nobody is
    # left who could answer.
    async with held_commits(house):
        unanswered = asyncio.create_task(submit(house.client, act))
        await until(at_the_gate)
        worker.freeze()
    await until(committed)
    assert not unanswered.done()
    await worker.kill()
    await house.query("DROP FUNCTION hold_commit() CASCADE")

    async with house.serve():
        receipt, again = await unanswered, await submit(house.client, act)

    assert isinstance(receipt, Accepted)
    assert again == receipt
    assert await house.events(LAW) == ["ModelLawTitled"]
