"""Ballots: one voter, one answer, also for another who asked him; or a formal objection."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.messages import Command, Dated, Event, Key, Text
from domain.plenary_session.state import PlenarySession
from domain.refusal import NO_CITATION, Refusal, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.electorate import COUNCIL, PLENARY
from domain.vote.state import Answer, Choice, Vote
from domain.vote.unvoted import SILENCE, WITHOUT_VOTE, is_silence_over, silence_ends
from domain.vote.voters import unentitled, voter_of

# Observers and guests may ask, so that they hear which rule leaves them without a vote.
ASKING = (
    *(Capacity.DELEGATION, Capacity.COUNCIL, Capacity.COMMITTEE),
    *(Capacity.OBSERVER, Capacity.GUEST),
)


class CastBallot(Command):
    """A voter answers the question; `voter` is named where it is another who asked him to."""

    by: ClassVar = ASKING
    rule: ClassVar = "voter"
    type: Literal["CastBallot"] = "CastBallot"
    choice: Answer
    voter: Key | None = None


class BallotCast(Dated):
    """A vote is cast. `voter` is a person, where persons vote; `proxy` is who cast it for him."""

    type: Literal["BallotCast"] = "BallotCast"
    parliament: Key
    choice: Choice
    voter: Key | None = None
    proxy: Key | None = None


class ObjectToConsensus(Command):
    """A voter objects formally."""

    by: ClassVar = ASKING
    rule: ClassVar = "voter"
    type: Literal["ObjectToConsensus"] = "ObjectToConsensus"
    grounds: Text | None = None


class ConsensusObjectionRaised(Dated):
    """A voter has objected; `voter` is a person, where persons vote."""

    type: Literal["ConsensusObjectionRaised"] = "ConsensusObjectionRaised"
    parliament: Key
    grounds: Text | None = None
    voter: Key | None = None


def cast_ballot(
    command: CastBallot, vote: Vote, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Take the ballot of one who has a vote and has not used it."""
    asking = _asking(vote, acting, rules, record)
    if isinstance(asking, Refusal):
        return asking
    if vote.method in NO_BALLOTS:
        return not_in_order(NO_BALLOTS[vote.method])
    if (refusal := counted_already(vote)) is not None:
        return refusal
    voter = command.voter or asking
    if voter != asking and vote.proxies.get(voter) != asking:
        return Refusal(
            code="no-proxy",
            sentence=f"{voter} has not asked {asking} to vote for it",
            citation=rules.cite("proxy"),
        )
    if voter == asking and voter in vote.proxies:
        return not_in_order(f"{voter} has asked {vote.proxies[voter]} to vote for it")
    if voter in vote.ballots:
        return _answered(f"{voter} has cast its ballot; {_one_vote(vote)}", rules)
    excused = unentitled([asking], vote, acting, rules, record)
    if isinstance(excused, Refusal):
        return excused
    return [_ballot(vote, voter, command.choice, asking), *excused]


NO_BALLOTS: Mapping[str | None, str] = MappingProxyType(
    {
        "secret": "the vote is secret: ballots are counted, not recorded by name; "
        "record the totals",
        SILENCE: "under the silence procedure nobody votes: silence consents, or one objects",
        WITHOUT_VOTE: "it is adopted without a vote unless somebody objects",
    }
)
"""Why no ballot is taken by name, by the method."""


def _ballot(vote: Vote, voter: str, choice: Choice, asking: str) -> BallotCast:
    return BallotCast(
        parliament=vote.delegation(voter),
        choice=choice,
        voter=voter if voter in vote.of else None,
        proxy=asking if asking != voter else None,
    )


def _one_vote(vote: Vote) -> str:
    return "one person has one vote" if vote.voter == "person" else "one delegation has one vote"


def object_to_consensus(
    command: ObjectToConsensus, vote: Vote, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Note the objection of one who has a vote."""
    voter = _asking(vote, acting, rules, record)
    if isinstance(voter, Refusal):
        return voter
    if voter in vote.objections:
        return _answered(f"{voter} has objected", rules)
    end = silence_ends(vote)
    if end is not None and is_silence_over(vote, acting.now):
        return not_in_order(f"silence was broken too late: it ended {end:%Y-%m-%d %H:%M}Z")
    excused = unentitled([voter], vote, acting, rules, record)
    if isinstance(excused, Refusal):
        return excused
    objection = ConsensusObjectionRaised(
        parliament=vote.delegation(voter),
        grounds=command.grounds,
        voter=voter if voter in vote.of else None,
    )
    return [objection, *excused]


def not_voting(vote: Vote, record: Record) -> Refusal | None:
    """Refuse what belongs to an open vote, while there is none or the sitting is suspended."""
    if vote.stage is not Stage.OPEN:
        return not_in_order("the vote is not open")
    if vote.method == SILENCE or vote.body != PLENARY:
        return None
    plenary = record.case(vote.plenary_session, PlenarySession)
    if plenary.stage is Stage.SUSPENDED:
        return not_in_order(f"the sitting of {plenary.stream} is suspended; resume it first")
    return None


def counted_already(vote: Vote) -> Refusal | None:
    """Refuse a name where totals stand: they are what counts, and it would be left out."""
    if vote.totals is None:
        return None
    return not_in_order("no names are recorded where totals are: the vote is counted")


def _asking(vote: Vote, acting: Acting, rules: Rules, record: Record) -> str | Refusal:
    """Return the voter in whose name the actor acts, or why he has no vote."""
    if (refusal := not_voting(vote, record)) is not None:
        return refusal
    voter = voter_of(vote, acting, record)
    if voter is not None:
        return voter
    # Where no source says who has no vote, the article on who has one says it.
    rule = "voter" if rules.cite("non_voters") == NO_CITATION else "non_voters"
    return Refusal(
        code="no-vote",
        sentence=f"{acting.actor.body or acting.actor.subject} has no vote: {_who_votes(vote)}",
        citation=rules.cite(rule),
    )


def _who_votes(vote: Vote) -> str:
    if vote.body == COUNCIL:
        return "only the Council votes"
    if vote.body != PLENARY:
        return f"only the committee {vote.body} votes"
    persons = vote.voter == "person"
    return "only members of delegations vote" if persons else "only member parliaments vote"


def _answered(sentence: str, rules: Rules) -> Refusal:
    return Refusal(code="already-voted", sentence=sentence, citation=rules.cite("voter"))


def ballot_cast(vote: Vote, event: BallotCast) -> Vote:
    """Put the ballot with the others."""
    voter = event.voter or event.parliament
    return replace(vote, ballots=MappingProxyType({**vote.ballots, voter: event.choice}))


def objected(vote: Vote, event: ConsensusObjectionRaised) -> Vote:
    """Put the objection with the others."""
    return replace(vote, objections=(*vote.objections, event.voter or event.parliament))
