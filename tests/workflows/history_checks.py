"""Histories told again to the workflows of today: by the SDK's own check, and strictly.

The SDK compares kinds and names of commands, never what they carry; the strict check does both.
"""

import asyncio
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from pydantic import JsonValue
from temporalio import workflow
from temporalio.api.common.v1 import Payloads
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import (
    ContinueAsNewInput,
    Interceptor,
    Replayer,
    SignalExternalWorkflowInput,
    StartChildWorkflowInput,
    StartLocalActivityInput,
    UnsandboxedWorkflowRunner,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
    WorkflowOutboundInterceptor,
)
from temporalio.workflow import ActivityHandle, ChildWorkflowHandle

from domain.submission import Batch
from workflows.table import WORKFLOWS

FOLDER = Path(__file__).parents[1] / "golden" / "histories"
TABLE = tuple(WORKFLOWS.values())


class Issued(NamedTuple):
    """One command that leaves a workflow."""

    kind: str
    name: str
    to: str
    said: list[JsonValue]


def golden() -> dict[str, WorkflowHistory]:
    """Return the kept histories by their place under the folder."""
    return {
        str(path.relative_to(FOLDER)): WorkflowHistory.from_json(
            str(path.relative_to(FOLDER)).partition("@")[0], path.read_text()
        )
        for path in sorted(FOLDER.rglob("*.json"))
    }


def keep(history: WorkflowHistory, release: str) -> Path:
    """Add a history to the kept ones; never touch one that is there."""
    path = FOLDER / f"{history.workflow_id}@{release}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text(json.dumps(history.to_json_dict(), separators=(",", ":")) + "\n")
    return path


async def plainly(history: WorkflowHistory, table: Sequence[type] = TABLE) -> Exception | None:
    """Return what the SDK says of a history, in the sandbox, as in production."""
    replayer = Replayer(workflows=table, data_converter=pydantic_data_converter)
    told = await replayer.replay_workflow(history, raise_on_replay_failure=False)
    return told.replay_failure


async def strictly(history: WorkflowHistory, table: Sequence[type] = TABLE) -> list[str]:
    """Return where the commands issued today differ from those in the history."""
    noting = Noting()
    replayer = Replayer(
        workflows=table,
        data_converter=pydantic_data_converter,
        interceptors=[noting],
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
    told = await replayer.replay_workflow(history, raise_on_replay_failure=False)
    recorded = list(commands(history))
    pairs = zip(recorded, noting.issued, strict=False)
    differences = [f"{old} became {new}" for old, new in pairs if not agree(old, new)]
    if len(noting.issued) < len(recorded):
        differences.append(f"{len(recorded) - len(noting.issued)} commands are missing")
    return differences + ([repr(told.replay_failure)] if told.replay_failure else [])


def agree(old: Issued, new: Issued) -> bool:
    """Tell whether two commands say the same, but for fields that the older did not have yet."""
    return old[:3] == new[:3] and _holds(new.said, old.said)


def _holds(new: JsonValue, old: JsonValue) -> bool:
    if isinstance(old, dict) and isinstance(new, dict):
        return all(key in new and _holds(new[key], value) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_holds, new, old))
    return old == new


def commands(history: WorkflowHistory) -> Iterator[Issued]:
    """Yield the commands that a history records, in order."""
    for event in history.events:
        if (issued := _command(event)) is not None:
            yield issued


def _command(event: HistoryEvent) -> Issued | None:
    match event.WhichOneof("attributes"):
        case "marker_recorded_event_attributes":
            return _activity(event.marker_recorded_event_attributes.details)
        case "start_child_workflow_execution_initiated_event_attributes":
            child = event.start_child_workflow_execution_initiated_event_attributes
            return Issued("child", child.workflow_type.name, child.workflow_id, _said(child.input))
        case "signal_external_workflow_execution_initiated_event_attributes":
            told = event.signal_external_workflow_execution_initiated_event_attributes
            to = f"{told.workflow_execution.workflow_id}#{told.workflow_execution.run_id}"
            return Issued("signal", told.signal_name, to, _said(told.input))
        case "workflow_execution_continued_as_new_event_attributes":
            renewed = event.workflow_execution_continued_as_new_event_attributes
            return Issued("renewal", renewed.workflow_type.name, "", _said(renewed.input))
        case _:
            return None


def _activity(details: Mapping[str, Payloads]) -> Issued:
    """Return what a marker tells of a local activity: its name, and how many acts it answered."""
    (data,) = _said(details["data"])
    (result,) = _said(details["result"]) if "result" in details else ({},)
    assert isinstance(data, dict)
    assert isinstance(result, dict)
    answers = result.get("answers", [])
    assert isinstance(answers, list)
    return Issued("activity", str(data["activity_type"]), "", [len(answers)])


def _said(payloads: Payloads) -> list[JsonValue]:
    return [json.loads(each.data or b"null") for each in payloads.payloads]


def _plain(args: Sequence[object]) -> list[JsonValue]:
    payloads = pydantic_data_converter.payload_converter.to_payloads(list(args))
    return [json.loads(each.data or b"null") for each in payloads]


class Noting(Interceptor):
    """Notes every command that a workflow issues."""

    def __init__(self) -> None:
        """Begin with none."""
        self.issued: list[Issued] = []

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,
    ) -> type[WorkflowInboundInterceptor]:
        """Return a class that notes into this list."""
        del input
        issued = self.issued

        class Inbound(WorkflowInboundInterceptor):
            def init(self, outbound: WorkflowOutboundInterceptor) -> None:
                super().init(Outbound(outbound, issued))

        return Inbound


class Outbound(WorkflowOutboundInterceptor):
    """The way out of one workflow."""

    def __init__(self, following: WorkflowOutboundInterceptor, issued: list[Issued]) -> None:
        """Note into a list, then pass on."""
        super().__init__(following)
        self._issued = issued

    def start_local_activity(self, input: StartLocalActivityInput) -> ActivityHandle[object]:
        """Note the name, and of a batch the number of acts."""
        (arg,) = input.args
        count = len(arg.submissions) if isinstance(arg, Batch) else 0
        self._issued.append(Issued("activity", input.activity, "", [count]))
        return super().start_local_activity(input)

    async def start_child_workflow(
        self,
        input: StartChildWorkflowInput,
    ) -> ChildWorkflowHandle[object, object]:
        """Note the case opened."""
        self._issued.append(Issued("child", input.workflow, input.id, _plain(input.args)))
        return await super().start_child_workflow(input)

    async def signal_external_workflow(self, input: SignalExternalWorkflowInput) -> None:
        """Note who is told."""
        to = f"{input.workflow_id}#{input.workflow_run_id or ''}"
        self._issued.append(Issued("signal", input.signal, to, _plain(input.args)))
        await super().signal_external_workflow(input)

    def continue_as_new(self, input: ContinueAsNewInput) -> NoReturn:
        """Note what the next run is given."""
        name = input.workflow or workflow.info().workflow_type
        self._issued.append(Issued("renewal", name, "", _plain(input.args)))
        super().continue_as_new(input)


async def main() -> None:
    """Check the kept histories strictly; what differs is a failure."""
    told = {name: await strictly(history) for name, history in golden().items()}
    if differing := {name: differences for name, differences in told.items() if differences}:
        raise SystemExit(json.dumps(differing, indent=1))
    sys.stdout.write(f"{len(told)} histories\n")


if __name__ == "__main__":
    asyncio.run(main())
