"""Head of state: the law is sent, and signed or returned with objections."""

from typing import ClassVar, Literal

from domain.acting import Acting
from domain.assembly.state import Parliament
from domain.messages import Command, Text
from domain.national_track.known_path import RETURNS, KnownPath
from domain.national_track.readings import is_passed
from domain.national_track.state import NationalTrack
from domain.national_track.steps import ORDER, REPORTERS, NationalStep, Step, after
from domain.national_track.votes import VotedCommand, VotedStep
from domain.replacing import replace
from domain.stages import Stage


class SendToHeadOfState(Command):
    """The law passed was sent for signature."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["SendToHeadOfState"] = "SendToHeadOfState"


class ReportSignature(Command):
    """The head of state signed."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["ReportSignature"] = "ReportSignature"


class ReportObjections(Command):
    """The head of state returned the law."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["ReportObjections"] = "ReportObjections"
    objections: Text | None = None


class ReportOverride(VotedCommand):
    """The parliament passed it again over the objections, or failed to."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["ReportOverride"] = "ReportOverride"
    outcome: Literal["passed", "failed"] = "passed"


class SentToHeadOfState(NationalStep):
    """The law lies before the head of state."""

    step: ClassVar = "to-head-of-state"
    type: Literal["SentToHeadOfState"] = "SentToHeadOfState"


class LawSigned(NationalStep):
    """The law is signed."""

    step: ClassVar = "signed"
    type: Literal["LawSigned"] = "LawSigned"


class LawReturnedWithObjections(NationalStep):
    """The law is back in parliament."""

    step: ClassVar = "objections"
    type: Literal["LawReturnedWithObjections"] = "LawReturnedWithObjections"
    objections: Text | None = None


class VetoOverridden(VotedStep):
    """The parliament insisted."""

    step: ClassVar = "override"
    question: ClassVar = "override"
    announced: ClassVar = "adopted"
    type: Literal["VetoOverridden"] = "VetoOverridden"

    def steps(self) -> tuple[str, ...]:
        """Return all names under which it counts."""
        return (self.step, "passed")


class OverrideFailed(VotedStep):
    """The parliament did not insist: the bill fell."""

    step: ClassVar = "fallen"
    question: ClassVar = "override"
    announced: ClassVar = "rejected"
    type: Literal["OverrideFailed"] = "OverrideFailed"


def send(
    _: SendToHeadOfState, track: NationalTrack, acting: Acting, parliament: Parliament | None
) -> Step:
    """Report the sending; it follows the passing, where the head of state signs at all."""
    event = SentToHeadOfState(on=acting.on)
    if parliament is not None and parliament.head_of_state_signs is False:
        return Step(event, f"laws of {track.held_by} are not signed by a head of state")
    return Step(event, None if is_passed(track, parliament) else after(track, Stage.PASSED))


def sign(_: ReportSignature, track: NationalTrack, acting: Acting) -> Step:
    """Report the signature; it follows the sending."""
    return Step(LawSigned(on=acting.on), after(track, Stage.TO_HEAD_OF_STATE))


def object_to(
    command: ReportObjections, track: NationalTrack, acting: Acting, path: KnownPath
) -> Step:
    """Report objections; they follow the sending, where such a law may be returned."""
    event = LawReturnedWithObjections(objections=command.objections, on=acting.on)
    returns = path.fact(RETURNS)
    if returns is not None and returns.value is False:
        return Step(event, f"such a law is not returned in {track.held_by}: {returns.cited()}")
    return Step(event, after(track, Stage.TO_HEAD_OF_STATE))


def override(command: ReportOverride, track: NationalTrack, acting: Acting) -> Step:
    """Report whether parliament insisted; it follows objections."""
    kind = VetoOverridden if command.outcome == "passed" else OverrideFailed
    return Step(kind(vote=command.vote, on=acting.on), after(track, Stage.RETURNED))


def sent(track: NationalTrack, _: SentToHeadOfState) -> NationalTrack:
    """Await the signature; an override of earlier objections is none of later ones."""
    return replace(track, stage=Stage.TO_HEAD_OF_STATE, overridden=False)


def signed(track: NationalTrack, _: LawSigned) -> NationalTrack:
    """Await the gazette."""
    return replace(track, stage=Stage.SIGNED)


def returned(track: NationalTrack, _: LawReturnedWithObjections) -> NationalTrack:
    """Await an override, an agreed text, or nothing more."""
    return replace(track, stage=Stage.RETURNED)


def overridden(track: NationalTrack, _: VetoOverridden) -> NationalTrack:
    """Await the gazette, or the head of state once more."""
    return replace(track, stage=Stage.PASSED, overridden=True)


def not_overridden(track: NationalTrack, _: OverrideFailed) -> NationalTrack:
    """Await an assessment, or another bill."""
    return replace(track, stage=Stage.FALLEN)
