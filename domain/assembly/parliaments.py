"""Parliaments: registered with what is known of their procedure, dissolved, succeeded."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly, Parliament
from domain.case import Elsewhere, category
from domain.messages import CaseKey, CaseName, Command, Event, Key, Text
from domain.national_track.rebinding import follows
from domain.national_track.state import CATEGORY, NationalTrack
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.submission import Capacity


class RegisterParliament(Command):
    """The Secretariat registers a parliament; what is not known of its procedure stays unset."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RegisterParliament"] = "RegisterParliament"
    key: CaseKey
    country: Text
    name: Text
    chambers: int | None = Field(default=None, ge=1, le=2)
    readings: int | None = Field(default=None, ge=1, le=9)
    head_of_state_signs: bool | None = None


class ParliamentRegistered(Event):
    """A parliament is known by a key. It does not belong to the assembly by that."""

    type: Literal["ParliamentRegistered"] = "ParliamentRegistered"
    key: Key
    country: Text
    name: Text
    chambers: int | None = None
    readings: int | None = None
    head_of_state_signs: bool | None = None


class DissolveParliament(Command):
    """A parliament ended by national law; its place in the assembly waits for a successor."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["DissolveParliament"] = "DissolveParliament"
    parliament: Key
    grounds: Text


class ParliamentDissolved(Event):
    """A parliament is no more from this day on. Its membership is not touched."""

    type: Literal["ParliamentDissolved"] = "ParliamentDissolved"
    parliament: Key
    grounds: Text
    on: date


class SucceedParliament(Command):
    """Another parliament takes the place of one; the history stays under the old key."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["SucceedParliament"] = "SucceedParliament"
    parliament: Key
    successor: Key
    tracks: tuple[CaseName, ...] = ()
    """Open tracks to rebind at once; any other is rebound with the next step reported on it."""


class ParliamentSucceeded(Event):
    """A parliament was succeeded: its spells pass to the other one from this day on."""

    type: Literal["ParliamentSucceeded"] = "ParliamentSucceeded"
    parliament: Key
    successor: Key
    on: date


def register(
    command: RegisterParliament, assembly: Assembly
) -> Sequence[ParliamentRegistered] | Refusal:
    """Register it once."""
    if command.key in assembly.parliaments:
        return Refusal(code="already-done", sentence=f"parliament {command.key} is registered")
    return [ParliamentRegistered.model_validate(command.model_dump(exclude={"type"}))]


def dissolve(
    command: DissolveParliament, assembly: Assembly, acting: Acting
) -> Sequence[ParliamentDissolved] | Refusal:
    """Dissolve a parliament that is known and not dissolved."""
    parliament = assembly.parliaments.get(command.parliament)
    if parliament is None:
        return not_registered(command.parliament)
    if parliament.dissolved_on is not None:
        return Refusal(
            code="already-done",
            sentence=f"parliament {parliament.key} was dissolved on {parliament.dissolved_on}",
        )
    return [
        ParliamentDissolved(parliament=command.parliament, grounds=command.grounds, on=acting.on)
    ]


def succeed(
    command: SucceedParliament, assembly: Assembly, acting: Acting, record: Record
) -> Sequence[ParliamentSucceeded | Elsewhere] | Refusal:
    """Let a parliament without a place of its own succeed one that is dissolved."""
    refusal = _no_heir(command, assembly, acting) or _not_its_tracks(command, record)
    if refusal is not None:
        return refusal
    event = ParliamentSucceeded(
        parliament=command.parliament, successor=command.successor, on=acting.on
    )
    after = succeeded(assembly, event)
    tracks = [record.case(each, NationalTrack) for each in dict.fromkeys(command.tracks)]
    rebound = (
        Elsewhere(track.stream, told) for track in tracks for told in follows(track, after, acting)
    )
    return [event, *rebound]


def _not_its_tracks(command: SucceedParliament, record: Record) -> Refusal | None:
    for stream in command.tracks:
        if category(stream) != CATEGORY:
            return not_in_order(f"{stream} is no national track")
        track = record.case(stream, NationalTrack)
        if track.held_by != command.parliament or track.concluded:
            return not_in_order(f"{stream} is no open track of {command.parliament}")
    return None


def _no_heir(command: SucceedParliament, assembly: Assembly, acting: Acting) -> Refusal | None:
    for key in (command.parliament, command.successor):
        if key not in assembly.parliaments:
            return not_registered(key)
    if assembly.in_place_of(command.successor, date.max) != command.successor:
        return not_in_order(f"{command.successor} has a successor itself: name that one")
    if command.parliament == command.successor:
        return not_valid(f"{command.parliament} cannot succeed itself")
    dissolved_on = assembly.parliaments[command.parliament].dissolved_on
    if dissolved_on is None or acting.on < dissolved_on:
        return not_in_order(f"parliament {command.parliament} is not dissolved on {acting.on}")
    if assembly.parliaments[command.parliament].successor is not None:
        return Refusal(code="already-done", sentence=f"{command.parliament} has a successor")
    if any(spell.parliament == command.successor for spell in assembly.spells):
        return not_in_order(f"{command.successor} has belonged to the assembly in its own right")
    return None


def not_known(key: str | None, record: Record) -> Refusal | None:
    """Refuse a parliament that is named and that nobody has registered."""
    if key is None or key in record.case(STREAM, Assembly).parliaments:
        return None
    return not_registered(key)


def not_registered(key: str) -> Refusal:
    """Refuse what needs a parliament that nobody has registered."""
    return not_in_order(f"no parliament {key} is registered; register it first")


def registered(assembly: Assembly, event: ParliamentRegistered) -> Assembly:
    """Keep the parliament."""
    return _with(assembly, Parliament(**event.model_dump(exclude={"type"})))


def dissolved(assembly: Assembly, event: ParliamentDissolved) -> Assembly:
    """Remember the day; offices and spells end by acts of their own."""
    return _with(assembly, replace(assembly.parliaments[event.parliament], dissolved_on=event.on))


def succeeded(assembly: Assembly, event: ParliamentSucceeded) -> Assembly:
    """End the spells of the old parliament on that day, and begin the same for the new one."""
    known = assembly.parliaments[event.parliament]
    old = replace(known, successor=event.successor, succeeded_on=event.on)
    passing = [s for s in assembly.spells if s.parliament == old.key and s.holds_on(event.on)]
    kept = tuple(
        replace(each, until=event.on) if each in passing else each for each in assembly.spells
    )
    begun = (replace(each, parliament=event.successor, since=event.on) for each in passing)
    return replace(_with(assembly, old), spells=(*kept, *begun))


def _with(assembly: Assembly, parliament: Parliament) -> Assembly:
    parliaments = {**assembly.parliaments, parliament.key: parliament}
    return replace(assembly, parliaments=MappingProxyType(parliaments))
