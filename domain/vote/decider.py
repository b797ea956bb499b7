"""The vote's table of contents: every act and every event, by its stage file."""

from typing import TypeAlias, assert_never, get_args

from domain.acting import Acting, Record
from domain.assembly.state import Office
from domain.definition import Decision, Definition
from domain.plenary_session.chairmanship import not_in_its_chair
from domain.plenary_session.mandates import seat_at
from domain.plenary_session.presiding import presides_at
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal
from domain.rules import Rules
from domain.vote import (
    announcement,
    ballots,
    closing,
    correction,
    election,
    lacking,
    opening,
    proxies,
    quorum,
    reconsideration,
    roll,
    roll_call,
    ties,
)
from domain.vote.state import CATEGORY, Vote, plenary_of

Answering: TypeAlias = (
    ballots.CastBallot
    | ballots.ObjectToConsensus
    | proxies.GiveProxy
    | roll.RecordRoll
    | roll.RecordTotals
    | roll.RecordPair
    | election.CountElectionBallot
)
Calling: TypeAlias = (
    opening.OpenVote
    | quorum.ChallengeQuorum
    | quorum.EstablishQuorum
    | roll_call.DemandRollCall
    | closing.CloseVote
    | ties.GiveCastingVote
    | ties.HoldReballot
)
Declaring: TypeAlias = (
    announcement.AnnounceResult
    | correction.NoteCorrection
    | correction.VoidVote
    | correction.PostponeVote
)
Command: TypeAlias = Answering | Calling | Declaring

Answered: TypeAlias = (
    ballots.BallotCast
    | ballots.ConsensusObjectionRaised
    | proxies.ProxyGiven
    | proxies.RepresentedForQuorum
    | roll.RollRecorded
    | roll.TotalsRecorded
    | roll.SecretBallotHeld
    | roll.PairRecorded
    | election.ElectionBallotCounted
)
Stood: TypeAlias = (
    opening.VoteOpened
    | quorum.QuorumChallenged
    | quorum.QuorumFound
    | quorum.QuorumLacking
    | roll_call.RollCallDemanded
    | closing.VoteClosed
    | lacking.ResultWithheld
    | ties.CastingVoteGiven
    | ties.ReballotHeld
)
Settled: TypeAlias = (
    announcement.ResultAnnounced
    | announcement.ResultAnomalyFlagged
    | election.OfficerElected
    | reconsideration.DecisionTakenUpAgain
    | correction.VoteCorrectionNoted
    | correction.VoteVoided
    | correction.VotePostponed
)
Event: TypeAlias = Answered | Stood | Settled


def decide(command: Command, case: Vote, acting: Acting, rules: Rules, record: Record) -> Decision:
    """Put an act to its stage."""
    if isinstance(command, Answering):
        return _answer(command, case, acting, rules, record)
    if isinstance(command, Calling):
        return _call(command, case, acting, rules, record)
    return _declare(command, case, acting, rules, record)


def _answer(
    command: Answering, case: Vote, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case ballots.CastBallot():
            return ballots.cast_ballot(command, case, acting, rules, record)
        case ballots.ObjectToConsensus():
            return ballots.object_to_consensus(command, case, acting, rules, record)
        case proxies.GiveProxy():
            return proxies.give_proxy(command, case, acting, rules, record)
        case roll.RecordRoll():
            return roll.record_roll(command, case, acting, rules, record)
        case roll.RecordTotals():
            return roll.record_totals(command, case, rules, record)
        case roll.RecordPair():
            return roll.record_pair(command, case, rules, record)
        case election.CountElectionBallot():
            return election.count_ballot(command, case, rules, record)
        case _:
            assert_never(command)


def _call(command: Calling, case: Vote, acting: Acting, rules: Rules, record: Record) -> Decision:
    match command:
        case opening.OpenVote():
            return opening.open_vote(command, case, acting, rules, record)
        case quorum.ChallengeQuorum():
            return quorum.challenge(command, case, acting, rules, record)
        case quorum.EstablishQuorum():
            return quorum.establish(command, case, rules, record)
        case roll_call.DemandRollCall():
            return roll_call.demand(command, case, acting, rules, record)
        case closing.CloseVote():
            return closing.close(command, case, acting, rules, record)
        case ties.GiveCastingVote():
            return ties.give_casting_vote(command, case, rules, record)
        case ties.HoldReballot():
            return ties.hold_reballot(command, case, rules, record)
        case _:
            assert_never(command)


def _declare(
    command: Declaring, case: Vote, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case announcement.AnnounceResult():
            return announcement.announce(command, case, rules, record)
        case correction.NoteCorrection():
            return correction.note_correction(command, case, acting, rules)
        case correction.VoidVote():
            return correction.void(command, case)
        case correction.PostponeVote():
            return correction.postpone(command, case)
        case _:
            assert_never(command)


def evolve(case: Vote, event: Event) -> Vote:
    """Fold an event."""
    if isinstance(event, Answered):
        return _answered(case, event)
    if isinstance(event, Stood):
        return _stood(case, event)
    return _settled(case, event)


def _answered(case: Vote, event: Answered) -> Vote:
    match event:
        case ballots.BallotCast():
            return ballots.ballot_cast(case, event)
        case ballots.ConsensusObjectionRaised():
            return ballots.objected(case, event)
        case proxies.ProxyGiven():
            return proxies.proxy_given(case, event)
        case proxies.RepresentedForQuorum():
            return proxies.represented_for_quorum(case, event)
        case roll.RollRecorded():
            return roll.roll_recorded(case, event)
        case roll.TotalsRecorded() | roll.SecretBallotHeld():
            return roll.totals_recorded(case, event)
        case roll.PairRecorded():
            return roll.paired(case, event)
        case election.ElectionBallotCounted():
            return election.ballot_counted(case, event)
        case _:
            assert_never(event)


def _stood(case: Vote, event: Stood) -> Vote:
    match event:
        case opening.VoteOpened():
            return opening.opened(case, event)
        case quorum.QuorumChallenged():
            return quorum.challenged(case, event)
        case quorum.QuorumFound():
            return quorum.found(case, event)
        case quorum.QuorumLacking():
            return quorum.lacks(case, event)
        case roll_call.RollCallDemanded():
            return roll_call.demanded(case, event)
        case closing.VoteClosed():
            return closing.closed(case, event)
        case lacking.ResultWithheld():
            return lacking.withheld(case, event)
        case ties.CastingVoteGiven():
            return ties.casting_vote_given(case, event)
        case ties.ReballotHeld():
            return ties.reballot_held(case, event)
        case _:
            assert_never(event)


def _settled(case: Vote, event: Settled) -> Vote:
    match event:
        case announcement.ResultAnnounced():
            return announcement.announced(case, event)
        case announcement.ResultAnomalyFlagged():
            return announcement.flagged(case, event)
        case election.OfficerElected():
            return election.elected(case, event)
        case reconsideration.DecisionTakenUpAgain():
            return reconsideration.taken_up_again(case, event)
        case correction.VoteCorrectionNoted():
            return correction.corrected(case, event)
        case correction.VoteVoided():
            return correction.voided(case, event)
        case correction.VotePostponed():
            return correction.postponed(case, event)
        case _:
            assert_never(event)


def not_in_the_chair(case: Vote, acting: Acting, record: Record) -> Refusal | None:
    """Refuse a chair who does not preside the plenary session of the vote."""
    plenary = record.case(plenary_of(case.stream), PlenarySession)
    return not_in_its_chair(plenary, acting, record)


def presides(case: Vote, acting: Acting, record: Record) -> bool:
    """Tell whether the actor presides for the chair where the question is put."""
    return presides_at(plenary_of(case.stream), acting, record)


def seat(case: Vote, acting: Acting, record: Record) -> Office | None:
    """Return the seat that somebody has at the plenary session of the vote."""
    return seat_at(plenary_of(case.stream), acting, record)


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
    missed=closing.silence_kept,
    barred=not_in_the_chair,
    presides=presides,
    seat=seat,
)
