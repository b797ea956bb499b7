"""Second chamber: approval, rejection, and the conciliation that may follow."""

from typing import ClassVar, Literal

from domain.acting import Acting
from domain.assembly.state import Parliament
from domain.messages import Command
from domain.national_track.known_path import MOST_REJECTIONS, KnownPath
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
    """The second chamber approved the bill, amended or rejected it, or ended it for good."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["ReportSecondChamber"] = "ReportSecondChamber"
    outcome: Literal["approved", "amended", "rejected", "rejected-finally"]


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


class SecondChamberAmended(VotedStep):
    """The second chamber passed it in another text, on which the first votes."""

    step: ClassVar = "second-chamber-amended"
    question: ClassVar = "second-chamber"
    announced: ClassVar = "adopted"
    type: Literal["SecondChamberAmended"] = "SecondChamberAmended"


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


def send(_: SendToSecondChamber, track: NationalTrack, acting: Acting, path: KnownPath) -> Step:
    """Report the sending; it follows the readings of the first chamber, or its second vote."""
    in_order = (Stage.READINGS, Stage.SECOND_CHAMBER)
    breach = _not_its_turn(track, path.parliament) or after(track, *in_order)
    return Step(SentToSecondChamber(on=acting.on), breach or _sent_before(track, path))


def vote(
    command: ReportSecondChamber, track: NationalTrack, acting: Acting, path: KnownPath
) -> Step:
    """Report what the second chamber did; it follows the readings of the first, or a return."""
    in_order = (Stage.READINGS, Stage.SECOND_CHAMBER, Stage.CONCILIATION, Stage.RETURNED)
    order = _not_its_turn(track, path.parliament) or after(track, *in_order)
    breach = order or _voted_before(track, path)
    if command.outcome == "approved":
        return Step(SecondChamberApproved(vote=command.vote, on=acting.on), breach)
    if command.outcome == "amended":
        return Step(SecondChamberAmended(vote=command.vote, on=acting.on), breach)
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
    return replace(track, stage=Stage.SECOND_CHAMBER, second="sent")


def approved(track: NationalTrack, _: SecondChamberApproved) -> NationalTrack:
    """Await the head of state."""
    return replace(track, stage=Stage.PASSED, second="approved")


def amended(track: NationalTrack, _: SecondChamberAmended) -> NationalTrack:
    """Await the vote of the first chamber on the amendments, or a conciliation."""
    return replace(track, stage=Stage.SECOND_CHAMBER, second="amended")


def rejected(track: NationalTrack, event: SecondChamberRejected) -> NationalTrack:
    """Await a conciliation, or a second attempt; after a final rejection, an assessment."""
    stage = Stage.FALLEN if event.final else Stage.SECOND_CHAMBER
    return replace(track, stage=stage, second="rejected", rejections=track.rejections + 1)


def started(track: NationalTrack, _: ConciliationStarted) -> NationalTrack:
    """Await an agreed text."""
    return replace(track, stage=Stage.CONCILIATION)


def agreed(track: NationalTrack, _: ConciliationAgreed) -> NationalTrack:
    """Await the head of state, who signs another text than the one that was insisted on."""
    return replace(track, stage=Stage.PASSED, overridden=False)


def _not_its_turn(track: NationalTrack, parliament: Parliament | None) -> str | None:
    if parliament is None:
        return None
    if parliament.chambers == 1:
        return f"{track.held_by} has one chamber"
    readings = parliament.readings
    if readings is not None and track.readings_passed < readings:
        return f"{track.held_by} has passed {track.readings_passed} of {readings} readings"
    return None


def _sent_before(track: NationalTrack, path: KnownPath) -> str | None:
    """Say why it is not sent once more: its time there runs, or it was rejected."""
    if track.second == "sent":
        return f"it lies before the second chamber of {track.held_by} already"
    most = path.number(MOST_REJECTIONS)
    if most is not None and track.rejections >= most:
        return (
            f"the second chamber of {track.held_by} rejected it {track.rejections} times: not "
            "again in the same annual session, and when another begins is not known here"
        )
    if track.second == "rejected" and _passes_again(path):
        return f"in {track.held_by} the first chamber passes again what the second rejected"
    return None


def _voted_before(track: NationalTrack, path: KnownPath) -> str | None:
    """Say that it is not before the second chamber, where the path tells how it comes back."""
    if track.second in {"rejected", "amended"} and _passes_again(path):
        return f"the second chamber of {track.held_by} has voted; it was not sent there again"
    return None


def _passes_again(path: KnownPath) -> bool:
    first = path.chambers[0].key if path.chambers else None
    return path.majority("re-approval", first) is not None
