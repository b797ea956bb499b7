"""Claims: a fact as one source tells it. Two may contradict each other; both stay."""

from collections.abc import Sequence
from typing import ClassVar, Literal, TypeVar

from domain.case import Case
from domain.messages import Command, Event, Text
from domain.occurred import Occurred
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.submission import Capacity

Kind = TypeVar("Kind", bound=Case)


class RecordClaim(Command):
    """The Secretariat notes what a source says, without taking it as a fact."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RecordClaim"] = "RecordClaim"
    claim: Text
    according_to: Text
    said_of: Occurred | None = None
    contradicts: int | None = None
    """The number of an earlier claim on this case (1, 2 …) which this one contradicts."""


class ClaimRecorded(Event):
    """A source says so."""

    type: Literal["ClaimRecorded"] = "ClaimRecorded"
    number: int
    claim: Text
    according_to: Text
    said_of: Occurred | None = None
    contradicts: int | None = None


def record_claim(command: RecordClaim, case: Case) -> Sequence[Event] | Refusal:
    """Number the claim and keep it; what it contradicts is on record."""
    other = command.contradicts
    if other is not None and not 1 <= other <= case.claims:
        return not_in_order(f"there is no claim {other} on {case.stream} to contradict")
    told = command.model_dump(exclude={"type"})
    return [ClaimRecorded.model_validate({**told, "number": case.claims + 1})]


def claimed(case: Kind, event: ClaimRecorded) -> Kind:
    """Count the claim; it changes nothing else."""
    return replace(case, claims=event.number)
