"""Gazette: the national law is published, and enters into force on a day of its own."""

from typing import ClassVar, Literal

from domain.acting import Acting
from domain.assembly.state import Parliament
from domain.messages import Command, Text
from domain.national_track.readings import is_passed
from domain.national_track.state import NationalTrack
from domain.national_track.steps import ORDER, REPORTERS, NationalStep, Step, after
from domain.occurred import Day
from domain.replacing import replace
from domain.stages import Stage


class ReportGazette(Command):
    """The law stands in the official gazette; without a day, it is the day of the act."""

    by: ClassVar = REPORTERS
    past: ClassVar = ("on",)
    rule: ClassVar = ORDER
    type: Literal["ReportGazette"] = "ReportGazette"
    reference: Text
    on: Day | None = None


class ReportEntryIntoForce(Command):
    """The law is in force; without a day, since the day of the act."""

    by: ClassVar = REPORTERS
    past: ClassVar = ("on",)
    rule: ClassVar = ORDER
    type: Literal["ReportEntryIntoForce"] = "ReportEntryIntoForce"
    on: Day | None = None


class PublishedInGazette(NationalStep):
    """The law is public."""

    step: ClassVar = "gazette"
    type: Literal["PublishedInGazette"] = "PublishedInGazette"
    reference: Text


class NationalLawEnteredIntoForce(NationalStep):
    """The law binds."""

    step: ClassVar = "in-force"
    type: Literal["NationalLawEnteredIntoForce"] = "NationalLawEnteredIntoForce"


def publish(
    command: ReportGazette, track: NationalTrack, acting: Acting, parliament: Parliament | None
) -> Step:
    """Report the publication; it follows the signature, where one is needed."""
    event = PublishedInGazette(reference=command.reference, on=command.on or acting.on)
    signs = parliament is not None and parliament.head_of_state_signs is True
    unsigned = (track.overridden or not signs) and is_passed(track, parliament)
    return Step(event, None if unsigned else after(track, Stage.SIGNED))


def enter(command: ReportEntryIntoForce, track: NationalTrack, acting: Acting) -> Step:
    """Report the entry into force; it follows the publication, or a referendum."""
    event = NationalLawEnteredIntoForce(on=command.on or acting.on)
    # A law that the people have approved may bind without a publication that anybody reports.
    voted = track.stage is Stage.PASSED and "referendum" in track.days
    return Step(event, None if voted else after(track, Stage.PUBLISHED))


def published(track: NationalTrack, event: PublishedInGazette) -> NationalTrack:
    """Await the entry into force."""
    return replace(track, stage=Stage.PUBLISHED, gazette=event.reference)


def entered(track: NationalTrack, event: NationalLawEnteredIntoForce) -> NationalTrack:
    """Await the assessment of the uptake."""
    return replace(track, stage=Stage.IN_FORCE, in_force_on=event.on)
