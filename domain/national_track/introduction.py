"""Introduction: the text becomes a national bill and goes to a committee of that parliament."""

from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Command, Key, Text
from domain.national_track.state import NationalTrack
from domain.national_track.steps import ORDER, REPORTERS, NationalStep, Step, after
from domain.replacing import replace
from domain.stages import Stage

BEFORE_A_BILL = frozenset({"receipt", "study", "rejected", "fallen"})
"""The steps that another bill does not begin again: what was rejected may have to wait."""


class ReferReceivedText(Command):
    """The text went to a body of the parliament that studies whether a bill should follow."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["ReferReceivedText"] = "ReferReceivedText"
    to: Text | None = None


class RegisterNationalBill(Command):
    """A bill based on the model law was registered under this reference."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["RegisterNationalBill"] = "RegisterNationalBill"
    reference: Text
    kinds: tuple[Key, ...] = ()
    """What kind of bill it is, where the national procedure tells it from others."""


class ReferNationalBill(Command):
    """The bill went to a committee of the parliament."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["ReferNationalBill"] = "ReferNationalBill"
    committee: Text | None = None


class ReceivedTextReferred(NationalStep):
    """The text is under study."""

    step: ClassVar = "study"
    type: Literal["ReceivedTextReferred"] = "ReceivedTextReferred"
    to: Text | None = None


class NationalBillRegistered(NationalStep):
    """There is a bill."""

    step: ClassVar = "bill"
    type: Literal["NationalBillRegistered"] = "NationalBillRegistered"
    reference: Text
    kinds: tuple[Key, ...] = ()


class NationalBillReferred(NationalStep):
    """The bill is in committee."""

    step: ClassVar = "committee"
    type: Literal["NationalBillReferred"] = "NationalBillReferred"
    committee: Text | None = None


def refer_text(command: ReferReceivedText, track: NationalTrack, acting: Acting) -> Step:
    """Report that the text is studied; it follows the receipt."""
    return Step(ReceivedTextReferred(to=command.to, on=acting.on), after(track, Stage.RECEIVED))


def register(command: RegisterNationalBill, track: NationalTrack, acting: Acting) -> Step:
    """Report a bill; it follows the receipt, or the study of the text."""
    told = command.model_dump(include={"reference", "kinds"})
    event = NationalBillRegistered.model_validate({**told, "on": acting.on})
    return Step(event, after(track, Stage.RECEIVED, Stage.REFERRED))


def refer(command: ReferNationalBill, track: NationalTrack, acting: Acting) -> Step:
    """Report a referral; it follows the registration, or a reading."""
    event = NationalBillReferred(committee=command.committee, on=acting.on)
    return Step(event, after(track, Stage.BILL_REGISTERED, Stage.READINGS))


def text_referred(track: NationalTrack, _: ReceivedTextReferred) -> NationalTrack:
    """Await a bill."""
    return replace(track, stage=Stage.REFERRED)


def registered(track: NationalTrack, event: NationalBillRegistered) -> NationalTrack:
    """Hold the reference, and count readings of this bill from one."""
    return replace(
        track,
        stage=Stage.BILL_REGISTERED,
        bill=event.reference,
        kinds=event.kinds,
        readings_passed=0,
        second="",
        rejections=0,
        days={step: day for step, day in track.days.items() if step in BEFORE_A_BILL},
    )


def referred(track: NationalTrack, _: NationalBillReferred) -> NationalTrack:
    """Await a reading."""
    return replace(track, stage=Stage.COMMITTEE)
