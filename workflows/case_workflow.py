"""What all cases share: inbox, deadlines, children, watchers, renewal. It judges nothing.

One coroutine, `run`, issues every command: the update handler only queues an act and waits, and
`run` answers all that has queued by one local activity per batch.
"""

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy, SearchAttributeKey
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    FailureError,
    WorkflowAlreadyStartedError,
)

with workflow.unsafe.imports_passed_through():
    from activities.decisions import Decisions
    from activities.standing import Standings
    from domain.stages import Stage
    from domain.submission import (
        Accepted,
        Answer,
        Batch,
        Child,
        Deadline,
        Failed,
        Nudge,
        Receipt,
        Refused,
        Standing,
        Start,
        Submission,
    )
    from workflows.names import renew_at

CASE, STAGE = SearchAttributeKey.for_keyword("Case"), SearchAttributeKey.for_keyword("Stage")
STREAM_VERSION = SearchAttributeKey.for_int("StreamVersion")
NEXT_DEADLINE = SearchAttributeKey.for_datetime("NextDeadline")
ATTEMPT, PATIENCE, BATCH = timedelta(seconds=5), timedelta(seconds=60), 100
AGAIN = timedelta(seconds=30)
"""So long after it met a bug a deadline is asked again."""
RETRY = RetryPolicy(
    initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(seconds=5)
)


@dataclass
class Waiting:
    """One ticket per update: twins and retries never share one."""

    submission: Submission
    answer: Accepted | Refused | Failed | None = None


class CaseWorkflow:
    """The process manager of one case. A case file tells its stages and nothing else."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        """Make all that handlers need: they may run before `run`."""
        self._start = start
        self._id = start.stream
        self._opened = list(start.opened)
        self._standing = Standing()
        self._stale = True
        self._draining = False
        self._inbox: list[Waiting] = []
        self._asked: list[str] = []
        self._put_off: dict[str, datetime] = {}
        self._watched: tuple[Stage, bool] | None = None
        self._stages_told: list[Stage] = []

    @workflow.update
    async def submit(self, submission: Submission) -> Receipt:
        """Queue an act and return its receipt. No command is issued here."""
        ticket = Waiting(submission)
        self._inbox.append(ticket)
        await workflow.wait_condition(lambda: ticket.answer is not None)
        return _receipt(ticket.answer)

    @submit.validator
    def _admit(self, submission: Submission) -> None:
        if self._draining:
            raise ApplicationError(
                f"The run of {submission.stream} is being renewed; send the same command again.",
                type="Renewing",
            )

    @workflow.signal
    async def look_again(self, nudge: Nudge) -> None:
        """Read the register again: something there has changed this case."""
        del nudge
        self._stale = True

    async def stage(self, *stages: Stage) -> None:
        """Wait for acts and deadlines while the register says that one of these stages stands."""
        self._stages_told = [*self._stages_told, *(s for s in stages if s not in self._stages_told)]
        while await self._stands(stages):
            await self._open_children()
            await self._act_or_deadline()

    async def any_other_stage(self) -> None:
        """Wait likewise at a stage that the story does not tell, also one of a later release."""
        while not await self._stands(tuple(self._stages_told)) and not self.leaving():
            await self._open_children()
            await self._act_or_deadline()

    def leaving(self) -> bool:
        """Tell whether this run ends: the case is over, or its history is long enough."""
        info = workflow.info()
        long = info.get_current_history_length() > self._start.renew_at
        return self._over() or long or info.is_continue_as_new_suggested()

    async def end(self) -> str:
        """Close the gate, answer what is inside, then end or go on in a new run."""
        await self._tell_watchers()
        self._draining = True
        await self._answer_inbox()
        await workflow.wait_condition(workflow.all_handlers_finished)
        if not self._over():  # and no await between that line and the end
            workflow.continue_as_new(self._start.model_copy(update={"opened": tuple(self._opened)}))
        return self._standing.stage

    async def _stands(self, stages: tuple[Stage, ...]) -> bool:
        await self._catch_up()
        return self._standing.stage in stages and not self.leaving()

    async def _answer_inbox(self, due: tuple[Deadline, ...] = ()) -> None:
        while self._inbox or due:
            tickets, self._inbox = self._inbox[:BATCH], self._inbox[BATCH:]
            await self._answer(tickets, due)
            due = ()

    async def _answer(self, tickets: list[Waiting], due: tuple[Deadline, ...]) -> None:
        batch = Batch(
            stream=self._id, submissions=tuple(each.submission for each in tickets), due=due
        )
        try:
            answered = await workflow.execute_local_activity_method(
                Decisions.answer,
                batch,
                start_to_close_timeout=ATTEMPT,
                schedule_to_close_timeout=PATIENCE,
                retry_policy=RETRY,
            )
        except ActivityError:  # unknown, not refused: it may have been committed
            self._stale = True
            for each in tickets:
                each.answer = Failed()
            return
        for each, answer in zip(tickets, answered.answers, strict=True):
            each.answer = answer
        self._asked.extend(answered.asked)
        self._put_off.update((key, workflow.now() + AGAIN) for key in answered.failed)
        self._take(answered.standing)
        await self._tell(answered.touched)

    async def _act_or_deadline(self) -> None:
        workflow.set_current_details(f"{self._standing.stage}, version {self._standing.version}")
        await self._tell_watchers()
        seen, due = self._outline(), self._next_deadline()
        with contextlib.suppress(asyncio.TimeoutError):
            await workflow.wait_condition(
                lambda: (
                    bool(self._inbox) or self._stale or self.leaving() or self._outline() != seen
                ),
                timeout=None if due is None else self._time_until(due),
                timeout_summary=None if due is None else due.key,
            )
        ripe = due is not None and self._asked_at(due) <= workflow.now()
        await self._answer_inbox((due,) if due is not None and ripe else ())

    async def _catch_up(self) -> None:
        if self._stale:
            self._stale = False  # before the read: a nudge meanwhile asks for another
            found = await workflow.execute_local_activity_method(
                Standings.read, self._id, start_to_close_timeout=ATTEMPT, retry_policy=RETRY
            )
            if found.version < self._standing.version:  # a failover lost what we had been told
                self._asked.clear()
            self._standing = found

    async def _open_children(self) -> None:
        for child in self._standing.children:
            if child.key not in self._opened:
                await self._open(child)
                self._opened.append(child.key)

    async def _open(self, child: Child) -> None:
        with contextlib.suppress(WorkflowAlreadyStartedError):  # by an earlier run, or its own act
            await workflow.start_child_workflow(
                child.workflow,
                Start(stream=child.id, renew_at=renew_at(child.workflow)),
                id=child.id,
                static_summary=child.title or child.id,
                parent_close_policy=workflow.ParentClosePolicy.ABANDON,
                cancellation_type=workflow.ChildWorkflowCancellationType.ABANDON,
            )

    async def _tell_watchers(self) -> None:
        news = (self._standing.stage, self._standing.concluded)
        if news != self._watched:
            self._watched = news
            self._show_operators()
            await self._tell(self._standing.watchers)

    def _show_operators(self) -> None:
        due = self._standing.deadlines[0].at if self._standing.deadlines else None
        workflow.upsert_search_attributes(
            [
                CASE.value_set(workflow.info().workflow_type),
                STAGE.value_set(self._standing.stage),
                STREAM_VERSION.value_set(self._standing.version),
                NEXT_DEADLINE.value_unset() if due is None else NEXT_DEADLINE.value_set(due),
            ]
        )

    async def _tell(self, cases: tuple[str, ...]) -> None:
        for case in cases:
            with contextlib.suppress(FailureError):  # not open: it will read the register
                await workflow.get_external_workflow_handle(case).signal(
                    "look_again", Nudge(source=self._id, version=self._standing.version)
                )

    def _take(self, standing: Standing) -> None:
        if standing.version >= self._standing.version:
            self._standing = standing

    def _next_deadline(self) -> Deadline | None:
        waiting = (d for d in self._standing.deadlines if d.key not in self._asked)
        return min(waiting, key=self._asked_at, default=None)

    def _asked_at(self, due: Deadline) -> datetime:
        return max(due.at, self._put_off.get(due.key, due.at))

    def _time_until(self, due: Deadline) -> timedelta:
        return max(self._asked_at(due) - workflow.now(), timedelta(seconds=1))

    def _outline(self) -> tuple[object, ...]:
        known = self._standing
        return known.stage, known.concluded, known.children, self._next_deadline()

    def _over(self) -> bool:
        over = self._standing.concluded or self._standing.version == 0
        settled = not self._stale and not self._inbox
        return over and settled and workflow.all_handlers_finished()


def _receipt(answer: Answer | None) -> Accepted | Refused:
    if isinstance(answer, Accepted | Refused):
        return answer
    reference = answer.reference if answer is not None else ""
    raise ApplicationError(
        f"No answer yet {reference}; send the same command again.",
        type="NoAnswer",
    )
