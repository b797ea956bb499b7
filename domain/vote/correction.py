"""Correction: what may still happen to a vote without changing any result."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.case import Elsewhere
from domain.messages import Command, Dated, Event, Key, Text
from domain.plenary_session.decisions import VoteSettled
from domain.refusal import Refusal, no_right, not_in_order
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.state import Choice, Vote


class NoteCorrection(Command):
    """A delegation had meant another answer: noted for information only."""

    by: ClassVar = (Capacity.DELEGATION, Capacity.SECRETARIAT)
    type: Literal["NoteCorrection"] = "NoteCorrection"
    parliament: Key
    intended: Choice
    note: Text


class VoteCorrectionNoted(Event):
    """What a delegation had meant. The result stays as announced."""

    type: Literal["VoteCorrectionNoted"] = "VoteCorrectionNoted"
    parliament: Key
    intended: Choice
    note: Text


class VoidVote(Command):
    """The chair declares a vote void before its result is announced."""

    by: ClassVar = (Capacity.CHAIR,)
    type: Literal["VoidVote"] = "VoidVote"
    grounds: Text


class VoteVoided(Dated):
    """The vote is void: it has no result."""

    type: Literal["VoteVoided"] = "VoteVoided"
    grounds: Text


class PostponeVote(Command):
    """The chair puts an open vote off; it may be opened again."""

    by: ClassVar = (Capacity.CHAIR,)
    type: Literal["PostponeVote"] = "PostponeVote"
    grounds: Text


class VotePostponed(Dated):
    """The vote is put off."""

    type: Literal["VotePostponed"] = "VotePostponed"
    grounds: Text


def note_correction(
    command: NoteCorrection, vote: Vote, acting: Acting
) -> Sequence[Event] | Refusal:
    """Note it after the announcement, for a delegation that had a vote."""
    if vote.announced is None:
        return not_in_order("corrections are noted once the result is announced")
    if command.parliament not in vote.electorate:
        return not_in_order(f"{command.parliament} had no vote")
    actor = acting.actor
    if actor.capacity is Capacity.DELEGATION and actor.body != command.parliament:
        return no_right("a delegation corrects its own ballot only")
    return [VoteCorrectionNoted.model_validate(command.model_dump(exclude={"type"}))]


def void(command: VoidVote, vote: Vote) -> Sequence[Event | Elsewhere] | Refusal:
    """Void a vote that has no result yet; an announced one is final."""
    if vote.concluded:
        return not_in_order("the vote is settled; an announced result is final")
    return [
        VoteVoided(grounds=command.grounds),
        Elsewhere(vote.plenary_session, VoteSettled(vote=vote.stream, outcome="void")),
    ]


def postpone(command: PostponeVote, vote: Vote) -> Sequence[Event] | Refusal:
    """Put off a vote whose ballots are still being cast."""
    if vote.stage is not Stage.OPEN:
        return not_in_order("the vote is not open")
    return [VotePostponed(grounds=command.grounds)]


def corrected(vote: Vote, _: VoteCorrectionNoted) -> Vote:
    """Count the correction; it changes nothing else."""
    return replace(vote, stage=Stage.CORRECTION_NOTED, corrections=vote.corrections + 1)


def voided(vote: Vote, _: VoteVoided) -> Vote:
    """Await nothing more."""
    return replace(vote, stage=Stage.VOID)


def postponed(vote: Vote, _: VotePostponed) -> Vote:
    """Wait to be opened again."""
    return replace(vote, stage=Stage.POSTPONED)
