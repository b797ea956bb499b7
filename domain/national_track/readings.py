"""Readings: rounds of consideration, as many as the parliament's rules have."""

from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting
from domain.assembly.state import Parliament
from domain.national_track.state import NationalTrack
from domain.national_track.steps import ORDER, REPORTERS, Step, after
from domain.national_track.votes import VotedCommand, VotedStep
from domain.replacing import replace
from domain.stages import Stage

TWO_CHAMBERS = 2


class ReportReading(VotedCommand):
    """The bill passed a reading, or failed in it."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["ReportReading"] = "ReportReading"
    number: int = Field(ge=1)
    outcome: Literal["passed", "failed"]


class ReadingPassed(VotedStep):
    """A reading is behind it: it was all that this parliament asks, or all of its first chamber."""

    step: ClassVar = "reading"
    question: ClassVar = "reading"
    announced: ClassVar = "adopted"
    type: Literal["ReadingPassed"] = "ReadingPassed"
    number: int
    completes: bool = False
    to_second_chamber: bool = False

    def steps(self) -> tuple[str, ...]:
        """Return all names under which it counts."""
        passed = ("passed",) if self.completes else ()
        first = ("first-chamber",) if self.to_second_chamber else ()
        return (self.step, f"reading-{self.number}", *passed, *first)


class ReadingFailed(VotedStep):
    """The bill fell in a reading."""

    step: ClassVar = "rejected"
    question: ClassVar = "reading"
    announced: ClassVar = "rejected"
    type: Literal["ReadingFailed"] = "ReadingFailed"
    number: int

    def steps(self) -> tuple[str, ...]:
        """Return all names under which it counts."""
        return (self.step, "fallen")


def read(
    command: ReportReading, track: NationalTrack, acting: Acting, parliament: Parliament | None
) -> Step:
    """Report a reading; it follows the one before it, and there are only so many."""
    in_order = (Stage.BILL_REGISTERED, Stage.COMMITTEE, Stage.READINGS)
    breach = after(track, *in_order) or _miscounted(command, track, parliament)
    if command.outcome == "failed":
        failed = ReadingFailed(number=command.number, vote=command.vote, on=acting.on)
        return Step(failed, breach)
    is_last = parliament is not None and parliament.readings == command.number
    chambers = parliament.chambers if parliament is not None and is_last else None
    event = ReadingPassed(
        number=command.number,
        completes=chambers == 1,
        to_second_chamber=chambers == TWO_CHAMBERS,
        vote=command.vote,
        on=acting.on,
    )
    return Step(event, breach)


def is_passed(track: NationalTrack, parliament: Parliament | None) -> bool:
    """Tell whether the parliament is done with it, as far as its path is known."""
    if parliament is None or parliament.chambers is None:
        is_open_ended = True
    else:
        is_open_ended = parliament.chambers == 1 and parliament.readings is None
    return track.stage is Stage.PASSED or (track.stage is Stage.READINGS and is_open_ended)


def passed(track: NationalTrack, event: ReadingPassed) -> NationalTrack:
    """Await the next reading, the second chamber or the head of state."""
    following = Stage.SECOND_CHAMBER if event.to_second_chamber else Stage.READINGS
    stage = Stage.PASSED if event.completes else following
    return replace(track, stage=stage, readings_passed=event.number)


def failed(track: NationalTrack, _: ReadingFailed) -> NationalTrack:
    """Await an assessment, or another bill."""
    return replace(track, stage=Stage.FALLEN)


def _miscounted(
    command: ReportReading, track: NationalTrack, parliament: Parliament | None
) -> str | None:
    following = track.readings_passed + 1
    if command.number != following:
        return f"reading {following} in {track.held_by} comes before reading {command.number}"
    readings = None if parliament is None else parliament.readings
    if readings is not None and command.number > readings:
        return f"{track.held_by} has {readings} readings, not {command.number}"
    return None
