"""Limits: how long the steps of a national procedure may take, and how long they have to wait.

Lateness needs a reason and leaves an irregularity; a step before its time has come is refused. A
limit is that of the day on which it began. What began under a parliament that is no more is not
reckoned under the next: no source says how.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.acting import Acting
from domain.assembly.calendars import CalendarConsulted
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere
from domain.day_counting.due_dates import with_reminder
from domain.day_counting.zones import RELEASE, begins
from domain.irregularities import IrregularityRecorded, excused
from domain.messages import Event
from domain.national_procedures import ZONE, Limit
from domain.national_track.due import due
from domain.national_track.known_path import KnownPath, known_path
from domain.national_track.state import NationalTrack
from domain.refusal import Refusal
from domain.rules import Severity
from domain.suspensions import DeadlineDerived
from domain.time_limits import limit as deadline
from domain.time_limits import met

PREFIX = "national."
"""With it begin the names of the deadlines that a national procedure sets."""

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Running:
    """A limit that began on a day; `due` is the last day in time, or the first that is allowed."""

    limit: Limit
    begun: date
    due: date

    @property
    def name(self) -> str:
        """The name of its deadline."""
        return f"{PREFIX}{self.limit.name}"

    def broken(self, on: date) -> bool:
        """Tell whether a step that ends it on a day breaks it."""
        return on > self.due if self.limit.kind == "within" else on < self.due

    def sentence(self, on: date) -> str:
        """Say how a step on a day breaks it."""
        given = f"{self.limit.n} {self.limit.unit} from {self.begun}"
        if self.limit.kind == "within":
            return f"{self.limit.ends[0]} on {on} is late: {given} ended on {self.due}"
        return f"{self.limit.ends[0]} on {on} is too early: not before {self.due}, {given}"


def running(track: NationalTrack, assembly: Assembly) -> list[Running]:
    """Return the limits that have begun and that no step has ended, the first due first."""
    found = (
        each
        for step, begun in track.days.items()
        for each in _begun_by(step, track, begun, assembly)
        if not _ended(each, track)
    )
    return sorted(found, key=lambda each: (each.due, each.name))


def kept(
    steps: Iterable[str], on: date, track: NationalTrack, acting: Acting, assembly: Assembly
) -> list[IrregularityRecorded] | Refusal:
    """Judge a step by the limits that it ends: refuse what is too early, ask why it is late."""
    reached, events = set(steps), []
    for each in running(track, assembly):
        if not reached & set(each.limit.ends) or not comparable(each, on, track, assembly):
            continue
        if each.broken(on):
            answer = _breach(each, on, track, acting)
            if isinstance(answer, Refusal):
                return answer
            events.append(answer)
    return events


def set_and_met(
    steps: Iterable[str], on: date, track: NationalTrack, acting: Acting, assembly: Assembly
) -> list[Event | Elsewhere]:
    """Return the deadlines that a step ends, those that it begins, and whose recess counts."""
    reached = tuple(steps)
    ended = [
        event
        for each in running(track, assembly)
        if set(reached) & set(each.limit.ends)
        for event in met(track, each.name)
    ]
    begun = [
        each
        for step in reached
        for each in _begun_by(step, track, on, assembly)
        if each.limit.kind == "within" and not set(reached) & set(each.limit.ends)
    ]
    zone = _zone(known_path(track, assembly, on), acting)
    consulted = CalendarConsulted(
        case=track.stream, bodies=(assembly.in_place_of(track.parliament, on),)
    )
    stopping = any(each.limit.stops_in_recess == "yes" for each in begun)
    return [
        *ended,
        *(deadline(each.name, _end_of(each.due, zone), acting, zone=zone) for each in begun),
        *([Elsewhere(STREAM, consulted)] if stopping else []),
    ]


def derive_again(
    track: NationalTrack, assembly: Assembly, acting: Acting, grounds: str
) -> list[DeadlineDerived]:
    """Derive the open limits by a recess that was recorded since; return those that moved.

    What authority has moved stays as moved.
    """
    return [
        DeadlineDerived(
            name=each.name,
            grounds=grounds,
            at=at,
            reminder=with_reminder(open_one, at).reminder,
            zone_data=open_one.zone and RELEASE,
        )
        for each in running(track, assembly)
        if (open_one := track.deadline(each.name)) is not None
        and not open_one.missing
        and (at := _end_of(each.due, open_one.zone)) != open_one.at
        and comparable(each, acting.on, track, assembly)
    ]


def all_met(track: NationalTrack) -> list[Event]:
    """Return the ends of all national deadlines: the bill is no more, or its parliament."""
    names = [each.name for each in track.deadlines if each.name.startswith(PREFIX)]
    return [event for name in names for event in met(track, name)]


def _begun_by(step: str, track: NationalTrack, begun: date, assembly: Assembly) -> list[Running]:
    path = known_path(track, assembly, begun)
    if not path.sits:
        return []
    held_by = assembly.in_place_of(track.parliament, begun)
    return [
        Running(
            limit=each,
            begun=begun,
            due=due(each, begun, track.deadline(f"{PREFIX}{each.name}"), assembly, held_by),
        )
        for each in path.limits
        if each.starts == step
    ]


def _ended(each: Running, track: NationalTrack) -> bool:
    ends = (track.days.get(step) for step in each.limit.ends)
    return any(day is not None and day >= each.begun for day in ends)


def comparable(each: Running, on: date, track: NationalTrack, assembly: Assembly) -> bool:
    """Tell whether the parliament in which it began is still there, and its ledger is closed."""
    began_in = assembly.in_place_of(track.parliament, each.begun)
    ledger = track.deadline(each.name)
    return began_in == assembly.in_place_of(track.parliament, on) and not (
        ledger and ledger.missing
    )


def _breach(
    each: Running, on: date, track: NationalTrack, acting: Acting
) -> IrregularityRecorded | Refusal:
    sentence, citation = f"in {track.held_by} {each.sentence(on)}", each.limit.cited()
    if each.limit.breach is Severity.BLOCK:
        return Refusal(code="against-the-rules", sentence=sentence, citation=citation)
    return excused(each.name, sentence, acting, citation=citation)


def _zone(path: KnownPath, acting: Acting) -> str | None:
    """Return the zone of the parliament; where nobody told one, that of the assembly."""
    told = path.fact(ZONE)
    return acting.zone if told is None else str(told.value)


def _end_of(day: date, zone: str | None) -> datetime:
    return begins(day + DAY, zone)
