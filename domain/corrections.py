"""Corrections: what was recorded wrongly is told rightly beside it; nothing is rewritten."""

from collections.abc import Sequence
from typing import ClassVar, Literal, TypeVar

from pydantic import Field

from domain.case import Case
from domain.messages import Command, Event, Text
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.submission import Capacity

Kind = TypeVar("Kind", bound=Case)


class CorrectFact(Command):
    """The Secretariat says that an event of this case records a fact wrongly, and how it was.

    It changes no result, no limit and no stage: what follows from the right fact is an act of its
    own.
    """

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["CorrectFact"] = "CorrectFact"
    version: int = Field(ge=1)
    """Which event of the case (1, 2 …) records it."""
    recorded: Text
    correct: Text
    grounds: Text


class FactCorrected(Event):
    """A fact was otherwise than an earlier event of the case records it; that event stays."""

    type: Literal["FactCorrected"] = "FactCorrected"
    version: int
    recorded: Text
    correct: Text
    grounds: Text


def correct_fact(command: CorrectFact, case: Case) -> Sequence[FactCorrected] | Refusal:
    """Correct what an event of the case records."""
    if command.version > case.version:
        return not_in_order(
            f"{case.stream} has {case.version} events; there is none of version {command.version}"
        )
    if command.recorded == command.correct:
        return not_in_order("what is recorded and what is correct are the same")
    return [FactCorrected.model_validate(command.model_dump(exclude={"type"}))]


def corrected(case: Kind, event: FactCorrected) -> Kind:
    """Remember which event was corrected; it changes nothing else."""
    return replace(case, corrected=tuple(sorted({*case.corrected, event.version})))
