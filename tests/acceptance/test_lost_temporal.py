"""Temporal's files deleted while cases are open: the register brings every case back."""

import shutil
from pathlib import Path

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError

from tests.acceptance.conftest import Played
from tests.acceptance.plenaries import Up, file_of, left_over, plenary, up

SECRETARY = {"subject": "secretary", "capacity": "secretariat"}
OPEN = "SELECT ref FROM view.case_file WHERE NOT concluded ORDER BY ref"
HEAD = "SELECT position, encode(leaf, 'hex') AS leaf FROM event ORDER BY position DESC LIMIT 1"


async def runs(running: Up, case: str) -> bool:
    """Tell whether the workflow of a case is open."""
    client = await Client.connect(running.temporal_address, namespace="plenary")
    try:
        described = await client.get_workflow_handle(case).describe()
    except RPCError:
        return False
    return described.status is WorkflowExecutionStatus.RUNNING


async def test_every_open_case_has_its_workflow_again_and_takes_its_next_act(
    played: Played, copy: Path, tmp_path: Path
) -> None:
    shutil.rmtree(copy / "temporal")

    async with up(copy) as again:
        (head,) = await again.query(HEAD)
        assert (head["position"], head["leaf"]) == (played.told["position"], played.told["head"])

        cases = [row["ref"] for row in await again.query(OPEN)]
        assert len(cases) == played.told["data"]["workflows"]["open"]
        assert [await runs(again, case) for case in cases] == [True] * len(cases)

        acts = [
            {
                "act": "RecordClaim",
                "case": case,
                "by": SECRETARY,
                "occurred_at": "2026-06-12",
                "claim": "It goes on",
                "according_to": "a test",
            }
            for case in cases
        ]
        file = await file_of(tmp_path, *acts)
        ran = await plenary("submit", "--from", file, "--json", "--data", copy)

        assert ran.code == 0, ran.out
        assert [row["answer"] for row in ran.rows] == ["accepted"] * len(cases)
        (end,) = await again.query(HEAD)
        assert end["position"] == head["position"] + len(cases)
    assert not left_over(copy)
