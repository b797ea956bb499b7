"""Without a vote: the chair states that nobody objects; who objects has it put to the vote."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assemblies.loader import load
from domain.decision_rules.decision_rule import DecisionRule
from domain.rules import Parameter, Value
from domain.stages import Stage
from domain.vote.announcement import AnnounceResult
from domain.vote.ballots import CastBallot, ObjectToConsensus
from domain.vote.closing import CloseVote
from domain.vote.opening import OpenVote
from domain.vote.roll import RecordRoll, RecordTotals, RollEntry
from domain.vote.ties import HoldReballot
from domain.vote.totals import Totals
from tests.domain.chamber import (
    MEMBERS,
    QUESTION,
    SECRETARY,
    amended,
    chamber,
    done,
    head,
    names,
    refused,
    vote,
)
from tests.scenario import Play

MAJORITY, WITHOUT = "majority_of_votes_cast", "plenary.decision[*/without_vote]"
UNVOTED = QUESTION.model_copy(update={"method": "without-vote"})
NOBODY_OBJECTS = DecisionRule(name="no_objection", n=1)
FOR = CastBallot(choice="for")


def house(rules: Mapping[str, Value], asked: OpenVote = UNVOTED) -> Play:
    """Ask who objects, in a house that else decides by a majority of the votes cast."""
    play = chamber(plenary__decision=MAJORITY, quorum__decide=0)
    written = {
        name: Parameter(value=value, citation="Rules, art. 9") for name, value in rules.items()
    }
    done(amended(play, written), asked)
    return play


def test_where_nobody_objects_it_is_adopted_without_a_ballot() -> None:
    play = house({WITHOUT: NOBODY_OBJECTS})

    no_ballot = refused(play, FOR, head("east"))
    assert no_ballot.sentence == "it is adopted without a vote unless somebody objects"
    roll = RecordRoll(entries=(RollEntry(voter="east", choice="for"),))
    assert refused(play, roll, SECRETARY).code == "not-in-order"
    done(play, CloseVote(), SECRETARY)

    assert (vote(play).computed, vote(play).arithmetic) == (
        "adopted",
        "0 objecting; it fails if 1 object; 3 present, quorum 0",
    )
    assert "ResultAnomalyFlagged" not in names(done(play, AnnounceResult(outcome="adopted")))


def test_who_objects_has_it_put_to_the_vote_under_its_ordinary_rule() -> None:
    play = house({WITHOUT: NOBODY_OBJECTS})
    done(play, ObjectToConsensus(grounds="we would vote"), head("north"))
    done(play, CloseVote(), SECRETARY)

    assert vote(play).computed == "re-ballot"
    waits = refused(play, AnnounceResult(outcome="rejected"))
    assert waits.sentence.startswith("1 objecting; it fails if 1 object")
    assert waits.sentence.endswith(
        "then it is put to the vote: the rules ask for another ballot; hold it"
    )
    assert names(done(play, HoldReballot())) == ["ReballotHeld"]
    assert (vote(play).stage, vote(play).ballot, vote(play).method) == (Stage.OPEN, 2, None)

    for key in ("east", "south"):
        done(play, FOR, head(key))
    done(play, CastBallot(choice="against"), head("north"))
    done(play, CloseVote(), SECRETARY)
    assert vote(play).arithmetic.startswith("2 for, 2 needed: more than half of 3 votes cast")
    assert vote(play).computed == "adopted"


def test_an_objection_that_was_counted_and_not_named_counts_the_same() -> None:
    play = house({WITHOUT: DecisionRule(name="no_objection", n=3)})
    done(play, RecordTotals(totals=Totals(in_favour=0, against=0, objections=2)), SECRETARY)
    done(play, CloseVote(), SECRETARY)

    assert vote(play).computed == "adopted"


def test_nothing_is_adopted_without_a_vote_where_no_rule_lets_it() -> None:
    play = chamber(plenary__decision=MAJORITY)

    unset = refused(play, UNVOTED)
    assert (unset.code, unset.missing) == ("needs-ruling", (WITHOUT,))
    assert unset.sentence == f"no rule lets the plenary decide without a vote: set {WITHOUT}"


def test_a_house_that_decides_by_consensus_needs_no_other_rule_for_it() -> None:
    play = chamber(plenary__decision="consensus", quorum__decide=0)
    done(play, UNVOTED)
    done(play, CloseVote(), SECRETARY)

    assert vote(play).computed == "adopted"


def test_a_kind_with_a_number_of_objections_of_its_own_keeps_it_and_is_rejected_by_it() -> None:
    own = {
        WITHOUT: NOBODY_OBJECTS,
        "plenary.decision[*/together]": DecisionRule(name="no_objection", n=2),
    }
    asked = UNVOTED.model_copy(update={"kind": "together"})
    play = house(own, asked)
    done(play, ObjectToConsensus(), head("north"))
    done(play, CloseVote(), SECRETARY)
    assert vote(play).computed == "adopted"

    play = house(own, asked)
    for key in ("north", "south"):
        done(play, ObjectToConsensus(), head(key))
    done(play, CloseVote(), SECRETARY)
    assert vote(play).computed == "rejected"


def test_the_quorum_is_that_of_the_question() -> None:
    play = house({WITHOUT: NOBODY_OBJECTS, "quorum.decide[*/procedural]": 4})
    done(play, CloseVote(), SECRETARY)

    assert vote(play).computed == "no-quorum"


def test_without_a_vote_there_is_no_deadline_for_objections() -> None:
    until = datetime(2026, 6, 20, 12, tzinfo=UTC)

    assert refused(chamber(), UNVOTED.model_copy(update={"until": until})).code == "not-valid"


@pytest.mark.parametrize("name", ["ep", "pace"])
def test_the_seeds_that_know_it_say_so(name: str) -> None:
    assert load(name).parameters[WITHOUT].value == NOBODY_OBJECTS


@given(
    n=st.integers(1, 3),
    objecting=st.sets(st.sampled_from(MEMBERS)),
)
def test_fewer_objections_than_the_rule_names_never_ask_for_a_vote(
    n: int, objecting: set[str]
) -> None:
    play = house({WITHOUT: DecisionRule(name="no_objection", n=n)})
    for key in sorted(objecting):
        done(play, ObjectToConsensus(), head(key))
    done(play, CloseVote(), SECRETARY)

    assert vote(play).computed == ("adopted" if len(objecting) < n else "re-ballot")


def test_where_nobody_votes_only_objections_are_counted() -> None:
    """Else one who objects by name would be counted again among those against."""
    play = house({WITHOUT: DecisionRule(name="no_objection", n=2)})
    done(play, ObjectToConsensus(grounds="we would vote"), head("north"))

    totals = RecordTotals(totals=Totals(in_favour=2, against=1))
    assert "record the objections" in refused(play, totals, SECRETARY).sentence
    done(play, RecordTotals(totals=Totals(objections=1)), SECRETARY)
    done(play, CloseVote(), SECRETARY)

    assert vote(play).computed == "adopted"
