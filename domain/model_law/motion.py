"""Motion: who moved in the plenary that the text be adopted, and who seconded it."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.messages import Command, Dated, Key
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal, no_right, not_in_order, not_valid
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity


class MoveAdoption(Command):
    """A member moved the adoption; another may have seconded it. A person is named by his key."""

    by: ClassVar = (Capacity.CHAIR, Capacity.SECRETARIAT)
    type: Literal["MoveAdoption"] = "MoveAdoption"
    mover: Key
    mover_of: Key
    """The parliament from which the mover comes."""
    seconder: Key | None = None
    seconder_of: Key | None = None


class AdoptionMoved(Dated):
    """The adoption is moved."""

    type: Literal["AdoptionMoved"] = "AdoptionMoved"
    mover: Key
    mover_of: Key
    seconder: Key | None = None
    seconder_of: Key | None = None


def move(
    command: MoveAdoption, law: ModelLaw, acting: Acting, record: Record
) -> Sequence[AdoptionMoved] | Refusal:
    """Accept a motion of members, on a law that is before the plenary."""
    if law.stage is not Stage.ON_ORDER_OF_BUSINESS:
        return not_in_order(f"{law.stream} is {law.stage.value}; it is not before the plenary")
    if (command.seconder is None) != (command.seconder_of is None):
        return not_valid("a seconder is named with his parliament, or neither is")
    if command.seconder == command.mover:
        return not_valid(f"{command.mover} does not second his own motion")
    members = record.case(STREAM, Assembly).members_on(acting.on)
    for parliament in (command.mover_of, command.seconder_of):
        if parliament is not None and parliament not in members:
            return no_right(f"{parliament} is no member parliament on {acting.on}")
    return [AdoptionMoved.model_validate(command.model_dump(exclude={"type"}))]


def moved(law: ModelLaw, event: AdoptionMoved) -> ModelLaw:
    """Hold both; the vote decides."""
    return replace(law, moved_by=event.mover, seconded_by=event.seconder)
