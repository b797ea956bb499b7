"""Reckoning: after each act the entry into force is computed anew; nobody types the date."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.messages import Command, Event, Text
from domain.refusal import Refusal
from domain.replacing import replace
from domain.stages import Stage
from domain.time_limits import limit, met
from domain.treaty.rights import DEPOSITARY
from domain.treaty.state import ENTRY, Treaty
from domain.treaty.terms import Party
from domain.treaty_law.entry_into_force import Entry


class FixEntryIntoForceDate(Command):
    """The depositary asks for the date, as it follows from what is on record now."""

    by: ClassVar = DEPOSITARY
    type: Literal["FixEntryIntoForceDate"] = "FixEntryIntoForceDate"


class ThresholdReached(Event):
    """With an act of these parties there was enough, at the end of that day."""

    type: Literal["ThresholdReached"] = "ThresholdReached"
    on: date
    by_parties: tuple[Party, ...]
    explanation: Text


class EntryIntoForceDateFixed(Event):
    """The date follows from the terms and the acts; a later one of these takes its place."""

    type: Literal["EntryIntoForceDateFixed"] = "EntryIntoForceDateFixed"
    date_fixed: date
    explanation: Text
    instead_of: date | None = None


class EntryIntoForceDateWithdrawn(Event):
    """An act that became known late takes the ground from a date that had been fixed."""

    type: Literal["EntryIntoForceDateWithdrawn"] = "EntryIntoForceDateWithdrawn"
    date_fixed: date
    explanation: Text


class TreatyEnteredIntoForce(Event):
    """The treaty binds since that day."""

    effect: ClassVar = "since"
    type: Literal["TreatyEnteredIntoForce"] = "TreatyEnteredIntoForce"
    since: date


def fix(_: FixEntryIntoForceDate, treaty: Treaty, acting: Acting) -> Sequence[Event] | Refusal:
    """Fix the date, or say what it waits for."""
    found = treaty.entry()
    if found.on is None:
        code = "cannot-compute" if found.missing else "not-in-order"
        return Refusal(code=code, sentence=found.explanation, missing=found.missing)
    events = reckoned(treaty, found, acting)
    return events or Refusal(code="already-done", sentence=f"fixed: {found.explanation}")


def reckoned(treaty: Treaty, found: Entry, acting: Acting) -> list[Event]:
    """Return what is new of the threshold and of the date.

    What becomes known late never undoes an entry into force (domain.md 7.6): at most it was before.
    """
    since = treaty.in_force_since
    if since is not None and (found.on is None or found.on > since):
        return []
    events: list[Event] = []
    if found.reached_on not in {None, treaty.reached_on}:
        events.append(_threshold(found))
    if found.on == treaty.fixed_on:
        return events
    if found.on is not None:
        return [*events, *_fixed(treaty, found.on, found.explanation, acting)]
    if treaty.fixed_on is None:
        return events
    withdrawn = EntryIntoForceDateWithdrawn(
        date_fixed=treaty.fixed_on, explanation=found.explanation
    )
    return [*events, withdrawn, *met(treaty, ENTRY)]


def _threshold(found: Entry) -> ThresholdReached:
    day = found.reached_on or date.min
    return ThresholdReached(on=day, by_parties=found.reached_by, explanation=found.explanation)


def _fixed(treaty: Treaty, on: date, explanation: str, acting: Acting) -> list[Event]:
    event = EntryIntoForceDateFixed(
        date_fixed=on, explanation=explanation, instead_of=treaty.fixed_on
    )
    awaited = limit(ENTRY, acting.begins(on), acting)
    if awaited.historical:
        return [event, *met(treaty, ENTRY), awaited, TreatyEnteredIntoForce(since=on)]
    return [event, awaited]


def missed(
    treaty: Treaty, name: str, _acting: Acting, _record: Record
) -> Sequence[Event | Elsewhere]:
    """Let the treaty enter into force on its day."""
    if name != ENTRY or treaty.fixed_on is None:
        return []
    return [TreatyEnteredIntoForce(since=treaty.fixed_on)]


def threshold_reached(treaty: Treaty, event: ThresholdReached) -> Treaty:
    """Await the day."""
    stage = treaty.stage if treaty.stage is Stage.IN_FORCE else Stage.THRESHOLD_REACHED
    return replace(treaty, stage=stage, reached_on=event.on)


def date_fixed(treaty: Treaty, event: EntryIntoForceDateFixed) -> Treaty:
    """Hold the date."""
    return replace(treaty, fixed_on=event.date_fixed)


def date_withdrawn(treaty: Treaty, _: EntryIntoForceDateWithdrawn) -> Treaty:
    """Await more acts again."""
    return replace(treaty, stage=Stage.OPEN_FOR_SIGNATURE, reached_on=None, fixed_on=None)


def entered(treaty: Treaty, event: TreatyEnteredIntoForce) -> Treaty:
    """Go on: later parties, reservations, denunciations."""
    return replace(treaty, stage=Stage.IN_FORCE, in_force_since=event.since)
