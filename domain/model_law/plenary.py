"""Plenary: what an announced vote means for the model law it was about."""

from typing import Literal

from domain.acting import Record
from domain.messages import Dated, Sha256
from domain.model_law.state import Edition, ModelLaw
from domain.plenary_session.state import PlenarySession
from domain.replacing import replace
from domain.stages import Stage
from domain.vote.state import Vote


class MotionCarried(Dated):
    """The plenary voted for this edition; the tally stands in the case of the vote."""

    type: Literal["MotionCarried"] = "MotionCarried"
    vote: str
    edition: int
    sha256: Sha256 | None = None


class MotionRejected(Dated):
    """The plenary voted against this edition."""

    type: Literal["MotionRejected"] = "MotionRejected"
    vote: str
    edition: int


def vote_is_open(law: ModelLaw, record: Record) -> bool:
    """Tell whether a vote on it, or on taking its final vote up again, is not settled."""
    if law.plenary_session is None:
        return False
    plenary = record.case(law.plenary_session, PlenarySession)
    votes = (record.case(each.stream, Vote) for each in plenary.open_votes)
    return any(_concerns(vote, law) for vote in votes)


def _concerns(vote: Vote, law: ModelLaw) -> bool:
    again = vote.reconsiders is not None and vote.reconsiders == law.vote
    return again or vote.about == law.stream


def carried(law: ModelLaw, event: MotionCarried) -> ModelLaw:
    """Await its adoption."""
    text = Edition(number=event.edition, sha256=event.sha256)
    return replace(law, stage=Stage.VOTED, vote=event.vote, motion="carried", carried=text)


def rejected(law: ModelLaw, event: MotionRejected) -> ModelLaw:
    """Await what the chair makes of the rejection."""
    return replace(law, stage=Stage.VOTED, vote=event.vote, motion="rejected", carried=None)
