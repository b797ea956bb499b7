"""Workshop: deputies and experts harmonise the draft. It may be held more than once, or never."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Command, Dated, Text
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity


class HoldWorkshop(Command):
    """The Secretariat records a workshop on the draft."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["HoldWorkshop"] = "HoldWorkshop"
    place: Text


class WorkshopHeld(Dated):
    """The draft was discussed article by article, and comments were taken."""

    type: Literal["WorkshopHeld"] = "WorkshopHeld"
    place: Text
    on: date


def hold(command: HoldWorkshop, law: ModelLaw, acting: Acting) -> Sequence[WorkshopHeld] | Refusal:
    """Accept a workshop while the draft is in the making."""
    if law.stage not in {Stage.DRAFTING, Stage.WORKSHOP}:
        return not_in_order(f"a workshop is held on a draft; {law.stream} is {law.stage.value}")
    return [WorkshopHeld(place=command.place, on=acting.on)]


def held(law: ModelLaw, _: WorkshopHeld) -> ModelLaw:
    """Await the text that takes the comments in."""
    return replace(law, stage=Stage.WORKSHOP)
