"""Transmission: the adopted text goes to every member parliament, as a recommendation."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere
from domain.messages import Command, Dated, Instant, Key
from domain.model_law.periods import Period, allowed
from domain.model_law.state import Edition, ModelLaw, track_stream
from domain.national_track.state import REPLY
from domain.national_track.transmission import TransmittedToParliament
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity

TO_REPLY = Period(name=REPLY, length="followup.interval", notice="followup.reminder")


class TransmitModelLaw(Command):
    """The Secretariat sends the adopted text to the member parliaments of the day."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    rule: ClassVar = "followup.interval"
    type: Literal["TransmitModelLaw"] = "TransmitModelLaw"
    reply_by: Instant | None = None
    remind_at: Instant | None = None


class ModelLawTransmitted(Dated):
    """The adopted text was sent to these parliaments."""

    type: Literal["ModelLawTransmitted"] = "ModelLawTransmitted"
    on: date
    parliaments: tuple[Key, ...]


def transmit(
    command: TransmitModelLaw, law: ModelLaw, acting: Acting, rules: Rules, record: Record
) -> Sequence[ModelLawTransmitted | Elsewhere] | Refusal:
    """Open a track in each member parliament; never before adoption."""
    text = law.carried
    if law.stage not in {Stage.ADOPTED, Stage.PUBLISHED} or text is None:
        return not_in_order(f"only an adopted model law is transmitted; it is {law.stage.value}")
    parliaments = record.case(STREAM, Assembly).members_on(acting.on)
    if not parliaments:
        return not_in_order(f"no member parliament is on record on {acting.on}")
    limits = allowed(
        TO_REPLY, until=command.reply_by, remind_at=command.remind_at, acting=acting, rules=rules
    )
    if isinstance(limits, Refusal):
        return limits
    return [
        ModelLawTransmitted(on=acting.on, parliaments=parliaments),
        *(
            Elsewhere(track_stream(law.stream, name), event)
            for name in parliaments
            for event in (_sent(law, name, text, acting.on, rules), *limits)
        ),
    ]


def transmitted(law: ModelLaw, event: ModelLawTransmitted) -> ModelLaw:
    """Await what each parliament makes of it."""
    return replace(
        law,
        stage=Stage.TRANSMITTED,
        transmitted_on=event.on,
        parliaments=event.parliaments,
    )


def _sent(
    law: ModelLaw, parliament: str, text: Edition, on: date, rules: Rules
) -> TransmittedToParliament:
    return TransmittedToParliament(
        law=law.stream,
        title=law.title,
        parliament=parliament,
        edition=text.number,
        sha256=text.sha256,
        on=on,
        rules=rules.edition,
    )
