"""Workflows are repeatable: no clock, no chance, no sets; and what travels is read for ever."""

import ast
import inspect
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import BaseModel, TypeAdapter
from temporalio import workflow
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from domain import submission as travelling
from domain.stages import Stage
from domain.submission import (
    Accepted,
    Answer,
    Answered,
    Batch,
    Failed,
    Nudge,
    Refused,
    Standing,
    Start,
    Submission,
    Travelling,
)
from workflows.case_workflow import CaseWorkflow
from workflows.table import WORKFLOWS

FOLDER = Path(__file__).parents[2] / "workflows"
OUTSIDE = {"submit.py", "reconcile.py", "table.py", "__init__.py"}
MODULES = sorted(path for path in FOLDER.glob("*.py") if path.name not in OUTSIDE)
MODELS = tuple(
    model
    for _, model in inspect.getmembers(travelling, inspect.isclass)
    if issubclass(model, Travelling)
)
IMPURE = re.compile(
    r"\b(datetime\.(now|utcnow|today)|date\.today|uuid[14]|random|secrets|os\.environ|getenv"
    r"|time\.(time|monotonic|sleep)|asyncio\.(create_task|sleep|gather|wait|to_thread|TaskGroup)"
    r"|threading|open|hash|id|set|frozenset|ZoneInfo)\b(?=[(.\[])"
)


def impurities(source: str) -> list[str]:
    """Return the calls in a workflow module that another execution would answer differently."""
    tree = ast.parse(source)
    calls = [ast.unparse(node.func) + "(" for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = [ast.unparse(node) + "." for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    sets = [ast.unparse(n) for n in ast.walk(tree) if isinstance(n, ast.Set | ast.SetComp)]
    return sets + [each for each in calls + names if IMPURE.match(each)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_workflow_module_reads_neither_clock_nor_chance_nor_sets(path: Path) -> None:
    assert impurities(path.read_text()) == []


@pytest.mark.parametrize(
    "line",
    [
        "x = datetime.now(UTC)",
        "x = uuid4()",
        "x = random.random()",
        "x = os.environ['A']",
        "for x in {1, 2}: pass",
        "for x in set(y): pass",
        "asyncio.create_task(f())",
    ],
)
def test_the_check_sees_what_it_is_for(line: str) -> None:
    assert impurities(line) != []


@pytest.mark.parametrize("kind", sorted(WORKFLOWS))
async def test_every_workflow_is_made_in_the_sandbox(kind: str) -> None:
    definition = workflow._Definition.must_from_class(WORKFLOWS[kind])
    SandboxedWorkflowRunner().prepare_workflow(definition)

    assert definition.name == kind
    assert {"submit"} <= set(definition.updates)
    assert {"look_again"} <= {str(name) for name in definition.signals}


@pytest.mark.parametrize("kind", sorted(WORKFLOWS))
def test_a_case_file_tells_its_stages_and_nothing_else(kind: str) -> None:
    own = {name for name, _ in vars(WORKFLOWS[kind]).items() if not name.startswith("__")}

    assert own == {"run"}
    assert issubclass(WORKFLOWS[kind], CaseWorkflow)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_travels_has_no_factory_and_no_set_and_ignores_what_it_does_not_know(
    model: type[BaseModel],
) -> None:
    factories = [n for n, field in model.model_fields.items() if field.default_factory]
    sets = [
        n
        for n, f in model.model_fields.items()
        if re.search(r"\b(set|frozenset|list|dict)\b", str(f.annotation))
    ]

    assert factories == []
    assert sets == []
    assert model.model_config["extra"] == "ignore"
    assert model.model_config["frozen"] is True


SOME_ID = "00000000-0000-0000-0000-000000000001"
ACT = {
    "command_id": SOME_ID,
    "stream": "model-law/2026-001",
    "name": "TitleModelLaw",
    "command": "{}",
    "actor": {"subject": "secretary", "capacity": "secretariat"},
    "occurred_at": "2026-06-12",
    "submitted_at": "2026-06-12T10:00:00Z",
}
MOMENT = datetime(2026, 6, 12, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("model", "old"),
    [
        (Submission, ACT),
        (Start, {"stream": "model-law/2026-001"}),
        (Nudge, {"source": "vote/1/1"}),
        (Standing, {}),
        (Batch, {"stream": "model-law/2026-001", "submissions": [ACT]}),
        (Answered, {"answers": [{"kind": "failed"}]}),
    ],
)
def test_the_first_releases_envelopes_are_read_with_fields_missing_or_added(
    model: type[BaseModel], old: dict[str, object]
) -> None:
    plain = model.model_validate_json(json.dumps(old))
    added = model.model_validate_json(json.dumps({**old, "of_a_later_release": {"any": [1]}}))

    assert plain == added


def test_a_stage_of_a_later_release_reads_as_other() -> None:
    read = Standing.model_validate_json('{"version": 3, "stage": "promulgated-by-the-sea"}')

    assert read.stage is Stage.OTHER


@pytest.mark.parametrize(
    "answer",
    [
        Accepted(command_id=UUID(SOME_ID), recorded_at=MOMENT),
        Refused(command_id=UUID(SOME_ID), code="no-right", sentence="He may not."),
        Failed(reference="7"),
    ],
)
def test_an_answer_comes_back_as_what_it_was(answer: Answer) -> None:
    adapter: TypeAdapter[Answer] = TypeAdapter(Answer)

    assert adapter.validate_json(adapter.dump_json(answer)) == answer
