"""Receipt: the parliament confirms that the text has arrived."""

from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Command
from domain.national_track.state import NationalTrack
from domain.national_track.steps import ORDER, REPORTERS, NationalStep, Step, after
from domain.replacing import replace
from domain.stages import Stage


class AcknowledgeReceipt(Command):
    """The focal point confirms that the parliament has the text."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["AcknowledgeReceipt"] = "AcknowledgeReceipt"


class ReceiptAcknowledged(NationalStep):
    """The text has arrived."""

    step: ClassVar = "receipt"
    type: Literal["ReceiptAcknowledged"] = "ReceiptAcknowledged"


def acknowledge(_: AcknowledgeReceipt, track: NationalTrack, acting: Acting) -> Step:
    """Report the receipt; it comes first, and once."""
    return Step(ReceiptAcknowledged(on=acting.on), after(track, Stage.NOT_RECEIVED))


def acknowledged(track: NationalTrack, event: ReceiptAcknowledged) -> NationalTrack:
    """Await a bill; a receipt that comes late takes nothing back."""
    stage = Stage.RECEIVED if track.stage is Stage.NOT_RECEIVED else track.stage
    return replace(track, stage=stage, received_on=event.on)
