"""The only writer: puts acts to the rules, inside one transaction of the registrar."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

import structlog
from temporalio import activity

from activities.folding import Cases, as_case
from activities.judging import Verdict, judged
from activities.opening import MalformedError, opened
from domain import cases
from domain.acting import Acting, Record
from domain.assembly.state import STREAM as ASSEMBLY
from domain.assembly.state import Assembly
from domain.case import Case, Elsewhere
from domain.clock import CLOCK, clock_hash, clock_id
from domain.messages import Command, Event
from domain.refusal import Refusal
from domain.signing import request_text
from domain.submission import (
    Accepted,
    Answer,
    Answered,
    Batch,
    Deadline,
    Failed,
    Refused,
    Submission,
)
from domain.time_limits import PassDeadline, occurred_in
from eventstore.registrar import Registrar
from eventstore.streams import REFUSALS
from eventstore.work import Accept, Basis, Fact, Judgement, Refuse, State, Work

States: TypeAlias = Mapping[str, State]
log = structlog.get_logger()


class Decisions:
    """Answers batches of acts on one case. Safe to repeat: a command takes effect once."""

    def __init__(self, registrar: Registrar, keys: Mapping[str, bytes]) -> None:
        """Take the process's one registrar and the public keys of the gateways it trusts."""
        self._registrar = registrar
        self._keys = keys
        self._malformed = 0

    @activity.defn(name="answer")
    async def answer(self, batch: Batch) -> Answered:
        """Answer each act by position, pass what is due, and say where the case stands."""
        prepared = [self._prepare(submission) for submission in batch.submissions]
        works = [each for each in prepared if isinstance(each, Work)]
        alarms = [_alarm(batch.stream, each) for each in batch.due]
        outcomes = await self._registrar.take_all([*works, *alarms])
        taken = iter(outcomes)
        answers = [next(taken) if isinstance(each, Work) else each for each in prepared]
        case = as_case(await self._registrar.known_state(batch.stream))
        return Answered(
            answers=tuple(answers),
            standing=cases.standing(case),
            touched=_touched(batch.stream, outcomes),
            asked=_asked(batch.due, outcomes[len(works) :]),
            failed=_failed(batch.due, outcomes[len(works) :]),
        )

    def _prepare(self, submission: Submission) -> Work | Refused:
        try:
            command = opened(submission, self._keys)
        except MalformedError as fault:
            self._malformed += 1
            log.info("submission.malformed", code=fault.code, count=self._malformed)
            return fault.answer(submission.command_id)
        return work_of(submission, command)


def work_of(submission: Submission, command: Command) -> Work:
    """Return an act that was opened as the registrar takes it."""
    return Work(
        command_id=submission.command_id,
        request_hash=bytes.fromhex(submission.request_hash),
        request=request_text(submission),
        name=submission.name,
        stream=submission.stream,
        actor=submission.actor,
        occurred_at=submission.occurred_at,
        source=submission.source,
        proof=_proof(submission),
        reads=(submission.stream, ASSEMBLY),
        expected_version=submission.expected_version,
        disclosures=submission.disclosures,
        judge=_judge_of(submission, command),
    )


def _proof(submission: Submission) -> dict[str, str]:
    signed = submission.model_dump(mode="json", include={"proof", "request_hash", "submitted_at"})
    return {
        **signed["proof"],
        "request_hash": signed["request_hash"],
        "submitted_at": signed["submitted_at"],
    }


def _judge_of(submission: Submission, command: Command) -> Callable[[States, datetime], Judgement]:
    def judge(states: States, recorded_at: datetime) -> Judgement:
        record = _record(states)
        return _judgement(command, judged(submission, command, record, recorded_at), record)

    return judge


def _judgement(command: Command, found: Verdict, record: Record) -> Judgement:
    case, acting, decision, heard = found
    if isinstance(decision, Refusal):
        return Refuse(
            code=decision.code,
            sentence=decision.sentence,
            citation=decision.citation,
            missing=decision.missing,
            stored=heard,
        )
    basis = _basis(command.rule, case, acting, record) if command.rule else None
    return Accept(facts=tuple(_fact(each, case.stream, basis) for each in decision))


def _basis(rule: str, case: Case, acting: Acting, record: Record) -> Basis:
    rules = cases.rules_for(case, record.case(ASSEMBLY, Assembly), acting)
    return Basis(article=rules.cite(rule), rules=rules.edition)


def _fact(told: Event | Elsewhere, stream: str, basis: Basis | None) -> Fact:
    where, event = told if isinstance(told, Elsewhere) else (stream, told)
    return Fact(
        stream=where,
        type=event.type,
        schema=event.schema_version,
        data=event.model_dump(mode="json", exclude={"type"}),
        basis=basis,
    )


def _record(states: States) -> Record:
    return Record(Cases(states))


def _alarm(stream: str, due: Deadline) -> Work:
    """Return the clock's act: its id follows from case and key, so it takes effect once."""

    def judge(states: States, recorded_at: datetime) -> Judgement:
        acting = Acting(actor=CLOCK, occurred_at=at, now=recorded_at, recorded_at=recorded_at)
        command, case, record = PassDeadline(key=due.key), as_case(states[stream]), _record(states)
        decision = cases.decide(command, case, acting, record)
        found = Verdict(case, acting, decision, heard=False)
        judgement = _judgement(command, found, record)
        if isinstance(judgement, Refuse) and due.at > recorded_at:
            return replace(judgement, code="too-early")
        return judgement

    at, command_id = occurred_in(due.key), clock_id(stream, due.key)
    return Work(
        command_id=command_id,
        request_hash=clock_hash(command_id, stream, at),
        name="PassDeadline",
        stream=stream,
        actor=CLOCK,
        occurred_at=at,
        judge=judge,
        reads=(stream, ASSEMBLY),
    )


def _touched(stream: str, outcomes: Sequence[Answer]) -> tuple[str, ...]:
    entries = (e for each in outcomes if isinstance(each, Accepted) for e in each.entries)
    return tuple(sorted({entry.stream for entry in entries} - {stream, REFUSALS}))


def _asked(due: Sequence[Deadline], outcomes: Sequence[Answer]) -> tuple[str, ...]:
    return tuple(
        alarm.key
        for alarm, answer in zip(due, outcomes, strict=True)
        if isinstance(answer, Accepted)
        or (isinstance(answer, Refused) and answer.code != "too-early")
    )


def _failed(due: Sequence[Deadline], outcomes: Sequence[Answer]) -> tuple[str, ...]:
    pairs = zip(due, outcomes, strict=True)
    return tuple(alarm.key for alarm, answer in pairs if isinstance(answer, Failed))
