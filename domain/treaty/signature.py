"""Signature: a party signs; that binds it only where its signature is definitive."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Event
from domain.refusal import Refusal
from domain.replacing import replace
from domain.treaty.reckoning import reckoned
from domain.treaty.rights import DEPOSITARY, TreatyAction, too_early
from domain.treaty.state import Treaty, with_day
from domain.treaty.terms import Party
from domain.treaty_law.consents import TreatyAct


class RegisterSignature(TreatyAction):
    """The depositary registers a signature."""

    by: ClassVar = DEPOSITARY
    type: Literal["RegisterSignature"] = "RegisterSignature"
    party: Party
    kind: Literal["signature", "definitive_signature"] = "signature"


class TreatySigned(Event):
    """A party signed on that day."""

    type: Literal["TreatySigned"] = "TreatySigned"
    party: Party
    kind: Literal["signature", "definitive_signature"]
    on: date


def sign(command: RegisterSignature, treaty: Treaty, acting: Acting) -> Sequence[Event] | Refusal:
    """Register one signature of each party."""
    if (refusal := too_early(command, treaty, acting, command.party)) is not None:
        return refusal
    if command.party in treaty.signatures:
        signed = treaty.signatures[command.party]
        return Refusal(code="already-done", sentence=f"{command.party} signed on {signed}")
    event = TreatySigned(party=command.party, kind=command.kind, on=command.day(acting))
    return [event, *reckoned(treaty, treaty.entry(_act(event)), acting)]


def signed(treaty: Treaty, event: TreatySigned) -> Treaty:
    """Keep the signature."""
    signatures = with_day(treaty.signatures, event.party, event.on)
    return replace(treaty, signatures=signatures, acts=(*treaty.acts, _act(event)))


def _act(event: TreatySigned) -> TreatyAct:
    return TreatyAct(party=event.party, kind=event.kind, on=event.on)
