"""Quorum: its presence is doubted, counted, found or lacking, before the voting begins."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.messages import Command, Dated, Event, Key, Text
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.ballots import not_voting
from domain.vote.counting import binding, presence
from domain.vote.lacking import lacking
from domain.vote.roll import too_many_there
from domain.vote.state import Vote
from domain.vote.supporters import Wanted, too_few
from domain.vote.voters import voter_of

COUNT = Wanted(what="a count", share="quorum.challenge", delegations="quorum.challenge_delegations")
PRESENT = "quorum.present"


class ChallengeQuorum(Command):
    """Voters ask that the presence be counted; `supporters` are those who join the one who asks."""

    by: ClassVar = (Capacity.DELEGATION, Capacity.COUNCIL, Capacity.COMMITTEE)
    rule: ClassVar = "quorum.challenge"
    type: Literal["ChallengeQuorum"] = "ChallengeQuorum"
    supporters: tuple[Key, ...] = ()


class QuorumChallenged(Dated):
    """The presence is doubted: nobody votes before it is counted."""

    type: Literal["QuorumChallenged"] = "QuorumChallenged"
    supporters: tuple[Key, ...]


class EstablishQuorum(Command):
    """The presence was counted; `present` counts votes in the room."""

    by: ClassVar = (Capacity.CHAIR, Capacity.SECRETARIAT)
    rule: ClassVar = "quorum.decide"
    type: Literal["EstablishQuorum"] = "EstablishQuorum"
    present: int = Field(ge=0)


class QuorumFound(Dated):
    """Enough are present."""

    type: Literal["QuorumFound"] = "QuorumFound"
    present: int
    needed: int
    citation: Text


class QuorumLacking(Dated):
    """Too few are present: there is no vote as long as that is so."""

    type: Literal["QuorumLacking"] = "QuorumLacking"
    present: int
    needed: int
    citation: Text


def challenge(
    command: ChallengeQuorum, vote: Vote, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Take a challenge from as many as the rules ask, before the first ballot."""
    if (refusal := not_voting(vote, record)) is not None:
        return refusal
    voter = voter_of(vote, acting, record)
    if voter is None:
        return Refusal(
            code="no-vote",
            sentence=f"{acting.actor.body or acting.actor.subject} has no vote here",
            citation=rules.cite("voter"),
        )
    if vote.ballots or vote.totals is not None:
        return not_in_order("the quorum is challenged before the voting begins, not after")
    supporters = tuple(sorted({voter, *command.supporters}))
    held = binding(vote, rules, record)
    return too_few(supporters, COUNT, vote, held) or [QuorumChallenged(supporters=supporters)]


def establish(
    command: EstablishQuorum, vote: Vote, rules: Rules, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Count the presence against what the rules ask, and draw the consequence they name."""
    awaited = vote.stage is Stage.CLOSED and PRESENT in vote.missing
    if vote.stage not in {Stage.QUORUM_CHALLENGED, Stage.OPEN} and not awaited:
        return not_in_order("the presence is counted while a vote is open, or challenged")
    if (refusal := too_many_there(command.present, vote, rules)) is not None:
        return refusal
    held = binding(vote, rules, record)
    found = presence(replace(vote, quorum_challenged=True), held)
    if found is None or isinstance(found, Refusal):
        return found or not_in_order("no rule asks for a quorum")
    plenary = record.case(vote.plenary_session, PlenarySession)
    told = {"present": command.present, "needed": found.needed, "citation": found.citation}
    if command.present >= found.needed:
        return [QuorumFound.model_validate(told)]
    return [QuorumLacking.model_validate(told), *lacking(vote, found, plenary)]


def challenged(vote: Vote, _: QuorumChallenged) -> Vote:
    """Wait for the count."""
    return replace(vote, stage=Stage.QUORUM_CHALLENGED, quorum_challenged=True)


def found(vote: Vote, event: QuorumFound) -> Vote:
    """Go on voting; of a vote that is closed, go on to its result."""
    stage = Stage.CLOSED if vote.stage is Stage.CLOSED else Stage.OPEN
    return replace(vote, stage=stage, counted_present=event.present)


def lacks(vote: Vote, event: QuorumLacking) -> Vote:
    """Wait for what the chair makes of it, unless the rules say so."""
    return replace(
        vote,
        stage=Stage.QUORUM_CHALLENGED,
        quorum_challenged=True,
        counted_present=event.present,
    )
