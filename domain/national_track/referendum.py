"""Referendum: where the path of a bill leads to one, the people decide after the parliament."""

from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Command, Text
from domain.national_track.known_path import REFERENDUM, KnownPath
from domain.national_track.readings import is_passed
from domain.national_track.state import NationalTrack
from domain.national_track.steps import ORDER, REPORTERS, NationalStep, Step, after
from domain.replacing import replace
from domain.stages import Stage


class ReportReferendum(Command):
    """A referendum on the law was held."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["ReportReferendum"] = "ReportReferendum"
    outcome: Literal["approved", "rejected"]
    evidence: Text | None = None


class ReferendumHeld(NationalStep):
    """The people have decided on the law."""

    step: ClassVar = "referendum"
    type: Literal["ReferendumHeld"] = "ReferendumHeld"
    outcome: Literal["approved", "rejected"]
    evidence: Text | None = None

    def steps(self) -> tuple[str, ...]:
        """Return all names under which it counts."""
        return (self.step, *(("fallen",) if self.outcome == "rejected" else ()))


def hold(command: ReportReferendum, track: NationalTrack, acting: Acting, path: KnownPath) -> Step:
    """Report a referendum; it follows the passing, where the path has one."""
    told = command.model_dump(exclude={"type"})
    event = ReferendumHeld.model_validate({**told, "on": acting.on})
    fact = path.fact(REFERENDUM)
    if path.procedure is not None and (fact is None or fact.value is not True):
        return Step(event, f"no referendum on such a bill is known of in {track.held_by}")
    passed = is_passed(track, path.parliament)
    return Step(event, None if passed else after(track, Stage.PASSED))


def held(track: NationalTrack, event: ReferendumHeld) -> NationalTrack:
    """Await the gazette or the entry into force; after a rejection nothing more."""
    return replace(track, stage=Stage.PASSED if event.outcome == "approved" else Stage.FALLEN)
