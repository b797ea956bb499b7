"""Further consideration: the first chamber votes again on what the second rejected or amended."""

from typing import ClassVar, Literal

from domain.acting import Acting
from domain.national_track.state import NationalTrack
from domain.national_track.steps import ORDER, REPORTERS, Step
from domain.national_track.votes import Question, VotedCommand, VotedStep
from domain.replacing import replace
from domain.stages import Stage


class ReportFurtherConsideration(VotedCommand):
    """The first chamber passed the bill again after a rejection, or took the amendments, or not."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["ReportFurtherConsideration"] = "ReportFurtherConsideration"
    outcome: Literal["passed", "failed"]


class ConsideredFurther(VotedStep):
    """The first chamber voted again."""

    amended: bool = False
    """Whether on the amendments of the second chamber, and not on a bill that it rejected."""

    @property
    def put(self) -> Question:
        """What was put: each of the two may have its own majority."""
        return "amendments" if self.amended else "re-approval"


class BillPassedAgain(ConsideredFurther):
    """It goes to the second chamber once more; with its amendments, both have passed it."""

    step: ClassVar = "re-approval"
    question: ClassVar = "re-approval"
    announced: ClassVar = "adopted"
    type: Literal["BillPassedAgain"] = "BillPassedAgain"

    def steps(self) -> tuple[str, ...]:
        """Return all names under which it counts."""
        return ("amendments", "passed") if self.amended else (self.step,)


class BillNotPassedAgain(ConsideredFurther):
    """The first chamber did not insist, or did not take the amendments."""

    step: ClassVar = "re-approval-failed"
    question: ClassVar = "re-approval"
    announced: ClassVar = "rejected"
    type: Literal["BillNotPassedAgain"] = "BillNotPassedAgain"


def consider_further(
    command: ReportFurtherConsideration, track: NationalTrack, acting: Acting
) -> Step:
    """Report the vote; it follows what the second chamber rejected or amended."""
    kind = BillPassedAgain if command.outcome == "passed" else BillNotPassedAgain
    event = kind(amended=track.second == "amended", vote=command.vote, on=acting.on)
    if track.second in {"rejected", "amended"}:
        return Step(event)
    return Step(event, f"the second chamber has neither rejected nor amended it in {track.held_by}")


def passed_again(track: NationalTrack, event: BillPassedAgain) -> NationalTrack:
    """Await the second chamber, or the head of state."""
    stage = Stage.PASSED if event.amended else Stage.SECOND_CHAMBER
    return replace(track, stage=stage, second="" if event.amended else "passed-again")


def not_passed_again(track: NationalTrack, _: BillNotPassedAgain) -> NationalTrack:
    """Await a conciliation, another attempt, or an assessment."""
    return replace(track, stage=Stage.SECOND_CHAMBER)
