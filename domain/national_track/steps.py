"""Steps: what all reports on a national procedure share: who reports, in which order, since when.

Houses make mistakes, and reports come late: a step out of order is accepted with a reason.
"""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere
from domain.definition import Decision
from domain.irregularities import breach
from domain.messages import Dated, Event
from domain.model_law.state import ModelLaw
from domain.model_law.uptake import MonitoringBegun
from domain.national_track import limits
from domain.national_track.state import REPLY, NationalTrack
from domain.refusal import Refusal, needs_ruling, no_right, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.time_limits import met

ORDER = "national.order"
REPORTERS = (Capacity.FOCAL_POINT, Capacity.SECRETARIAT)


class NationalStep(Dated):
    """Something happened to the bill in this parliament, on that day."""

    step: ClassVar[str]
    """By which name a national procedure calls it."""
    on: date

    def steps(self) -> tuple[str, ...]:
        """Return all names under which it counts: the third reading may be the passing, too."""
        return (self.step,)


class Step(NamedTuple):
    """A step as reported, and why it is out of the national order, if it is."""

    event: NationalStep
    breach: str | None = None
    also: tuple[Event, ...] = ()
    """What goes with the event."""


def after(track: NationalTrack, *stages: Stage) -> str | None:
    """Return why a step is out of order that follows one of these stages."""
    if track.stage in stages:
        return None
    expected = " or ".join(stage.value for stage in stages)
    return f"in {track.held_by} this step follows {expected}; the track is {track.stage.value}"


def dated(track: NationalTrack, event: Event) -> NationalTrack:
    """Remember on which day a step was taken."""
    if not isinstance(event, NationalStep):
        return track
    days = {**track.days, **dict.fromkeys(event.steps(), event.on)}
    return replace(track, days=MappingProxyType(days))


def stranger(track: NationalTrack, acting: Acting, record: Record) -> Refusal | None:
    """Refuse the focal point of another parliament, and any act on a concluded track."""
    actor = acting.actor
    reporting = record.case(STREAM, Assembly).in_place_of(track.parliament, acting.on)
    if actor.capacity is Capacity.FOCAL_POINT and actor.body != reporting:
        return no_right(f"{track.stream} is reported by {reporting}, not by {actor.body}")
    if track.concluded:
        return not_in_order(f"{track.stream} is concluded; record a claim instead")
    return None


def not_sent_yet(track: NationalTrack, acting: Acting) -> Refusal | None:
    """Refuse an answer to what had not been sent: a track never precedes its transmission."""
    if not precedes(acting.on, track, acting):
        return None
    return not_in_order(f"{acting.on} is before the transmission on {track.transmitted_on}")


def report(
    step: Step, track: NationalTrack, acting: Acting, rules: Rules, record: Record
) -> Decision:
    """Accept a step; out of its order, as the rules say of that."""
    if (
        refusal := stranger(track, acting, record) or _too_early(step.event, track, acting)
    ) is not None:
        return refusal
    irregularity = _irregularity(step.breach, acting, rules)
    if isinstance(irregularity, Refusal):
        return irregularity
    assembly, reached = record.case(STREAM, Assembly), step.event.steps()
    late = limits.kept(reached, step.event.on, track, acting, assembly)
    if isinstance(late, Refusal):
        return late
    return [
        step.event,
        *step.also,
        *irregularity,
        *late,
        *_deadlines(reached, step.event.on, track, acting, assembly),
        *answered(track, record),
    ]


def _deadlines(
    reached: Sequence[str], on: date, track: NationalTrack, acting: Acting, assembly: Assembly
) -> Sequence[Event | Elsewhere]:
    """Return the deadlines that a step ends and begins; a bill that has fallen has none."""
    if "fallen" in reached:
        return limits.all_met(track)
    return limits.set_and_met(reached, on, track, acting, assembly)


def answered(track: NationalTrack, record: Record) -> Sequence[Event | Elsewhere]:
    """Return what any answer of a parliament does: the time to reply is over, monitoring begins."""
    law = record.case(track.law, ModelLaw)
    begun = MonitoringBegun(parliament=track.parliament)
    is_first = law.stage is Stage.TRANSMITTED
    return [*met(track, REPLY), *([Elsewhere(law.stream, begun)] if is_first else [])]


def precedes(day: date, track: NationalTrack, acting: Acting) -> bool:
    """Tell whether a day lies before the transmission; a month does if it ends before it."""
    sent = track.transmitted_on
    if sent is None:
        return False
    if len(acting.occurred_at) == len("2021-09") and day == acting.on:
        return (day.year, day.month) < (sent.year, sent.month)
    return day < sent


def _too_early(event: NationalStep, track: NationalTrack, acting: Acting) -> Refusal | None:
    if not precedes(event.on, track, acting):
        return None
    return Refusal(
        code="earlier-law",
        sentence=f"{event.on} is before the transmission on {track.transmitted_on}: an earlier "
        "law is no uptake; assess it as equivalent_already_exists",
    )


def _irregularity(sentence: str | None, acting: Acting, rules: Rules) -> Sequence[Event] | Refusal:
    value = rules.value(ORDER)
    if sentence is None or value is False:
        return []
    if value is None:
        return needs_ruling(ORDER, sentence=f"{sentence}; no rule says whether that matters")
    recorded = breach(ORDER, sentence, acting, rules)
    return recorded if isinstance(recorded, Refusal) else [recorded]
