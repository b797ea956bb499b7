"""Silence: until when it may be broken, also by more time, and what ends its limit."""

from datetime import UTC, datetime

from domain.refusal import Refusal
from domain.rules import Parameter
from domain.stages import Stage
from domain.submission import Actor
from domain.suspensions import SuspendDeadline
from domain.time_limits import ExtendDeadline, PassDeadline, alarms
from domain.vote.ballots import ObjectToConsensus
from domain.vote.closing import CloseVote
from domain.vote.correction import PostponeVote, VoidVote, VotePostponed
from domain.vote.opening import OpenVote
from tests.domain.chamber import CHAIR, COUNCIL, VOTE, amended, ask, chamber, done, names, vote
from tests.scenario import CLOCK, Play

UNTIL, LATER = datetime(2026, 6, 13, 12, tzinfo=UTC), datetime(2026, 6, 20, 12, tzinfo=UTC)
BETWEEN, AFTER = datetime(2026, 6, 14, 12, tzinfo=UTC), datetime(2026, 6, 21, 12, tzinfo=UTC)
ASKED = OpenVote(question="Shall it?", kind="decision", body="council", method="silence")
MORE = ExtendDeadline(name="silence", until=LATER, authority="the Council")


def silence() -> Play:
    """Ask the Council until noon of 13 June who objects."""
    play = chamber(council__decision="silence", quorum__decide=1)
    done(play, ASKED.model_copy(update={"until": UNTIL}))
    return play


def acted(
    play: Play, command: ObjectToConsensus | CloseVote | OpenVote, by: Actor, now: datetime
) -> list[str] | Refusal:
    answer = play.when(command, case=VOTE, by=by, on=f"{now:%Y-%m-%d}", now=now)
    return answer if isinstance(answer, Refusal) else names(answer)


def test_who_was_given_more_time_may_object_in_it_and_nobody_closes_before() -> None:
    play = silence()
    done(play, MORE)

    early = acted(play, CloseVote(), CHAIR, BETWEEN)
    assert isinstance(early, Refusal)
    assert early.sentence == "silence may be broken until 2026-06-20 12:00Z; wait for it"
    objected = acted(play, ObjectToConsensus(), COUNCIL["north"], BETWEEN)
    assert objected == ["ConsensusObjectionRaised"]


def test_after_the_time_that_was_added_it_is_too_late_to_object() -> None:
    play = silence()
    done(play, MORE)

    late = acted(play, ObjectToConsensus(), COUNCIL["north"], AFTER)
    assert isinstance(late, Refusal)
    assert late.sentence == "silence was broken too late: it ended 2026-06-20 12:00Z"
    assert acted(play, CloseVote(), CHAIR, AFTER) == ["VoteClosed", "DeadlineMet"]


def test_while_the_limit_is_suspended_one_may_object_and_nobody_closes() -> None:
    play = silence()
    done(play, SuspendDeadline(name="silence", authority="the Council"))

    closing = acted(play, CloseVote(), CHAIR, BETWEEN)
    assert isinstance(closing, Refusal)
    assert closing.sentence == (
        "silence may still be broken: the limit is suspended; resume it first"
    )
    objected = acted(play, ObjectToConsensus(), COUNCIL["north"], BETWEEN)
    assert objected == ["ConsensusObjectionRaised"]


def test_a_question_that_is_put_off_or_void_waits_for_no_silence() -> None:
    for act in (PostponeVote(grounds="put it to a vote"), VoidVote(grounds="withdrawn")):
        play = silence()

        assert names(done(play, act))[1] == "DeadlineMet"
        assert alarms(vote(play)) == ()


def test_the_clock_of_a_silence_closes_no_roll_call_on_the_same_question() -> None:
    play = silence()
    amended(play, {"council.decision[*/decision]": Parameter(value="majority_of_votes_cast")})
    (alarm,) = alarms(vote(play))
    done(play, PostponeVote(grounds="put it to a vote"))
    roll_call = ASKED.model_copy(update={"method": "roll-call"})
    assert acted(play, roll_call, CHAIR, UNTIL) == ["VoteOpened", "VoteCalled"]

    late = ask(play, PassDeadline(key=alarm.key), CLOCK, on="2026-06-13T12:00:00Z")
    assert isinstance(late, Refusal)
    assert vote(play).stage is Stage.OPEN


def test_nor_does_one_whose_limit_an_older_record_left_open() -> None:
    play = silence()
    amended(play, {"council.decision[*/decision]": Parameter(value="majority_of_votes_cast")})
    play.given(VOTE, VotePostponed(grounds="put it to a vote"))
    acted(play, ASKED.model_copy(update={"method": "roll-call"}), CHAIR, UNTIL)

    (alarm,) = alarms(vote(play))
    passed = ask(play, PassDeadline(key=alarm.key), CLOCK, on="2026-06-13T12:00:00Z")
    assert not isinstance(passed, Refusal)
    assert names(passed) == ["DeadlinePassed"]
    assert vote(play).stage is Stage.OPEN
