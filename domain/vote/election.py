"""Election: ballots among candidates, one after another, until one is elected."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from domain import elections
from domain.acting import Record
from domain.case import Elsewhere
from domain.messages import Command, Dated, Event, Key, Message, Text
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, needs_ruling, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.ballots import not_voting
from domain.vote.counting import binding
from domain.vote.election_quorum import TookPart, in_the_room
from domain.vote.lacking import lacking
from domain.vote.state import Vote
from domain.vote.working import Working


class CandidateVotes(Message):
    """How many votes a candidate had."""

    candidate: Key
    votes: int = Field(ge=0)


class CountElectionBallot(Command):
    """The ballots among the candidates were counted; blank and spoilt ones elect nobody."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.CHAIR)
    rule: ClassVar = "election.rounds"
    type: Literal["CountElectionBallot"] = "CountElectionBallot"
    votes: tuple[CandidateVotes, ...] = Field(min_length=1)
    blank: int = Field(default=0, ge=0)
    spoilt: int = Field(default=0, ge=0)


class ElectionBallotCounted(Dated):
    """One ballot was counted: somebody has the majority, another ballot follows, or too few vote.

    Until schema 2 nobody asked whether enough were present.
    """

    schema_version: ClassVar = 2
    type: Literal["ElectionBallotCounted"] = "ElectionBallotCounted"
    ballot: int
    votes: tuple[CandidateVotes, ...]
    blank: int = 0
    spoilt: int = 0
    outcome: elections.Outcome | Literal["no-quorum"]
    elected: Key | None = None
    needed: int | None = None
    arithmetic: Text
    citation: Text


class OfficerElected(Dated):
    """The chair declared who is elected."""

    type: Literal["OfficerElected"] = "OfficerElected"
    candidate: Key


def count_ballot(
    command: CountElectionBallot, vote: Vote, rules: Rules, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Count a ballot among the candidates by the majority and the quorum that the rules ask."""
    refusal = not_voting(vote, record) or _other_candidates(command, vote)
    if refusal is not None:
        return refusal
    held = binding(vote, rules, record)
    name = held.scoped(elections.PARAMETER, document=vote.document_type, question=vote.kind)
    votes = {each.candidate: each.votes for each in command.votes}
    objections = len(vote.objections)
    found = elections.count(votes, vote.ballot, held.listed(name), objections=objections)
    if found.outcome == "cannot-compute":
        sentence = f"{found.arithmetic}; the chair may rule on it"
        return needs_ruling(name, sentence=sentence, citation=held.cite(name))
    if (refusal := _too_many(command, vote, held)) is not None:
        return refusal
    room = in_the_room(_took_part(command), vote, held)
    if isinstance(room, Refusal):
        return room
    counted = _counted(command, vote.ballot, found, held.cite(name))
    if room is None:
        return [counted]
    told = {**counted.model_dump(), "arithmetic": f"{found.arithmetic}; {room}"}
    if room.is_enough:
        return [ElectionBallotCounted.model_validate(told)]
    nobody = {"outcome": "no-quorum", "elected": None, "citation": room.quorum.citation}
    plenary = record.case(vote.plenary_session, PlenarySession)
    return [
        ElectionBallotCounted.model_validate({**told, **nobody}),
        *lacking(vote, room.quorum, plenary),
    ]


def _counted(
    command: CountElectionBallot, ballot: int, found: elections.Ballot, citation: str
) -> ElectionBallotCounted:
    return ElectionBallotCounted(
        ballot=ballot,
        votes=command.votes,
        blank=command.blank,
        spoilt=command.spoilt,
        outcome=found.outcome,
        elected=found.elected,
        needed=found.needed,
        arithmetic=found.arithmetic,
        citation=citation,
    )


def _took_part(command: CountElectionBallot) -> TookPart:
    cast = sum(each.votes for each in command.votes)
    return TookPart(cast=cast, all=cast + command.blank + command.spoilt)


def _other_candidates(command: CountElectionBallot, vote: Vote) -> Refusal | None:
    if not vote.candidates:
        return not_in_order("this vote names no candidates; open it with those who stand")
    told = sorted(each.candidate for each in command.votes)
    if told == sorted(vote.candidates):
        return None
    return not_valid(f"tell once the votes of each candidate: {', '.join(vote.candidates)}")


def _too_many(command: CountElectionBallot, vote: Vote, rules: Rules) -> Refusal | None:
    told, votes = _took_part(command).all, vote.votes
    if votes is None or told <= votes:
        return None
    return Refusal(
        code="too-many-votes",
        sentence=f"{told} ballots are told and there are {votes} votes",
        citation=rules.cite("voter"),
    )


def ballot_counted(vote: Vote, event: ElectionBallotCounted) -> Vote:
    """Wait for the chair where somebody is elected or too few vote, else for the next ballot."""
    if event.outcome not in {"elected", "no-quorum"}:
        return replace(vote, ballot=event.ballot + 1, arithmetic=event.arithmetic)
    working = Working(
        base="votes cast",
        count=sum(each.votes for each in event.votes),
        needed=event.needed,
        failed_on="quorum" if event.outcome == "no-quorum" else None,
        citation=event.citation,
        parameter=elections.PARAMETER,
    )
    return replace(
        vote,
        stage=Stage.CLOSED,
        elected=event.elected,
        computed="adopted" if event.outcome == "elected" else "no-quorum",
        working=working,
        arithmetic=event.arithmetic,
        missing=(),
    )


def elected(vote: Vote, event: OfficerElected) -> Vote:
    """Keep who was declared elected."""
    return replace(vote, elected=event.candidate)
