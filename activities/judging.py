"""An act put to the rules: by the worker, which records the answer, and by a rehearsal of it."""

from datetime import datetime
from typing import NamedTuple

from domain import cases
from domain.acting import Acting, Record
from domain.assembly.gateway_keys import not_admitted
from domain.assembly.state import STREAM as ASSEMBLY
from domain.assembly.state import Assembly
from domain.case import Case
from domain.definition import Decision
from domain.messages import Command
from domain.submission import Submission


class Verdict(NamedTuple):
    """What the rules answer to an act on a case, and in which circumstances."""

    case: Case
    acting: Acting
    decision: Decision
    heard: bool
    """False where the register is not to learn of it: nobody whom it knows has signed."""


def judged(
    submission: Submission, command: Command, record: Record, recorded_at: datetime
) -> Verdict:
    """Judge a submission that was opened, at a time of the register.

    Raises `NotLoadedError` where the record lacks a case on which the answer depends.
    """
    case = record.case(submission.stream, Case)
    assembly = record.case(ASSEMBLY, Assembly)
    acting = _acting(submission, recorded_at)
    key = "" if submission.proof is None else submission.proof.key_id
    unknown = not_admitted(key, command, assembly)
    if unknown is not None:
        return Verdict(case, acting, unknown, heard=False)
    return Verdict(case, acting, cases.decide(command, case, acting, record), heard=True)


def _acting(submission: Submission, recorded_at: datetime) -> Acting:
    return Acting(
        actor=submission.actor,
        occurred_at=submission.occurred_at,
        now=min(submission.submitted_at, recorded_at),
        recorded_at=recorded_at,
        reason=submission.reason,
        source=submission.source,
    )
