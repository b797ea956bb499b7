"""Transmission: a track begins when the adopted text is sent to a parliament."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.messages import Dated, Event, Key, Sha256, Text
from domain.national_track.state import REPLY, NationalTrack
from domain.replacing import replace
from domain.stages import Stage


class TransmittedToParliament(Dated):
    """The adopted text was sent to this parliament, as a recommendation."""

    type: Literal["TransmittedToParliament"] = "TransmittedToParliament"
    law: str
    title: Text
    parliament: Key
    edition: int
    sha256: Sha256 | None = None
    on: date
    rules: int


class NoReplyInTime(Event):
    """The parliament did not answer within the time limit. It may still do so."""

    type: Literal["NoReplyInTime"] = "NoReplyInTime"
    parliament: Key


def missed(
    track: NationalTrack, name: str, _acting: Acting, _record: Record
) -> Sequence[Event | Elsewhere]:
    """Note that no answer came in time."""
    return [NoReplyInTime(parliament=track.parliament)] if name == REPLY else []


def transmitted(track: NationalTrack, event: TransmittedToParliament) -> NationalTrack:
    """Await a receipt."""
    return replace(
        track,
        stage=Stage.NOT_RECEIVED,
        title=event.title,
        rules=event.rules,
        law=event.law,
        parliament=event.parliament,
        edition=event.edition,
        sha256=event.sha256,
        transmitted_on=event.on,
    )


def silent(track: NationalTrack, _: NoReplyInTime) -> NationalTrack:
    """Go on waiting: silence is no answer."""
    return track
