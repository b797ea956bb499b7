"""The vote's table of contents: every act and every event, by its stage file."""

from typing import TypeAlias, assert_never, get_args

from domain.acting import Acting, Record
from domain.definition import Decision, Definition
from domain.plenary_session.chairmanship import not_in_its_chair
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.rules import Rules
from domain.vote import announcement, ballots, closing, correction, opening
from domain.vote.state import CATEGORY, Vote, plenary_of

Command: TypeAlias = (
    opening.OpenVote
    | ballots.CastBallot
    | ballots.ObjectToConsensus
    | closing.CloseVote
    | announcement.AnnounceResult
    | correction.NoteCorrection
    | correction.VoidVote
    | correction.PostponeVote
)
Event: TypeAlias = (
    opening.VoteOpened
    | ballots.BallotCast
    | ballots.ConsensusObjectionRaised
    | closing.VoteClosed
    | announcement.ResultAnnounced
    | announcement.ResultAnomalyFlagged
    | correction.VoteCorrectionNoted
    | correction.VoteVoided
    | correction.VotePostponed
)


def decide(command: Command, case: Vote, acting: Acting, rules: Rules, record: Record) -> Decision:
    """Put an act to its stage."""
    match command:
        case opening.OpenVote():
            return opening.open_vote(command, case, acting, rules, record)
        case ballots.CastBallot():
            return ballots.cast_ballot(command, case, acting, rules, record)
        case ballots.ObjectToConsensus():
            return ballots.object_to_consensus(command, case, acting, rules, record)
        case closing.CloseVote():
            return closing.close(command, case, rules, record)
        case announcement.AnnounceResult():
            return announcement.announce(command, case, rules, record)
        case correction.NoteCorrection():
            return correction.note_correction(command, case, acting)
        case correction.VoidVote():
            return correction.void(command, case)
        case correction.PostponeVote():
            return correction.postpone(command, case)
        case _:
            assert_never(command)


def evolve(case: Vote, event: Event) -> Vote:
    """Fold an event."""
    match event:
        case opening.VoteOpened():
            return opening.opened(case, event)
        case ballots.BallotCast() | ballots.ConsensusObjectionRaised():
            return _heard(case, event)
        case closing.VoteClosed():
            return closing.closed(case, event)
        case announcement.ResultAnnounced():
            return announcement.announced(case, event)
        case announcement.ResultAnomalyFlagged():
            return announcement.flagged(case, event)
        case correction.VoteCorrectionNoted():
            return correction.corrected(case, event)
        case correction.VoteVoided():
            return correction.voided(case, event)
        case correction.VotePostponed():
            return correction.postponed(case, event)
        case _:
            assert_never(event)


def _heard(case: Vote, event: ballots.BallotCast | ballots.ConsensusObjectionRaised) -> Vote:
    match event:
        case ballots.BallotCast():
            return ballots.ballot_cast(case, event)
        case ballots.ConsensusObjectionRaised():
            return ballots.objected(case, event)
        case _:
            assert_never(event)


def not_in_the_chair(case: Vote, acting: Acting, record: Record) -> Refusal | None:
    """Refuse a chair who does not preside the plenary session of the vote."""
    plenary = record.case(plenary_of(case.stream), PlenarySession)
    return not_in_its_chair(plenary, acting, record)


def begin(stream: str) -> Vote:
    """Return a vote of which nothing is recorded yet."""
    return Vote(stream=stream)


VOTE: Definition[Vote, Command, Event] = Definition(
    category=CATEGORY,
    form="vote/<plenary session>/<number>",
    pattern=r"vote/[1-9][0-9]*/[1-9][0-9]*",
    begin=begin,
    commands=get_args(Command),
    events=get_args(Event),
    decide=decide,
    evolve=evolve,
    opens=(opening.OpenVote,),
    barred=not_in_the_chair,
)
