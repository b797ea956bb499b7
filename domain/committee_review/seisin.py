"""Seisin: a committee is seised of an edition, follows it to the next, or is discharged of it."""

from typing import Literal

from domain.case import Elsewhere
from domain.committee_review.state import REPORT, CommitteeReview, Role
from domain.messages import Dated, Key, Sha256, Text
from domain.replacing import replace
from domain.stages import Stage
from domain.time_limits import met


class CommitteeSeised(Dated):
    """A draft was referred to the committee; a later referral opens the review again."""

    type: Literal["CommitteeSeised"] = "CommitteeSeised"
    law: str
    title: Text
    committee: Key
    proposer: Key | None = None
    round: int
    edition: int
    sha256: Sha256 | None = None
    rules: int
    role: Role = "lead"
    jointly_with: tuple[Key, ...] = ()


class NextEditionReceived(Dated):
    """The authors handed in a new edition; the committee examines that one now."""

    type: Literal["NextEditionReceived"] = "NextEditionReceived"
    edition: int
    sha256: Sha256 | None = None


class CommitteeDischarged(Dated):
    """The draft was taken from the committee before it reported."""

    type: Literal["CommitteeDischarged"] = "CommitteeDischarged"
    grounds: Text


def discharge(review: CommitteeReview, grounds: str) -> list[Elsewhere]:
    """Return what ends an open review from outside."""
    events = (CommitteeDischarged(grounds=grounds), *met(review, REPORT))
    return [Elsewhere(review.stream, event) for event in events]


def seised(review: CommitteeReview, event: CommitteeSeised) -> CommitteeReview:
    """Begin the review; nothing of an earlier round counts for this one."""
    return replace(
        review,
        stage=Stage.REFERRED,
        title=event.title,
        rules=event.rules,
        law=event.law,
        committee=event.committee,
        proposer=event.proposer,
        round=event.round,
        edition=event.edition,
        sha256=event.sha256,
        text_since=event.on,
        role=event.role,
        jointly_with=event.jointly_with,
        rapporteur=None,
        co_rapporteurs={},
        rulings={},
        approvals=(),
        remarks=(),
    )


def received(review: CommitteeReview, event: NextEditionReceived) -> CommitteeReview:
    """Await its examination."""
    stage = Stage.RAPPORTEUR if review.rapporteurs else Stage.REFERRED
    return replace(
        review,
        stage=stage,
        edition=event.edition,
        sha256=event.sha256,
        text_since=event.on,
        approvals=(),
    )


def discharged(review: CommitteeReview, _: CommitteeDischarged) -> CommitteeReview:
    """Await nothing more."""
    return replace(review, stage=Stage.LAPSED)
