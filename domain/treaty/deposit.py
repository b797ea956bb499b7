"""Deposit: the depositary receives an instrument. This, and only this, counts and binds."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal, TypeAlias

from domain.acting import Acting
from domain.messages import Event
from domain.occurred import Day
from domain.refusal import Refusal
from domain.replacing import replace
from domain.treaty.reckoning import reckoned
from domain.treaty.rights import DEPOSITARY, TreatyAction, too_early
from domain.treaty.state import Note, Treaty
from domain.treaty.terms import Party
from domain.treaty_law.consents import TreatyAct

Instrument: TypeAlias = Literal[
    "ratification",
    "acceptance",
    "approval",
    "formal_confirmation",
    "accession",
    "provisional_application",
]


class DepositInstrument(TreatyAction):
    """The depositary received an instrument; `notes` are the letters of its chart."""

    by: ClassVar = DEPOSITARY
    type: Literal["DepositInstrument"] = "DepositInstrument"
    party: Party
    kind: Instrument = "ratification"
    effective_on: Day | None = None
    """Where the instrument itself names the day from which it counts for its party."""
    notes: tuple[Note, ...] = ()


class InstrumentDeposited(Event):
    """A party deposited an instrument on that day."""

    type: Literal["InstrumentDeposited"] = "InstrumentDeposited"
    party: Party
    kind: Instrument
    on: date
    effective_on: date | None = None
    notes: tuple[Note, ...] = ()


def deposit(
    command: DepositInstrument, treaty: Treaty, acting: Acting
) -> Sequence[Event] | Refusal:
    """Accept an instrument of a party that is not bound yet, and reckon the entry into force."""
    party = command.party
    if (refusal := too_early(command, treaty, acting, party)) is not None:
        return refusal
    if treaty.is_bound(party, command.day(acting)):
        return Refusal(code="already-done", sentence=f"{party} is bound by {treaty.stream}")
    event = InstrumentDeposited(
        party=party,
        kind=command.kind,
        on=command.day(acting),
        effective_on=command.effective_on,
        notes=command.notes,
    )
    return [event, *reckoned(treaty, treaty.entry(_act(event)), acting)]


def deposited(treaty: Treaty, event: InstrumentDeposited) -> Treaty:
    """Keep the instrument."""
    notes = {**treaty.notes, event.party: event.notes}
    return replace(treaty, acts=(*treaty.acts, _act(event)), notes=MappingProxyType(notes))


def _act(event: InstrumentDeposited) -> TreatyAct:
    return TreatyAct(
        party=event.party, kind=event.kind, on=event.on, effective_on=event.effective_on
    )
