"""Publication: where the adopted text can be read. A later fact than adoption, or none."""

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

PUBLISHABLE = frozenset({Stage.ADOPTED, Stage.TRANSMITTED, Stage.MONITORED})


class PublishModelLaw(Command):
    """The Secretariat records where the adopted text is published."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["PublishModelLaw"] = "PublishModelLaw"
    reference: Text


class ModelLawPublished(Dated):
    """The adopted text is public."""

    type: Literal["ModelLawPublished"] = "ModelLawPublished"
    reference: Text
    on: date


def publish(
    command: PublishModelLaw, law: ModelLaw, acting: Acting
) -> Sequence[ModelLawPublished] | Refusal:
    """Publish an adopted text, once."""
    if law.stage not in PUBLISHABLE or law.reference is not None:
        return not_in_order(
            f"an adopted model law is published once; {law.stream} is {law.stage.value}"
        )
    return [ModelLawPublished(reference=command.reference, on=acting.on)]


def published(law: ModelLaw, event: ModelLawPublished) -> ModelLaw:
    """Hold the reference; a text already transmitted stays so."""
    stage = Stage.PUBLISHED if law.stage is Stage.ADOPTED else law.stage
    return replace(law, stage=stage, reference=event.reference)
