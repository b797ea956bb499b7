"""Committee stage: what the committee of the parliament did with the bill."""

from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Command, Text
from domain.national_track.state import NationalTrack
from domain.national_track.steps import ORDER, REPORTERS, NationalStep, Step, after
from domain.stages import Stage


class ReportCommitteeStage(Command):
    """The committee accepted the bill, amended it, rejected it, or adjourned without a decision."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["ReportCommitteeStage"] = "ReportCommitteeStage"
    outcome: Literal["accepted", "amended", "rejected", "adjourned"]
    committee: Text | None = None


class NationalCommitteeDecided(NationalStep):
    """The committee has decided on the bill; the plenary of the parliament may follow or not."""

    step: ClassVar = "committee-decided"
    type: Literal["NationalCommitteeDecided"] = "NationalCommitteeDecided"
    outcome: Literal["accepted", "amended", "rejected"]
    committee: Text | None = None


class NationalCommitteeAdjourned(NationalStep):
    """The committee met on the bill and decided nothing: its time runs on."""

    step: ClassVar = "committee-adjourned"
    type: Literal["NationalCommitteeAdjourned"] = "NationalCommitteeAdjourned"
    committee: Text | None = None


def decide(command: ReportCommitteeStage, track: NationalTrack, acting: Acting) -> Step:
    """Report what the committee did; it follows the referral."""
    breach = after(track, Stage.COMMITTEE)
    told = {"committee": command.committee, "on": acting.on}
    if command.outcome == "adjourned":
        return Step(NationalCommitteeAdjourned.model_validate(told), breach)
    decided = NationalCommitteeDecided.model_validate({"outcome": command.outcome, **told})
    return Step(decided, breach)


def decided(
    track: NationalTrack, _: NationalCommitteeDecided | NationalCommitteeAdjourned
) -> NationalTrack:
    """Await a reading: what a committee says does not end a bill."""
    return track
