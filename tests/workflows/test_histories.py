"""What happened once happens again: fresh and kept histories, plainly and strictly."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory

from domain.submission import Start
from tests.house import House, Step, until
from tests.workflows import mutants
from tests.workflows.history_checks import commands, golden, keep, plainly, strictly
from tests.workflows.story import (
    ADOPTED,
    CLOSED,
    LAW,
    LEGAL,
    NO_DATA,
    OTHER_LAW,
    PLENARY,
    SITTING,
    SOCIAL,
    TRACKS,
    VOTE,
    VOTE_CALLED,
    drafted,
    referred,
    reported,
    seated,
    step,
    transmitted,
)
from workflows.names import TASK_QUEUE

ADD = os.environ.get("PLENARY_GOLDEN") == "add"
"""`make golden` adds the fresh histories to the kept ones; it never overwrites one."""
SILENT = "committee-review/2026-002/legal"
STORY = (LAW, LEGAL, SOCIAL, VOTE, PLENARY, *TRACKS, SILENT, "assembly")
GOLDEN = golden()
KEPT_LAW = "model-law/2026-001@0.1.0.json"


async def played(house: House) -> list[WorkflowHistory]:
    """Tell the story, with a silent committee and a renewal, and return its histories."""
    later = datetime.now(UTC) + timedelta(hours=2)
    await seated(house)
    await house.tell(*drafted(), referred("legal", "social", report_by=later))
    await house.tell(*reported("legal"), *reported("social"), *SITTING, VOTE_CALLED, *ADOPTED)
    await house.tell(*CLOSED, *transmitted(later), *NO_DATA)
    await house.tell(step("RecordClaim", "assembly", claim="It met", according_to="us"))
    await house.record(*drafted(OTHER_LAW))
    renewing = Start(stream=OTHER_LAW, renew_at=25)
    first = await house.client.start_workflow(
        "model-law", renewing, id=OTHER_LAW, task_queue=TASK_QUEUE
    )
    await house.tell(referred("legal", law=OTHER_LAW), *[_claim(number) for number in range(6)])
    await until(lambda: house.has(SILENT, "NoReportInTime"))
    await until(lambda: _ended(house, SILENT))
    run = house.client.get_workflow_handle(OTHER_LAW, run_id=first.first_execution_run_id)
    handles = (*map(house.client.get_workflow_handle, STORY), run)
    return [await handle.fetch_history() for handle in handles]


def _claim(number: int) -> Step:
    return step("RecordClaim", OTHER_LAW, claim=f"claim {number}", according_to="us")


async def _ended(house: House, case: str) -> bool:
    return not await house.is_running(case)


async def test_fresh_histories_are_told_again_plainly_and_strictly(house: House) -> None:
    async with house.serve():
        histories = await played(house)
    if ADD:
        for history in histories:
            keep(history, version("plenary"))

    kinds = {each.kind for history in histories for each in commands(history)}
    assert kinds == {"activity", "child", "signal", "renewal"}
    for history in histories:
        assert await plainly(history) is None, history.workflow_id
        assert await strictly(history) == [], history.workflow_id


@pytest.mark.parametrize("name", GOLDEN)
async def test_a_kept_history_is_told_again(name: str) -> None:
    assert await plainly(GOLDEN[name]) is None
    assert await strictly(GOLDEN[name]) == []


def test_histories_of_every_workflow_are_kept() -> None:
    kinds = {name.partition("/")[0].partition("@")[0] for name in GOLDEN}

    assert kinds == {
        "assembly",
        "committee-review",
        "model-law",
        "national-track",
        "plenary-session",
        "vote",
    }


@pytest.mark.parametrize("seed", ["1", "2"])
def test_kept_histories_are_told_again_under_another_hash_seed(seed: str) -> None:
    again = subprocess.run(
        [sys.executable, "-m", "tests.workflows.history_checks"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert (again.returncode, again.stdout) == (0, f"{len(GOLDEN)} histories\n"), again.stderr


@pytest.mark.parametrize(
    "mutant", [mutants.OtherActivity, mutants.SwappedSteps, mutants.AddedTimer]
)
async def test_the_plain_check_turns_red_for_a_broken_workflow(mutant: type) -> None:
    assert "TMPRL1100" in str(await plainly(GOLDEN[KEPT_LAW], [mutant]))


async def test_only_the_strict_check_turns_red_for_another_order_of_telling() -> None:
    assert await plainly(GOLDEN[KEPT_LAW], [mutants.OtherOrder]) is None
    assert await strictly(GOLDEN[KEPT_LAW], [mutants.OtherOrder]) != []
