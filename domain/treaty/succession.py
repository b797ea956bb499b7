"""Succession: a party is dissolved and stays counted; a successor says that it is bound."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Event, Text
from domain.occurred import Day
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.treaty.reckoning import reckoned
from domain.treaty.rights import DEPOSITARY, REGISTRARS, TreatyAction, not_taking_part, too_early
from domain.treaty.state import Treaty, with_day
from domain.treaty.terms import Party
from domain.treaty_law.consents import TreatyAct


class RecordPartyDissolved(TreatyAction):
    """A state that took part is no more."""

    by: ClassVar = REGISTRARS
    type: Literal["RecordPartyDissolved"] = "RecordPartyDissolved"
    party: Party
    grounds: Text


class NotifySuccession(TreatyAction):
    """A new state notifies that it takes the place of another in the treaty."""

    by: ClassVar = DEPOSITARY
    type: Literal["NotifySuccession"] = "NotifySuccession"
    party: Party
    predecessor: Party
    effective_on: Day | None = None


class PartyDissolved(Event):
    """A party is no more since that day; what it deposited still counts."""

    type: Literal["PartyDissolved"] = "PartyDissolved"
    party: Party
    grounds: Text
    on: date


class SuccessionNotified(Event):
    """A party is bound as the successor of another."""

    type: Literal["SuccessionNotified"] = "SuccessionNotified"
    party: Party
    predecessor: Party
    on: date
    effective_on: date | None = None


def dissolve(
    command: RecordPartyDissolved, treaty: Treaty, acting: Acting
) -> Sequence[Event] | Refusal:
    """Record it once, of one who took part."""
    party = command.party
    if (refusal := too_early(command, treaty, acting, party)) is not None:
        return refusal
    if (refusal := not_taking_part(treaty, party, command.day(acting))) is not None:
        return refusal
    return [PartyDissolved(party=party, grounds=command.grounds, on=command.day(acting))]


def succeed(command: NotifySuccession, treaty: Treaty, acting: Acting) -> Sequence[Event] | Refusal:
    """Bind a successor of one who was bound."""
    party, old = command.party, command.predecessor
    if (refusal := too_early(command, treaty, acting, party)) is not None:
        return refusal
    if treaty.is_bound(party, command.day(acting)):
        return Refusal(code="already-done", sentence=f"{party} is bound by {treaty.stream}")
    if party == old or not any(treaty.takes_part(old, each.on) for each in treaty.acts):
        return not_in_order(f"{old} has never taken part in {treaty.stream}")
    event = SuccessionNotified(
        party=party, predecessor=old, on=command.day(acting), effective_on=command.effective_on
    )
    return [event, *reckoned(treaty, treaty.entry(_act(event)), acting)]


def dissolved(treaty: Treaty, event: PartyDissolved) -> Treaty:
    """Keep the day; acts of the past stay."""
    return replace(treaty, dissolved=with_day(treaty.dissolved, event.party, event.on))


def succeeded(treaty: Treaty, event: SuccessionNotified) -> Treaty:
    """Bind the successor."""
    predecessors = {**treaty.predecessors, event.party: event.predecessor}
    return replace(
        treaty,
        acts=(*treaty.acts, _act(event)),
        predecessors=MappingProxyType(predecessors),
    )


def _act(event: SuccessionNotified) -> TreatyAct:
    return TreatyAct(
        party=event.party, kind="succession", on=event.on, effective_on=event.effective_on
    )
