"""End of term: a bill that the parliament has not finished lapses with it."""

from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Command
from domain.national_track.state import NationalTrack
from domain.national_track.steps import ORDER, REPORTERS, NationalStep, Step, after
from domain.replacing import replace
from domain.stages import Stage

UNFINISHED = (
    Stage.BILL_REGISTERED,
    Stage.COMMITTEE,
    Stage.READINGS,
    Stage.SECOND_CHAMBER,
    Stage.CONCILIATION,
    Stage.RETURNED,
)


class ReportBillLapsed(Command):
    """The parliament's term ended before it had finished with the bill."""

    by: ClassVar = REPORTERS
    rule: ClassVar = ORDER
    type: Literal["ReportBillLapsed"] = "ReportBillLapsed"


class BillLapsedAtEndOfTerm(NationalStep):
    """The bill lapsed with the term of the parliament."""

    step: ClassVar = "fallen"
    type: Literal["BillLapsedAtEndOfTerm"] = "BillLapsedAtEndOfTerm"


def lapse(_: ReportBillLapsed, track: NationalTrack, acting: Acting) -> Step:
    """Report the lapse; there is a bill, and the parliament is not done with it."""
    return Step(BillLapsedAtEndOfTerm(on=acting.on), after(track, *UNFINISHED))


def lapsed(track: NationalTrack, _: BillLapsedAtEndOfTerm) -> NationalTrack:
    """Await an assessment, or another bill in the next term."""
    return replace(track, stage=Stage.FALLEN)
