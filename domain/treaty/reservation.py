"""Reservation: a party excludes a part for itself; others object in time, or it stands."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.day_counting.day_counts import DAY
from domain.messages import Event, Text
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.time_limits import limit, met
from domain.treaty.rights import DEPOSITARY, TreatyAction, not_taking_part, too_early
from domain.treaty.state import Reservation, Treaty, with_reservation
from domain.treaty.terms import Party
from domain.treaty_law.entry_into_force import counted_on

Between = Literal["in-force-between-them", "not-in-force-between-them"]


class MakeReservation(TreatyAction):
    """The depositary registers a reservation made with a signature or an instrument."""

    by: ClassVar = DEPOSITARY
    type: Literal["MakeReservation"] = "MakeReservation"
    party: Party
    text: Text


class ObjectToReservation(TreatyAction):
    """A party objects; the treaty is in force between the two unless it says otherwise."""

    by: ClassVar = DEPOSITARY
    type: Literal["ObjectToReservation"] = "ObjectToReservation"
    reservation: int
    party: Party
    between: Between = "in-force-between-them"


class WithdrawReservation(TreatyAction):
    """The party takes a reservation back."""

    by: ClassVar = DEPOSITARY
    type: Literal["WithdrawReservation"] = "WithdrawReservation"
    reservation: int


class ReservationMade(Event):
    """A party made a reservation; without a last day nobody said until when others may object."""

    type: Literal["ReservationMade"] = "ReservationMade"
    number: int
    party: Party
    text: Text
    on: date
    objections_until: date | None = None


class ReservationObjectedTo(Event):
    """A party objected to a reservation; after the last day it is a communication only."""

    type: Literal["ReservationObjectedTo"] = "ReservationObjectedTo"
    reservation: int
    party: Party
    between: Between
    on: date
    in_time: bool = True


class ReservationAccepted(Event):
    """The time for objections is over: with those who did not object, the reservation stands."""

    type: Literal["ReservationAccepted"] = "ReservationAccepted"
    reservation: int


class ReservationWithdrawn(Event):
    """The reservation is no more since that day."""

    type: Literal["ReservationWithdrawn"] = "ReservationWithdrawn"
    reservation: int
    on: date


def make(command: MakeReservation, treaty: Treaty, acting: Acting) -> Sequence[Event] | Refusal:
    """Register a reservation of one who signed or consented, unless the treaty allows none."""
    if (refusal := too_early(command, treaty, acting, command.party)) is not None:
        return refusal
    if treaty.terms is None or treaty.terms.reservations == "prohibited":
        return Refusal(
            code="against-the-rules",
            sentence=f"{treaty.stream} allows no reservations; record a claim of what was said",
            citation="none" if treaty.terms is None else treaty.terms.citation,
        )
    day = command.day(acting)
    if (refusal := not_taking_part(treaty, command.party, day)) is not None:
        return refusal
    window = treaty.terms.objections
    until = None if window is None else counted_on(window, day)
    number = len(treaty.reservations) + 1
    event = ReservationMade(
        number=number,
        party=command.party,
        text=command.text,
        on=day,
        objections_until=until,
    )
    return [event, *_window(number, until, acting)]


def _window(number: int, until: date | None, acting: Acting) -> list[Event]:
    if until is None:
        return []
    awaited = limit(_name(number), acting.begins(until + DAY), acting)
    return [awaited, ReservationAccepted(reservation=number)] if awaited.historical else [awaited]


def object_to(
    command: ObjectToReservation, treaty: Treaty, acting: Acting
) -> Sequence[Event] | Refusal:
    """Register an objection of another who takes part, once."""
    if (refusal := too_early(command, treaty, acting, command.party)) is not None:
        return refusal
    held = treaty.reservation(command.reservation)
    if held is None or held.withdrawn_on is not None:
        return _no_reservation(command.reservation)
    day = command.day(acting)
    if command.party == held.party:
        return not_in_order(f"{command.party} made reservation {held.number} itself")
    if (refusal := not_taking_part(treaty, command.party, day)) is not None:
        return refusal
    if held.is_objected_to_by(command.party):
        return Refusal(code="already-done", sentence=f"{command.party} has objected")
    last = held.objections_until
    return [
        ReservationObjectedTo(
            reservation=held.number,
            party=command.party,
            between=command.between,
            on=day,
            in_time=last is None or day <= last,
        )
    ]


def withdraw(
    command: WithdrawReservation, treaty: Treaty, acting: Acting
) -> Sequence[Event] | Refusal:
    """Take it back, once."""
    held = treaty.reservation(command.reservation)
    if held is None or held.withdrawn_on is not None:
        return _no_reservation(command.reservation)
    if (refusal := too_early(command, treaty, acting, held.party)) is not None:
        return refusal
    event = ReservationWithdrawn(reservation=held.number, on=command.day(acting))
    return [event, *met(treaty, _name(held.number))]


def missed(
    treaty: Treaty, name: str, _acting: Acting, _record: Record
) -> Sequence[Event | Elsewhere]:
    """Let a reservation stand once the time for objections is over."""
    due = (each for each in treaty.reservations if name == _name(each.number))
    return [ReservationAccepted(reservation=each.number) for each in due]


def made(treaty: Treaty, event: ReservationMade) -> Treaty:
    """Keep the reservation."""
    added = Reservation(
        number=event.number,
        party=event.party,
        on=event.on,
        objections_until=event.objections_until,
    )
    return replace(treaty, reservations=(*treaty.reservations, added))


def objected(treaty: Treaty, event: ReservationObjectedTo) -> Treaty:
    """Keep the objection, if it came in time."""
    held = treaty.reservation(event.reservation)
    if held is None or not event.in_time:
        return treaty
    party, withdrawn = event.party, {**held.objections_withdrawn}
    withdrawn.pop(party, None)
    changed = replace(
        held,
        objections=MappingProxyType({**held.objections, party: event.between}),
        objected_on=MappingProxyType({**held.objected_on, party: event.on}),
        objections_withdrawn=MappingProxyType(withdrawn),
    )
    return with_reservation(treaty, changed)


def accepted(treaty: Treaty, event: ReservationAccepted) -> Treaty:
    """Let it stand."""
    held = treaty.reservation(event.reservation)
    return treaty if held is None else with_reservation(treaty, replace(held, accepted=True))


def withdrawn(treaty: Treaty, event: ReservationWithdrawn) -> Treaty:
    """Let it go."""
    held = treaty.reservation(event.reservation)
    return (
        treaty if held is None else with_reservation(treaty, replace(held, withdrawn_on=event.on))
    )


def _name(number: int) -> str:
    return f"reservation-{number}"


def _no_reservation(number: int) -> Refusal:
    return not_in_order(f"there is no reservation {number} in force on this treaty")
