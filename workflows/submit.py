"""The one door: an act goes in, its receipt comes out. Safe to repeat for ever."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowHandle,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.service import RPCError, RPCStatusCode

from domain.case import category
from domain.submission import Receipt, Refused, Start, Submission
from workflows.case_workflow import CaseWorkflow
from workflows.names import TASK_QUEUE, renew_at
from workflows.table import WORKFLOWS

AGAIN = frozenset({"Renewing", "NoAnswer", "AcceptedUpdateCompletedWorkflow"})
PASSING = frozenset(
    {
        RPCStatusCode.UNAVAILABLE,
        RPCStatusCode.RESOURCE_EXHAUSTED,
        RPCStatusCode.FAILED_PRECONDITION,
        RPCStatusCode.NOT_FOUND,
        RPCStatusCode.ABORTED,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.CANCELLED,
    }
)
WAIT, RPC_WAIT = 20.0, timedelta(seconds=15)
PAUSES = (0.05, 0.2, 0.8, 3.2, 8.0)
"""Seconds between tries: a renewal of the run is over soon, an outage takes longer."""


class AnswerUnknownError(Exception):
    """No answer came: the act may or may not have been recorded. Send the same command again."""

    def __init__(self, command_id: UUID) -> None:
        """Name the command whose answer is not known."""
        super().__init__(f"no answer yet for command {command_id}; send the same command again")
        self.command_id = command_id


async def submit(
    client: Client, submission: Submission, *, pauses: Sequence[float] = PAUSES
) -> Receipt:
    """Send an act to its case, opening its workflow if need be, and return the receipt.

    Raises `AnswerUnknownError` where no answer came, also after the last pause. The register
    answers a command once and for ever, so the same submission may be sent again.
    """
    if category(submission.stream) not in WORKFLOWS:
        return _unknown(submission)
    update_id = _update_id(submission)
    for pause in (*pauses, None):
        answer = await _try(client, submission, update_id)
        if not isinstance(answer, str):
            return answer
        update_id = answer
        if pause is not None:
            await asyncio.sleep(pause)
    raise AnswerUnknownError(submission.command_id)


def _unknown(submission: Submission) -> Refused:
    sentence = f"{submission.stream[:80]!r} names no kind of case"
    return Refused(command_id=submission.command_id, code="unknown-case", sentence=sentence)


def _update_id(submission: Submission) -> str:
    """Other content is another update, so that the register can refuse it."""
    return f"{submission.command_id}.{submission.request_hash[:16]}"


async def _try(client: Client, submission: Submission, update_id: str) -> Receipt | str:
    """Return the receipt, or the update id under which to ask again."""
    try:
        async with asyncio.timeout(WAIT):
            return await _send(client, submission, update_id)
    except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError):
        _leave_if_cancelled()
    except WorkflowUpdateFailedError as failed:  # never a refusal: that is a receipt
        if getattr(failed.cause, "type", None) not in AGAIN:
            raise
        return f"{_update_id(submission)}.{uuid4().hex[:8]}"  # the old id would return its failure
    except RPCError as broken:
        if broken.status not in PASSING:
            raise
    return update_id


async def _send(client: Client, submission: Submission, update_id: str) -> Receipt:
    """Send to the open workflow of the case; open it only where there is none: that costs more."""
    case: WorkflowHandle[CaseWorkflow, str] = client.get_workflow_handle(submission.stream)
    try:
        return await case.execute_update(
            CaseWorkflow.submit, submission, id=update_id, rpc_timeout=RPC_WAIT
        )
    except RPCError as broken:
        if broken.status is not RPCStatusCode.NOT_FOUND:
            raise
    return await _open(client, submission, update_id)


async def _open(client: Client, submission: Submission, update_id: str) -> Receipt:
    kind = category(submission.stream)
    opening: WithStartWorkflowOperation[CaseWorkflow, str] = WithStartWorkflowOperation(
        kind,
        Start(stream=submission.stream, renew_at=renew_at(kind)),
        id=submission.stream,
        task_queue=TASK_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
    )
    return await client.execute_update_with_start_workflow(
        CaseWorkflow.submit,
        submission,
        start_workflow_operation=opening,
        id=update_id,
        rpc_timeout=RPC_WAIT,
    )


def _leave_if_cancelled() -> None:
    # the SDK hides a cancellation behind an error of its own: our caller has left
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError from None
