"""Correction: what may still happen to a vote without changing any result."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.case import Elsewhere
from domain.day_counting.lengths import calendar_length
from domain.irregularities import IrregularityRecorded, breach
from domain.messages import Command, Dated, Event, Key, Text
from domain.plenary_session.decisions import VotePutOff, VoteSettled
from domain.refusal import Refusal, no_right, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.time_limits import met
from domain.vote.state import Choice, Vote
from domain.vote.unvoted import SILENCE

WINDOW = "correction_window"


class NoteCorrection(Command):
    """A voter had meant another answer: noted for information only.

    `voter` is the person, where persons vote; else the parliament is the voter.
    """

    by: ClassVar = (Capacity.DELEGATION, Capacity.SECRETARIAT)
    rule: ClassVar = "correction_window"
    type: Literal["NoteCorrection"] = "NoteCorrection"
    parliament: Key
    intended: Choice
    note: Text
    voter: Key | None = None


class VoteCorrectionNoted(Event):
    """What a delegation had meant. The result stays as announced."""

    type: Literal["VoteCorrectionNoted"] = "VoteCorrectionNoted"
    parliament: Key
    intended: Choice
    note: Text
    voter: Key | None = None


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
    """The chair puts a vote off, before its result is made known; it may be opened again."""

    by: ClassVar = (Capacity.CHAIR,)
    type: Literal["PostponeVote"] = "PostponeVote"
    grounds: Text


class VotePostponed(Dated):
    """The vote is put off; by a rule, to the sitting after this one."""

    schema_version: ClassVar = 2
    type: Literal["VotePostponed"] = "VotePostponed"
    grounds: Text
    after_sitting: int | None = None
    """The number of the sitting that must be over first; null where the chair put it off."""


def note_correction(
    command: NoteCorrection, vote: Vote, acting: Acting, rules: Rules
) -> Sequence[Event] | Refusal:
    """Note it after the announcement, for one who had a vote; late, only with a reason."""
    if vote.announced is None:
        return not_in_order("corrections are noted once the result is announced")
    if vote.method == "secret":
        return not_in_order("the vote was secret: nothing is noted of how somebody voted")
    voter = command.voter or command.parliament
    if voter not in vote.electorate or vote.delegation(voter) != command.parliament:
        return not_in_order(f"{voter} had no vote")
    actor = acting.actor
    own = actor.subject if vote.voter == "person" else actor.body
    if actor.capacity is Capacity.DELEGATION and own != voter:
        whose = "a person" if vote.voter == "person" else "a delegation"
        return no_right(f"{whose} corrects its own ballot only")
    late = _late(vote, acting, rules)
    if isinstance(late, Refusal):
        return late
    return [VoteCorrectionNoted.model_validate(command.model_dump(exclude={"type"})), *late]


def _late(vote: Vote, acting: Acting, rules: Rules) -> Sequence[IrregularityRecorded] | Refusal:
    """Ask for a reason where the time for corrections is over; no rule, no end."""
    window = rules.value(WINDOW)
    if not isinstance(window, str) or vote.announced_on is None:
        return []
    last = calendar_length(window).days_after(vote.announced_on)
    if acting.on <= last:
        return []
    sentence = f"corrections of {vote.stream} were noted until {last}, not on {acting.on}"
    found = breach(WINDOW, sentence, acting, rules)
    return found if isinstance(found, Refusal) else [found]


def void(command: VoidVote, vote: Vote) -> Sequence[Event | Elsewhere] | Refusal:
    """Void a vote that has no result yet; an announced one is final."""
    if vote.concluded:
        return not_in_order("the vote is settled; an announced result is final")
    return [
        VoteVoided(grounds=command.grounds),
        *met(vote, SILENCE),
        Elsewhere(vote.plenary_session, VoteSettled(vote=vote.stream, outcome="void")),
    ]


def postpone(command: PostponeVote, vote: Vote) -> Sequence[Event | Elsewhere] | Refusal:
    """Put off a vote that is still open, or that has no quorum."""
    lacks = vote.stage is Stage.CLOSED and vote.computed == "no-quorum"
    if vote.stage not in {Stage.OPEN, Stage.QUORUM_CHALLENGED} and not lacks:
        return not_in_order("the vote is not open")
    return [
        VotePostponed(grounds=command.grounds),
        *met(vote, SILENCE),
        Elsewhere(vote.plenary_session, VotePutOff(vote=vote.stream)),
    ]


def corrected(vote: Vote, _: VoteCorrectionNoted) -> Vote:
    """Count the correction; it changes nothing else."""
    return replace(vote, stage=Stage.CORRECTION_NOTED, corrections=vote.corrections + 1)


def voided(vote: Vote, _: VoteVoided) -> Vote:
    """Await nothing more."""
    return replace(vote, stage=Stage.VOID)


def postponed(vote: Vote, event: VotePostponed) -> Vote:
    """Wait to be opened again."""
    return replace(vote, stage=Stage.POSTPONED, after_sitting=event.after_sitting)
