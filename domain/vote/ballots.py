"""Ballots: one delegation, one answer; or a formal objection to consensus."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.messages import Command, Dated, Event, Key, Text
from domain.plenary_session.state import PlenarySession
from domain.refusal import NO_CITATION, Refusal, not_in_order
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.state import Choice, Vote

# Observers and guests may ask, so that they hear which rule leaves them without a vote.
ASKING = (Capacity.DELEGATION, Capacity.OBSERVER, Capacity.GUEST)


class CastBallot(Command):
    """A delegation answers the question."""

    by: ClassVar = ASKING
    rule: ClassVar = "voter"
    type: Literal["CastBallot"] = "CastBallot"
    choice: Choice


class BallotCast(Dated):
    """A delegation has answered."""

    type: Literal["BallotCast"] = "BallotCast"
    parliament: Key
    choice: Choice


class ObjectToConsensus(Command):
    """A delegation objects formally."""

    by: ClassVar = ASKING
    rule: ClassVar = "voter"
    type: Literal["ObjectToConsensus"] = "ObjectToConsensus"
    grounds: Text | None = None


class ConsensusObjectionRaised(Dated):
    """A delegation has objected."""

    type: Literal["ConsensusObjectionRaised"] = "ConsensusObjectionRaised"
    parliament: Key
    grounds: Text | None = None


def cast_ballot(
    command: CastBallot, vote: Vote, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Take the ballot of a delegation that has a vote and has not used it."""
    if (refusal := _may_not(vote, acting, rules, record)) is not None:
        return refusal
    parliament = str(acting.actor.body)
    if parliament in vote.ballots:
        return _answered(f"{parliament} has cast its ballot; one delegation has one vote", rules)
    return [BallotCast(parliament=parliament, choice=command.choice)]


def object_to_consensus(
    command: ObjectToConsensus, vote: Vote, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Note the objection of a delegation that has a vote."""
    if (refusal := _may_not(vote, acting, rules, record)) is not None:
        return refusal
    parliament = str(acting.actor.body)
    if parliament in vote.objections:
        return _answered(f"{parliament} has objected", rules)
    return [ConsensusObjectionRaised(parliament=parliament, grounds=command.grounds)]


def not_voting(vote: Vote, record: Record) -> Refusal | None:
    """Refuse what belongs to an open vote, while there is none or the sitting is suspended."""
    if vote.stage is not Stage.OPEN:
        return not_in_order("the vote is not open")
    plenary = record.case(vote.plenary_session, PlenarySession)
    if plenary.stage is Stage.SUSPENDED:
        return not_in_order(f"the sitting of {plenary.stream} is suspended; resume it first")
    return None


def _may_not(vote: Vote, acting: Acting, rules: Rules, record: Record) -> Refusal | None:
    if (refusal := not_voting(vote, record)) is not None:
        return refusal
    actor = acting.actor
    if actor.capacity is Capacity.DELEGATION and actor.body in vote.electorate:
        return None
    # Where no source says who has no vote, the article on who has one says it.
    rule = "voter" if rules.cite("non_voters") == NO_CITATION else "non_voters"
    return Refusal(
        code="no-vote",
        sentence=f"{actor.body or actor.subject} has no vote: only member parliaments vote",
        citation=rules.cite(rule),
    )


def _answered(sentence: str, rules: Rules) -> Refusal:
    return Refusal(code="already-voted", sentence=sentence, citation=rules.cite("voter"))


def ballot_cast(vote: Vote, event: BallotCast) -> Vote:
    """Put the ballot with the others."""
    ballots = MappingProxyType({**vote.ballots, event.parliament: event.choice})
    return replace(vote, ballots=ballots)


def objected(vote: Vote, event: ConsensusObjectionRaised) -> Vote:
    """Put the objection with the others."""
    return replace(vote, objections=(*vote.objections, event.parliament))
