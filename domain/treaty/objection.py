"""Objection: it may be withdrawn at any time (Vienna Convention, article 22)."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Event
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.treaty.rights import DEPOSITARY, TreatyAction, too_early
from domain.treaty.state import Treaty, with_reservation
from domain.treaty.terms import Party

CITATION = "Vienna Convention on the Law of Treaties, art. 22(2)"


class WithdrawObjection(TreatyAction):
    """A party takes its objection to a reservation back."""

    by: ClassVar = DEPOSITARY
    type: Literal["WithdrawObjection"] = "WithdrawObjection"
    reservation: int
    party: Party


class ObjectionWithdrawn(Event):
    """The objection of a party to a reservation is no more since that day."""

    type: Literal["ObjectionWithdrawn"] = "ObjectionWithdrawn"
    reservation: int
    party: Party
    on: date


def withdraw(
    command: WithdrawObjection, treaty: Treaty, acting: Acting
) -> Sequence[Event] | Refusal:
    """Take back an objection that stands, even when the time for objections is over."""
    if (refusal := too_early(command, treaty, acting, command.party)) is not None:
        return refusal
    held, party, day = treaty.reservation(command.reservation), command.party, command.day(acting)
    made_on = None if held is None else held.objected_on.get(party, held.on)
    if held is None or made_on is None or not held.is_objected_to_by(party):
        return not_in_order(
            f"no objection of {party} to a reservation {command.reservation} is on record",
            citation=CITATION,
        )
    if day < made_on:
        return not_in_order(f"{party} objected on {made_on}, after {day}", citation=CITATION)
    return [ObjectionWithdrawn(reservation=held.number, party=party, on=day)]


def withdrawn(treaty: Treaty, event: ObjectionWithdrawn) -> Treaty:
    """Keep the day: until then the party objected."""
    held = treaty.reservation(event.reservation)
    if held is None:
        return treaty
    days = MappingProxyType({**held.objections_withdrawn, event.party: event.on})
    return with_reservation(treaty, replace(held, objections_withdrawn=days))
