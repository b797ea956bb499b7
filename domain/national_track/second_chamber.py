"""Second chamber: approval, rejection, and the conciliation that may follow."""

from typing import ClassVar, Literal

from domain.acting import Acting
from domain.assembly.state import Parliament
from domain.messages import Command
from domain.national_track.state import NationalTrack
from domain.national_track.steps import ORDER, REPORTERS, NationalStep, Step, after
from domain.national_track.votes import VotedCommand, VotedStep
from domain.replacing import replace
from domain.stages import Stage


class SendToSecondChamber(Command):
    """The bill that the first chamber passed was sent to the second."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["SendToSecondChamber"] = "SendToSecondChamber"


class ReportSecondChamber(VotedCommand):
    """The second chamber approved the bill, rejected it, or ended it by a final rejection."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["ReportSecondChamber"] = "ReportSecondChamber"
    outcome: Literal["approved", "rejected", "rejected-finally"]


class StartConciliation(Command):
    """A conciliation group was set up, between chambers or with the head of state."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["StartConciliation"] = "StartConciliation"


class AgreeConciliation(Command):
    """The agreed text was adopted."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["AgreeConciliation"] = "AgreeConciliation"


class SentToSecondChamber(NationalStep):
    """The bill lies before the second chamber."""

    step: ClassVar = "to-second-chamber"
    type: Literal["SentToSecondChamber"] = "SentToSecondChamber"


class SecondChamberApproved(VotedStep):
    """Both chambers have passed it."""

    step: ClassVar = "second-chamber"
    question: ClassVar = "second-chamber"
    announced: ClassVar = "adopted"
    type: Literal["SecondChamberApproved"] = "SecondChamberApproved"

    def steps(self) -> tuple[str, ...]:
        """Return all names under which it counts."""
        return (self.step, "passed")


class SecondChamberRejected(VotedStep):
    """The second chamber did not approve it; after a final rejection nothing more can follow."""

    step: ClassVar = "second-chamber-rejected"
    question: ClassVar = "second-chamber"
    announced: ClassVar = "rejected"
    type: Literal["SecondChamberRejected"] = "SecondChamberRejected"
    final: bool = False

    def steps(self) -> tuple[str, ...]:
        """Return all names under which it counts."""
        return (self.step, *(("fallen", "rejected") if self.final else ()))


class ConciliationStarted(NationalStep):
    """An agreed text is sought."""

    step: ClassVar = "conciliation"
    type: Literal["ConciliationStarted"] = "ConciliationStarted"


class ConciliationAgreed(NationalStep):
    """There is an agreed text, and it is passed."""

    step: ClassVar = "agreed"
    type: Literal["ConciliationAgreed"] = "ConciliationAgreed"

    def steps(self) -> tuple[str, ...]:
        """Return all names under which it counts."""
        return (self.step, "passed")


def send(
    _: SendToSecondChamber, track: NationalTrack, acting: Acting, parliament: Parliament | None
) -> Step:
    """Report the sending; it follows the readings of the first chamber."""
    in_order = (Stage.READINGS, Stage.SECOND_CHAMBER)
    breach = _not_its_turn(track, parliament) or after(track, *in_order)
    return Step(SentToSecondChamber(on=acting.on), breach)


def vote(
    command: ReportSecondChamber,
    track: NationalTrack,
    acting: Acting,
    parliament: Parliament | None,
) -> Step:
    """Report what the second chamber did; it follows the readings of the first, or a return."""
    in_order = (Stage.READINGS, Stage.SECOND_CHAMBER, Stage.CONCILIATION, Stage.RETURNED)
    breach = _not_its_turn(track, parliament) or after(track, *in_order)
    if command.outcome == "approved":
        return Step(SecondChamberApproved(vote=command.vote, on=acting.on), breach)
    final = command.outcome == "rejected-finally"
    return Step(SecondChamberRejected(final=final, vote=command.vote, on=acting.on), breach)


def start(_: StartConciliation, track: NationalTrack, acting: Acting) -> Step:
    """Report a conciliation; it follows a rejection or objections."""
    event = ConciliationStarted(on=acting.on)
    return Step(event, after(track, Stage.SECOND_CHAMBER, Stage.RETURNED))


def agree(_: AgreeConciliation, track: NationalTrack, acting: Acting) -> Step:
    """Report the agreement; it follows the conciliation."""
    return Step(ConciliationAgreed(on=acting.on), after(track, Stage.CONCILIATION))


def sent(track: NationalTrack, _: SentToSecondChamber) -> NationalTrack:
    """Await its vote."""
    return replace(track, stage=Stage.SECOND_CHAMBER)


def approved(track: NationalTrack, _: SecondChamberApproved) -> NationalTrack:
    """Await the head of state."""
    return replace(track, stage=Stage.PASSED)


def rejected(track: NationalTrack, event: SecondChamberRejected) -> NationalTrack:
    """Await a conciliation, or a second attempt; after a final rejection, an assessment."""
    return replace(track, stage=Stage.FALLEN if event.final else Stage.SECOND_CHAMBER)


def started(track: NationalTrack, _: ConciliationStarted) -> NationalTrack:
    """Await an agreed text."""
    return replace(track, stage=Stage.CONCILIATION)


def agreed(track: NationalTrack, _: ConciliationAgreed) -> NationalTrack:
    """Await the head of state."""
    return replace(track, stage=Stage.PASSED)


def _not_its_turn(track: NationalTrack, parliament: Parliament | None) -> str | None:
    if parliament is None:
        return None
    if parliament.chambers == 1:
        return f"{track.held_by} has one chamber"
    readings = parliament.readings
    if readings is not None and track.readings_passed < readings:
        return f"{track.held_by} has passed {track.readings_passed} of {readings} readings"
    return None
