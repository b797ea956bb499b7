"""Title: a model law enters the programme of titles."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Record
from domain.assembly.parliaments import not_known
from domain.messages import Command, Dated, Key, Text
from domain.model_law.state import ModelLaw
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity


class TitleModelLaw(Command):
    """The Secretariat opens the case; where no source gives a title, the title says so."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["TitleModelLaw"] = "TitleModelLaw"
    title: Text
    proposer: Key | None = None


class ModelLawTitled(Dated):
    """The case is open."""

    type: Literal["ModelLawTitled"] = "ModelLawTitled"
    title: Text
    proposer: Key | None = None


def title(
    command: TitleModelLaw, law: ModelLaw, record: Record
) -> Sequence[ModelLawTitled] | Refusal:
    """Open the case once, for a proposer that is known, if one is named."""
    if law.exists:
        return not_in_order(f"{law.stream} is already titled: {law.title}")
    if (unknown := not_known(command.proposer, record)) is not None:
        return unknown
    return [ModelLawTitled(title=command.title, proposer=command.proposer)]


def titled(law: ModelLaw, event: ModelLawTitled) -> ModelLaw:
    """Await a proposal."""
    return replace(law, stage=Stage.TITLED, title=event.title, proposer=event.proposer)
