"""Title: a model law enters the programme of titles."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from domain.messages import Command, Event, Key, Text
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal, not_in_order
from domain.stages import Stage
from domain.submission import Capacity


class TitleModelLaw(Command):
    """The Secretariat opens the case; where no source gives a title, the title says so."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["TitleModelLaw"] = "TitleModelLaw"
    title: Text
    proposer: Key | None = None


class ModelLawTitled(Event):
    """The case is open."""

    type: Literal["ModelLawTitled"] = "ModelLawTitled"
    title: Text
    proposer: Key | None = None


def title(command: TitleModelLaw, law: ModelLaw) -> Sequence[ModelLawTitled] | Refusal:
    """Open the case once."""
    if law.exists:
        return not_in_order(f"{law.stream} is already titled: {law.title}")
    return [ModelLawTitled(title=command.title, proposer=command.proposer)]


def titled(law: ModelLaw, event: ModelLawTitled) -> ModelLaw:
    """Await a proposal."""
    return replace(law, stage=Stage.TITLED, title=event.title, proposer=event.proposer)
