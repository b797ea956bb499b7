"""Without consensus: the announcement of a vote drops a law, and its workflow ends with it."""

from datetime import UTC, datetime, timedelta

from temporalio.client import WorkflowExecutionStatus

from tests.house import House, until
from tests.workflows.story import (
    LAW,
    NEXT_CHAIR,
    SITTING,
    VOTE,
    VOTE_CALLED,
    drafted,
    head,
    referred,
    reported,
    seated,
    step,
)

LATER = datetime.now(UTC) + timedelta(hours=2)
INVENTED = "none (invented for tests)"
BY_CONSENSUS = step(
    "AmendRules",
    "assembly",
    title="Consensus (invented for tests)",
    decision="invented for tests",
    valid_from="2026-05-01",
    parameters={
        "plenary.decision": {"value": "consensus", "citation": INVENTED},
        "failure_of_consensus": {"value": "dropped", "citation": INVENTED},
    },
)
NO_CONSENSUS = (
    step("ObjectToConsensus", VOTE, head("cc"), on="2026-05-12"),
    step("CloseVote", VOTE, NEXT_CHAIR, on="2026-05-12"),
    step("AnnounceResult", VOTE, NEXT_CHAIR, on="2026-05-12", outcome="rejected"),
)


async def test_a_law_that_the_rules_drop_ends_with_the_announcement(house: House) -> None:
    async def has_ended() -> bool:
        described = await house.client.get_workflow_handle(LAW).describe()
        return described.status is WorkflowExecutionStatus.COMPLETED

    async with house.serve():
        await seated(house)
        await house.record(BY_CONSENSUS)
        await house.record(*drafted())
        await house.tell(referred("legal", report_by=LATER), *reported(), *SITTING)
        await house.tell(VOTE_CALLED, *NO_CONSENSUS)
        await until(has_ended)

    assert (await house.events(LAW))[-2:] == ["MotionRejected", "ModelLawDropped"]
