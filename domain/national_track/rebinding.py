"""Rebinding: a parliament was succeeded; its open tracks go on in the one that took its place.

Nothing is deleted: the stream keeps the name of the parliament that received the text. It is
rebound by the Secretariat, or with the first step that is reported after the succession.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.messages import Command, Dated, Event, Key
from domain.national_track.known_path import known_path
from domain.national_track.limits import all_met
from domain.national_track.state import NationalTrack
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity
from domain.time_limits import DeadlineMet, ended

BETWEEN_CHAMBERS = frozenset({Stage.SECOND_CHAMBER, Stage.CONCILIATION})


class RebindNationalTrack(Command):
    """The Secretariat binds an open track to the parliament that succeeded its own."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RebindNationalTrack"] = "RebindNationalTrack"


class NationalTrackRebound(Dated):
    """The track goes on in another parliament; what came before stays under the old name."""

    type: Literal["NationalTrackRebound"] = "NationalTrackRebound"
    before: Key
    parliament: Key
    readings: Literal["go-on", "begin-again"] = "go-on"
    """One chamber in place of two: what lay between them is read by the one that there is."""


def rebind(
    _: RebindNationalTrack, track: NationalTrack, acting: Acting, record: Record
) -> Sequence[Event] | Refusal:
    """Rebind a track whose parliament has a successor, once for each."""
    assembly = record.case(STREAM, Assembly)
    if track.concluded:
        return not_in_order(f"{track.stream} is concluded; its history stays where it is")
    events = follows(track, assembly, acting)
    if events:
        return events
    held = track.held_by
    ended = assembly.parliaments[held].dissolved_on if held in assembly.parliaments else None
    if ended is not None and ended <= acting.on:
        return not_in_order(f"{held} was dissolved on {ended} and has no successor yet")
    return not_in_order(f"{track.stream} is with {held}; nothing has taken its place")


def follows(track: NationalTrack, assembly: Assembly, acting: Acting) -> list[Event]:
    """Return the rebinding that a succession asks for; nothing where there was none."""
    heir = assembly.in_place_of(track.parliament, acting.on)
    if heir == track.held_by:
        return []
    path = known_path(track, assembly, acting.on)
    chambers = path.parliament.chambers if path.parliament else None
    between = track.stage in BETWEEN_CHAMBERS and chambers == 1
    rebound = NationalTrackRebound(
        before=track.held_by, parliament=heir, readings="begin-again" if between else "go-on"
    )
    # What ran in the parliament that is no more does not run on: no source says that it does.
    return [rebound, *all_met(track)]


def carried(track: NationalTrack, events: Sequence[Event]) -> NationalTrack:
    """Return the track as it is once it is rebound: the step that comes is judged by that."""
    for event in events:
        if isinstance(event, NationalTrackRebound):
            track = bound(track, event)
        elif isinstance(event, DeadlineMet):
            track = ended(track, event)
    return track


def bound(track: NationalTrack, event: NationalTrackRebound) -> NationalTrack:
    """Go on where it stands; where that stage is no more, with the readings."""
    if event.readings == "go-on":
        return replace(track, bound_to=event.parliament)
    return replace(
        track,
        bound_to=event.parliament,
        stage=Stage.BILL_REGISTERED,
        readings_passed=0,
        second="",
        rejections=0,
    )
