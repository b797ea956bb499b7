"""Results: what the plenary decided about amendments, and what the chair records as lapsed."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Record
from domain.messages import Command, Dated, Event, Text, VoteName
from domain.model_law.amendments.of_law import (
    LAPSE,
    AmendmentLapsed,
    being_voted,
    consequences,
    ended,
    found,
    held,
    open_one,
    with_amendment,
)
from domain.model_law.amendments.state import Life, Unit
from domain.model_law.state import UNDECIDED, ModelLaw
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.submission import Capacity


class LapseAmendment(Command):
    """The chair records that another decision, or time, ended it."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = LAPSE
    type: Literal["LapseAmendment"] = "LapseAmendment"
    number: Unit
    because: Unit | None = None
    """The amendment whose end is the reason, if one is."""
    grounds: Text


class AmendmentAdopted(Dated):
    """The plenary voted for it; the tally stands in the case of the vote."""

    type: Literal["AmendmentAdopted"] = "AmendmentAdopted"
    number: Unit
    vote: VoteName


class AmendmentRejected(Dated):
    """The plenary voted against it; of a paragraph of the original text: it is deleted."""

    type: Literal["AmendmentRejected"] = "AmendmentRejected"
    number: Unit
    vote: VoteName


class EnBlocRefused(Dated):
    """These are not decided together: each is put to the vote by itself."""

    type: Literal["EnBlocRefused"] = "EnBlocRefused"
    numbers: tuple[Unit, ...]
    vote: VoteName


def lapse(
    command: LapseAmendment, law: ModelLaw, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """End what is not decided; what falls with it lapses too."""
    if law.stage not in UNDECIDED:
        return not_in_order(f"{law.stream} is {law.stage.value}; its amendments are settled")
    amendment = open_one(law, command.number, Life.TABLED, Life.ADMITTED, Life.CALLED)
    if isinstance(amendment, Refusal):
        return amendment
    refusal = being_voted(law, [command.number], record) or _no_cause(command, law)
    told = command.model_dump(exclude={"type"})
    return refusal or [
        AmendmentLapsed.model_validate(told),
        *consequences(law, {command.number: Life.LAPSED}, rules),
    ]


def _no_cause(command: LapseAmendment, law: ModelLaw) -> Refusal | None:
    if command.because is None:
        return None
    cause = found(law, command.because)
    if isinstance(cause, Refusal):
        return cause
    if cause.is_decided or cause.parts:
        return None
    return not_in_order(f"amendment {command.because} is {cause.life.value}: nothing lapses by it")


def adopted(law: ModelLaw, event: AmendmentAdopted) -> ModelLaw:
    """Hold that it is part of the text."""
    return ended(law, event.number, Life.ADOPTED, vote=event.vote)


def rejected(law: ModelLaw, event: AmendmentRejected) -> ModelLaw:
    """Hold that it is not."""
    return ended(law, event.number, Life.REJECTED, vote=event.vote)


def en_bloc_refused(law: ModelLaw, event: EnBlocRefused) -> ModelLaw:
    """Await the call of each."""
    named = (held(law, number) for number in event.numbers)
    return with_amendment(law, *(replace(each, life=Life.ADMITTED) for each in named))
