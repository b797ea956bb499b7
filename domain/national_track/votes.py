"""Votes: how a chamber voted, counted by the rule of its procedure; what differs is flagged.

The step is what the parliament says of it; the count stands beside it and repairs nothing. Where
no source gives the rule or the number of members, the count says what is missing.
"""

from typing import ClassVar, Literal, TypeAlias

from pydantic import Field

from domain.messages import Command, Dated, Key, Message, Text
from domain.national_procedures import Majority
from domain.national_track.known_path import KnownPath
from domain.national_track.steps import NationalStep, Step
from domain.national_track.tallying import tallied
from domain.vote.totals import Totals

Question: TypeAlias = Literal["reading", "second-chamber", "re-approval", "amendments", "override"]


class NationalVote(Totals):
    """The totals of a vote in a chamber; what was not told is not zero."""

    members: int | None = Field(default=None, ge=1)
    """How many members there were on the day; null is all that the chamber has by law."""
    chamber: Key | None = None
    """The chamber, where it is another than the step itself tells."""


class Counted(Message):
    """What the rule of the procedure makes of the totals, with the arithmetic and its source."""

    outcome: Literal["adopted", "rejected", "no-quorum", "re-ballot", "cannot-compute"]
    arithmetic: Text
    needed: int | None = None
    citation: Text
    missing: tuple[str, ...] = ()


class VotedStep(NationalStep):
    """A step that a chamber decides by a vote."""

    question: ClassVar[Question]
    announced: ClassVar[Literal["adopted", "rejected"]]
    vote: NationalVote | None = None
    counted: Counted | None = None

    @property
    def put(self) -> Question:
        """What was put to the vote: its rule is looked up by it."""
        return self.question


class VotedCommand(Command):
    """A report on a step that a chamber decides by a vote."""

    vote: NationalVote | None = None


class NationalResultAnomalyFlagged(Dated):
    """What a parliament says of a vote is not what its rule gives; both stay on record."""

    schema_version: ClassVar = 2
    type: Literal["NationalResultAnomalyFlagged"] = "NationalResultAnomalyFlagged"
    question: Question
    announced: Literal["adopted", "rejected"]
    counted: Counted


def counted(step: Step, path: KnownPath) -> Step:
    """Count the vote of a step, if its totals are told, and flag a result that differs."""
    event = step.event
    if not isinstance(event, VotedStep) or event.vote is None:
        return step
    found = _count(event.put, event.vote, path)
    with_count = event.model_copy(update={"counted": found})
    if found.outcome in {"cannot-compute", event.announced}:
        return step._replace(event=with_count)
    flag = NationalResultAnomalyFlagged(
        question=event.put, announced=event.announced, counted=found
    )
    return step._replace(event=with_count, also=(*step.also, flag))


def _count(question: Question, vote: NationalVote, path: KnownPath) -> Counted:
    chamber = vote.chamber or _chamber_of(question, path)
    majority = path.majority(question, chamber)
    if majority is None:
        return Counted(
            outcome="cannot-compute",
            arithmetic=f"no source says by which majority a {question} is decided",
            citation="none",
            missing=("majority",),
        )
    return _by(majority, vote, _members(vote, chamber, path))


def _by(majority: Majority, vote: NationalVote, members: int | None) -> Counted:
    found = tallied(majority.rule, majority.quorum, vote, members)
    return Counted(
        outcome=found.outcome,
        arithmetic=found.arithmetic,
        needed=found.needed,
        citation=majority.cited(),
        missing=found.missing,
    )


def _chamber_of(question: Question, path: KnownPath) -> str | None:
    place = 1 if question == "second-chamber" else 0
    return path.chambers[place].key if place < len(path.chambers) else None


def _members(vote: NationalVote, chamber: str | None, path: KnownPath) -> int | None:
    if vote.members is not None:
        return vote.members
    known = None if chamber is None else path.chamber(chamber)
    return None if known is None else known.seats
