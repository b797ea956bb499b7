"""Conclusion: the grade is noted on the model law; with the last track, that is concluded too."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.messages import Command, Dated, Event
from domain.model_law.state import Grade, ModelLaw
from domain.model_law.uptake import ModelLawConcluded, UptakeNoted
from domain.national_track.state import REPLY, NationalTrack
from domain.national_track.steps import REPORTERS, stranger
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.time_limits import met


class ConcludeNationalTrack(Command):
    """Nothing more is expected of this parliament."""

    by: ClassVar = REPORTERS
    type: Literal["ConcludeNationalTrack"] = "ConcludeNationalTrack"


class NationalTrackConcluded(Dated):
    """The track ended with this grade."""

    type: Literal["NationalTrackConcluded"] = "NationalTrackConcluded"
    grade: Grade


def conclude(
    _: ConcludeNationalTrack, track: NationalTrack, acting: Acting, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Conclude a track that is graded, or of which it is on record that nothing is known."""
    if (refusal := stranger(track, acting, record)) is not None:
        return refusal
    if track.grade is None:
        return not_in_order(f"{track.stream} is neither assessed nor recorded as without data")
    noted = UptakeNoted(parliament=track.parliament, grade=track.grade)
    return [
        NationalTrackConcluded(grade=track.grade),
        *met(track, REPLY),
        Elsewhere(track.law, noted),
        *_last_of_all(track, record),
    ]


def concluded(track: NationalTrack, event: NationalTrackConcluded) -> NationalTrack:
    """Await nothing more."""
    return replace(track, stage=Stage.CONCLUDED, grade=event.grade)


def _last_of_all(track: NationalTrack, record: Record) -> list[Elsewhere]:
    law = record.case(track.law, ModelLaw)
    is_last = law.open_tracks == (track.parliament,)
    if is_last and law.stage in {Stage.TRANSMITTED, Stage.MONITORED}:
        return [Elsewhere(law.stream, ModelLawConcluded())]
    return []
