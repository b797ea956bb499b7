"""Failure of consensus: the matter is dropped, put to the vote, or sent back, as the rules say."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.messages import Event
from domain.model_law.adoption import ModelLawDropped, ReferredBack
from domain.model_law.order_of_business import PlacedOnOrderOfBusiness
from domain.plenary_session.state import PlenarySession
from domain.rules import Parameter, Value
from domain.stages import Stage
from domain.vote.announcement import AnnounceResult
from domain.vote.ballots import CastBallot, ObjectToConsensus
from domain.vote.closing import CloseVote
from domain.vote.opening import OpenVote
from domain.vote.state import Announced, Vote
from domain.vote.ties import HoldReballot
from tests.domain import chamber
from tests.domain.lowlands import (
    CHAIR,
    DELEGATION,
    HASH,
    LAW,
    MEMBERS,
    SECRETARY,
    done,
    law_of,
    refused,
    reported,
)
from tests.scenario import Play

XV, VOTE = "plenary-session/15", "vote/15/1"
FINAL = OpenVote(question="Adopt?", kind="final_vote", about=LAW, edition=1, sha256=HASH[1])
MAJORITY = "majority_of_votes_cast"


def rule(value: Value) -> Parameter:
    return Parameter(value=value, citation="Rules, art. 6")


def opposed(failure: str | None, decision: Value | None = None) -> Play:
    """Let one delegation object to a model law in an assembly that decides by consensus."""
    play = reported(
        plenary__decision=rule("consensus"),
        failure_of_consensus=Parameter(value=failure, citation="Rules, art. 6"),
        without_consensus__decision=Parameter(value=decision, citation="Rules, art. 7"),
    )
    play.given(LAW, PlacedOnOrderOfBusiness(plenary_session=XV, item=1))
    play.cases[XV] = PlenarySession(
        stream=XV,
        version=1,
        stage=Stage.OPEN,
        number=15,
        first_day=date(2026, 6, 12),
        present=MEMBERS,
    )
    done(play, FINAL, VOTE, CHAIR)
    done(play, ObjectToConsensus(), VOTE, DELEGATION["west"])
    done(play, CloseVote(), VOTE, SECRETARY)
    return play


def announced(play: Play, outcome: Announced = "rejected") -> list[Event]:
    return done(play, AnnounceResult(outcome=outcome), VOTE, CHAIR)


def vote(play: Play) -> Vote:
    found = play.case(VOTE)
    assert isinstance(found, Vote)
    return found


def test_what_consensus_cannot_be_attained_on_is_dropped() -> None:
    play = opposed("dropped")
    events = announced(play)

    dropped = next(each for each in events if isinstance(each, ModelLawDropped))
    assert (dropped.vote, dropped.grounds) == (
        VOTE,
        "no consensus: 1 objecting; it fails if 1 object; 4 present, quorum 3",
    )
    assert (law_of(play).stage, law_of(play).concluded) == (Stage.DROPPED, True)


def test_it_is_sent_back_and_goes_to_committee_again() -> None:
    play = opposed("sent-back")
    events = announced(play)

    assert [each.vote for each in events if isinstance(each, ReferredBack)] == [VOTE]
    assert law_of(play).stage is Stage.REFERRED_BACK


def test_it_is_put_to_the_vote_under_a_rule_of_its_own() -> None:
    play = opposed("vote", MAJORITY)

    assert vote(play).computed == "re-ballot"
    waits = refused(play, AnnounceResult(outcome="rejected"), VOTE, CHAIR)
    assert "without consensus it is put to the vote" in waits.sentence
    done(play, HoldReballot(), VOTE, CHAIR)
    for key in MEMBERS:
        choice = CastBallot(choice="against" if key == "west" else "for")
        done(play, choice, VOTE, DELEGATION[key])
    done(play, CloseVote(), VOTE, SECRETARY)
    assert vote(play).arithmetic.startswith("3 for, 3 needed: more than half of 4 votes cast")
    announced(play, "adopted")

    assert law_of(play).motion == "carried"


def test_how_the_vote_that_follows_decides_is_never_guessed() -> None:
    play = opposed("vote")
    done(play, HoldReballot(), VOTE, CHAIR)
    for key in MEMBERS:
        done(play, CastBallot(choice="for"), VOTE, DELEGATION[key])
    done(play, CloseVote(), VOTE, SECRETARY)

    unset = refused(play, AnnounceResult(outcome="adopted"), VOTE, CHAIR)
    assert (unset.code, unset.missing, unset.citation) == (
        "needs-ruling",
        ("without_consensus.decision",),
        "Rules, art. 7",
    )


def test_where_no_rule_says_what_follows_a_rejected_law_waits_for_the_chair() -> None:
    play = opposed(None)
    announced(play)

    assert (law_of(play).stage, law_of(play).motion) == (Stage.VOTED, "rejected")


def test_what_the_chair_announces_against_the_rules_draws_no_consequence() -> None:
    play = opposed("dropped")
    announced(play, "adopted")

    assert (vote(play).anomaly, law_of(play).motion) == (True, "carried")


def test_silence_that_is_broken_is_a_rejection_and_nothing_else() -> None:
    until = datetime(2026, 6, 12, 12, tzinfo=UTC)
    play = chamber.chamber(
        plenary__decision="consensus", failure_of_consensus="vote", quorum__decide=0
    )
    asked = {"method": "silence", "until": until}
    chamber.done(play, chamber.QUESTION.model_copy(update=asked))
    early = until - timedelta(hours=1)
    play.when(ObjectToConsensus(), case=chamber.VOTE, by=chamber.head("north"), now=early)
    chamber.done(play, CloseVote(), chamber.SECRETARY)

    assert chamber.vote(play).objections == ("north",)
    assert chamber.vote(play).computed == "rejected"


@pytest.mark.parametrize("failure", ["dropped", "sent-back", "vote"])
def test_where_another_rule_than_consensus_rejects_nothing_of_it_follows(failure: str) -> None:
    play = chamber.chamber(
        plenary__decision=MAJORITY, failure_of_consensus=failure, quorum__decide=0
    )
    chamber.done(play, chamber.QUESTION)
    chamber.done(play, CastBallot(choice="against"), chamber.head("north"))
    chamber.done(play, CloseVote(), chamber.SECRETARY)

    assert chamber.vote(play).computed == "rejected"


@given(
    failure=st.sampled_from((None, "dropped", "sent-back", "vote")),
    objecting=st.sets(st.sampled_from(chamber.MEMBERS)),
)
def test_only_an_objection_makes_consensus_fail_and_only_one_rule_asks_for_a_vote(
    failure: str | None, objecting: set[str]
) -> None:
    play = chamber.chamber(
        plenary__decision="consensus",
        failure_of_consensus=Parameter(value=failure),
        quorum__decide=0,
    )
    chamber.done(play, chamber.QUESTION)
    for key in sorted(objecting):
        chamber.done(play, ObjectToConsensus(), chamber.head(key))
    chamber.done(play, CloseVote(), chamber.SECRETARY)

    failed = "re-ballot" if failure == "vote" else "rejected"
    assert chamber.vote(play).computed == (failed if objecting else "adopted")
