"""Every stage waits, told or not: an act is answered there, and nothing spins."""

import ast
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio import activity
from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.worker import Worker

from config.connections import connect_temporal
from config.temporal_namespace import prepare_namespace
from config.temporal_server import TemporalServer
from domain import cases
from domain.stages import Stage
from domain.submission import Accepted, Answered, Batch, Standing, Start, Submission
from tests.house import SECRETARY
from workflows.case_workflow import CaseWorkflow
from workflows.table import WORKFLOWS

ROOT = Path(__file__).parents[2]
UNKNOWN = "a-stage-of-a-later-release"
STAGES = (*sorted(stage.value for stage in Stage if stage is not Stage.NOTHING), UNKNOWN)
KINDS = tuple(WORKFLOWS)
RECORDED = datetime(2026, 11, 25, tzinfo=UTC)


def at(stream: str) -> Standing:
    """Return a standing at the stage that the name of the case ends in."""
    return Standing.model_validate({"version": 7, "stage": stream.partition("/")[2]})


@activity.defn(name="standing")
async def standing(stream: str) -> Standing:
    """Stand where the name says."""
    return at(stream)


@activity.defn(name="answer")
async def answer(batch: Batch) -> Answered:
    """Accept everything; nothing moves."""
    ids = (each.command_id for each in batch.submissions)
    accepted = tuple(Accepted(command_id=each, recorded_at=RECORDED) for each in ids)
    return Answered(answers=accepted, standing=at(batch.stream))


@asynccontextmanager
async def pretending(temporal: TemporalServer) -> AsyncIterator[tuple[Client, str]]:
    """Serve the real workflows with activities that know only a stage."""
    await prepare_namespace(temporal.address, "stages")
    client, queue = await connect_temporal(temporal.address, "stages"), f"stages-{uuid4()}"
    workflows = list(WORKFLOWS.values())
    async with Worker(client, task_queue=queue, workflows=workflows, activities=[standing, answer]):
        yield client, queue


async def act(client: Client, queue: str, case: str) -> int:
    """Let a case answer two acts; return how long its history then is."""
    for _ in range(2):
        await client.execute_update_with_start_workflow(
            CaseWorkflow.submit, submission(case), start_workflow_operation=opening(case, queue)
        )
    return (await client.get_workflow_handle(case).describe()).history_length


def submission(case: str) -> Submission:
    return Submission(
        command_id=uuid4(),
        stream=case,
        name="RecordClaim",
        command="{}",
        actor=SECRETARY,
        occurred_at="2026-06-12",
        submitted_at=RECORDED,
    )


def opening(case: str, queue: str) -> WithStartWorkflowOperation[CaseWorkflow, str]:
    return WithStartWorkflowOperation(
        case.partition("/")[0],
        Start(stream=case),
        id=case,
        task_queue=queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
    )


@pytest.mark.parametrize("kind", KINDS)
async def test_a_case_at_any_stage_answers_a_queued_act_and_then_rests(
    temporal: TemporalServer, kind: str
) -> None:
    stages = STAGES if kind == "model-law" else (*sorted(told_by(kind)), Stage.VOID, UNKNOWN)
    named = [f"{kind}/{stage}" for stage in stages]
    async with pretending(temporal) as (client, queue), asyncio.timeout(60):
        lengths = await asyncio.gather(*(act(client, queue, case) for case in named))

    assert {case: length for case, length in zip(named, lengths, strict=True) if length > 40} == {}


def stages_in(*trees: ast.AST) -> set[Stage]:
    """Return the stages that some code names, `Stage.OPEN` and the like."""
    attributes = (n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Attribute))
    return {Stage[each.attr] for each in attributes if ast.unparse(each.value) == "Stage"}


def stages_set(kind: str) -> set[Stage]:
    """Return the stages that the evolutions of a kind of case set."""
    files = (ROOT / "domain" / kind.replace("-", "_")).glob("*.py")
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text()))]
    given = [n.value for n in nodes if isinstance(n, ast.keyword) and n.arg == "stage"]
    named = [
        n.value for n in nodes if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "stage"
    ]
    return stages_in(*given, *named)


def told_by(kind: str) -> set[Stage]:
    """Return the stages that the story of a kind of case tells."""
    file = ROOT / "workflows" / f"{kind.replace('-', '_')}.py"
    return stages_in(ast.parse(file.read_text()))


@pytest.mark.parametrize("kind", KINDS)
def test_every_stage_at_which_a_case_waits_is_told_in_its_file(kind: str) -> None:
    begun = replace(cases.begin(f"{kind}/1"), version=1)
    waiting = {each for each in stages_set(kind) if not replace(begun, stage=each).concluded}

    assert waiting, "the check looks at something"
    assert waiting - told_by(kind) == set()
