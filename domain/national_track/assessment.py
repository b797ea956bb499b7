"""Assessment: what the parliament made of the model law, graded; or that nobody knows.

"No data" is never "declined", and a law older than the transmission is never uptake.
"""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal, TypeAlias

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.messages import Command, Dated, Event, Text
from domain.model_law.state import ModelLaw
from domain.national_track.agreement import contradiction
from domain.national_track.correlation import staleness
from domain.national_track.state import NationalTrack, Uptake
from domain.national_track.steps import REPORTERS, answered, stranger
from domain.occurred import Day
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.submission import Capacity

Assessed: TypeAlias = Literal[
    "full", "partial", "different", "equivalent_already_exists", "declined"
]
UPTAKE = frozenset({"full", "partial", "different"})
EQUIVALENT = "equivalent_already_exists"


class AssessUptake(Command):
    """The focal point, or the Secretariat, grades the uptake and names the evidence."""

    by: ClassVar = REPORTERS
    past: ClassVar = ("acted_on", "earlier_law_of")
    type: Literal["AssessUptake"] = "AssessUptake"
    grade: Assessed
    evidence: Text
    national_act: Text | None = None
    acted_on: Day | None = None
    """The day on which the national act was passed."""
    effective_on: Day | None = None
    earlier_law_of: Day | None = None
    """The day of a national law that was there before the transmission."""
    manner: Literal["verbatim", "adapted"] | None = None
    kind: Literal["adoption", "adaption", "implementation"] | None = None
    jurisdiction: Text | None = None
    """A territory inside the country for which alone it holds."""
    notes: tuple[Text, ...] = ()
    """That it amends an earlier law, or is based on a later edition of the model, and the like."""


class RecordNoData(Command):
    """The Secretariat asked, and there is no answer that it could grade."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    past: ClassVar = ("asked",)
    type: Literal["RecordNoData"] = "RecordNoData"
    asked: Day
    """The day on which the parliament was last asked."""
    grounds: Text


class UptakeAssessed(Dated):
    """The uptake has a grade; an independent law is one older than the transmission."""

    type: Literal["UptakeAssessed"] = "UptakeAssessed"
    grade: Assessed
    evidence: Text
    national_act: Text | None = None
    acted_on: date | None = None
    effective_on: date | None = None
    earlier_law_of: date | None = None
    independent: bool = False
    manner: Literal["verbatim", "adapted"] | None = None
    kind: Literal["adoption", "adaption", "implementation"] | None = None
    jurisdiction: Text | None = None
    notes: tuple[Text, ...] = ()


class NoDataRecorded(Dated):
    """What the parliament made of it is not known."""

    type: Literal["NoDataRecorded"] = "NoDataRecorded"
    asked: date
    grounds: Text


def assess(
    command: AssessUptake, track: NationalTrack, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Accept a grade that its dates and its evidence bear out; a later one takes its place.

    One that the correlation of articles contradicts wants a reason. That of a territory inside
    the country stands beside the grade of the country.
    """
    refusal = stranger(track, acting, record) or _not_borne_out(command, track)
    if refusal is not None:
        return refusal
    excused = _against_the_table(command, track, acting, rules, record)
    if isinstance(excused, Refusal):
        return excused
    told = command.model_dump(exclude={"type"})
    assessed = UptakeAssessed(**told, independent=command.grade == EQUIVALENT)
    return [assessed, *excused, *answered(track, record)]


def _against_the_table(
    command: AssessUptake, track: NationalTrack, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Hold a grade of the country against its table; a stale one compares other texts."""
    table = track.correlation
    if table is None or command.jurisdiction is not None:
        return []
    if staleness(track, record.case(track.law, ModelLaw)):
        return []
    return contradiction(command.grade, table, acting, rules)


def record_no_data(
    command: RecordNoData, track: NationalTrack, acting: Acting, record: Record
) -> Sequence[NoDataRecorded] | Refusal:
    """Accept that nothing is known, while nothing is."""
    if (refusal := stranger(track, acting, record)) is not None:
        return refusal
    if _is_older(command.asked, track):
        return not_in_order(
            f"nobody was asked on {command.asked}: the text was sent on {track.transmitted_on}"
        )
    if track.grade not in {None, "no_data"}:
        return not_in_order(f"{track.stream} is assessed already: {track.grade}")
    return [NoDataRecorded(asked=command.asked, grounds=command.grounds)]


def assessed(track: NationalTrack, event: UptakeAssessed) -> NationalTrack:
    """Hold the grade, of a territory beside that of the country; the bill is another matter."""
    uptake = Uptake(**event.model_dump(exclude={"type", "on"}))
    if event.jurisdiction is not None:
        territories = {**track.territories, event.jurisdiction: uptake}
        return replace(track, territories=MappingProxyType(territories))
    return replace(track, grade=event.grade, uptake=uptake)


def not_known(track: NationalTrack, _: NoDataRecorded) -> NationalTrack:
    """Hold that nothing is known."""
    return replace(track, grade="no_data")


def _not_borne_out(command: AssessUptake, track: NationalTrack) -> Refusal | None:
    if command.grade in UPTAKE and (command.national_act is None or command.acted_on is None):
        return not_valid(
            f"the grade {command.grade} wants a national act and the day it was passed",
            missing=("national_act", "acted_on"),
        )
    older = _is_older(command.acted_on, track) or command.earlier_law_of is not None
    if older and command.grade != EQUIVALENT:
        return Refusal(
            code="earlier-law",
            sentence=f"a law older than the transmission on {track.transmitted_on} is no uptake; "
            f"grade it {EQUIVALENT}",
        )
    day = command.earlier_law_of or command.acted_on
    if command.grade == EQUIVALENT and not _is_older(day, track):
        return not_valid(
            f"{EQUIVALENT} is a law older than the transmission on {track.transmitted_on}; "
            "give its day as earlier_law_of"
        )
    return None


def _is_older(day: date | None, track: NationalTrack) -> bool:
    return day is not None and track.transmitted_on is not None and day < track.transmitted_on
