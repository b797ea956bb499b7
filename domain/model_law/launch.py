"""Launch: the adopted text is presented to the public. A later fact than adoption, or none."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Command, Dated, Text
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.submission import Capacity


class LaunchModelLaw(Command):
    """The Secretariat records where an adopted text was launched."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["LaunchModelLaw"] = "LaunchModelLaw"
    place: Text
    occasion: Text | None = None


class ModelLawLaunched(Dated):
    """The adopted text was launched."""

    type: Literal["ModelLawLaunched"] = "ModelLawLaunched"
    place: Text
    occasion: Text | None = None
    on: date


def launch(
    command: LaunchModelLaw, law: ModelLaw, acting: Acting
) -> Sequence[ModelLawLaunched] | Refusal:
    """Accept one launch of a text that has been adopted."""
    if law.adopted_on is None:
        return not_in_order(f"only an adopted text is launched; {law.stream} is {law.stage.value}")
    if law.launched_on is not None:
        return Refusal(code="already-done", sentence=f"it was launched on {law.launched_on}")
    return [
        ModelLawLaunched(place=command.place, occasion=command.occasion, on=acting.on),
    ]


def launched(law: ModelLaw, event: ModelLawLaunched) -> ModelLaw:
    """Hold the day; its stage is another matter."""
    return replace(law, launched_on=event.on)
