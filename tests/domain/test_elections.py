"""Elections and ties: ballots among candidates, re-ballots, the chair's casting vote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.decision_rules.decision_rule import DecisionRule, QuorumRule
from domain.elections import count
from domain.rules import Parameter, Value
from domain.stages import Stage
from domain.vote.announcement import AnnounceResult
from domain.vote.ballots import CastBallot, ObjectToConsensus
from domain.vote.closing import CloseVote
from domain.vote.election import CandidateVotes, CountElectionBallot
from domain.vote.opening import OpenVote
from domain.vote.quorum import EstablishQuorum
from domain.vote.ties import GiveCastingVote, HoldReballot
from tests.domain.chamber import (
    CHAIR,
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

ELECTION = OpenVote(question="Who presides?", kind="election", candidates=("ada", "bo"))
ROUNDS = ("absolute", "relative")


def counted(ada: int, bo: int, blank: int = 0) -> CountElectionBallot:
    votes = (CandidateVotes(candidate="ada", votes=ada), CandidateVotes(candidate="bo", votes=bo))
    return CountElectionBallot(votes=votes, blank=blank)


def election(*rounds: str) -> Play:
    told = {"election__rounds": rounds} if rounds else {}
    play = chamber(voter="person", quorum__decide=0, **told)
    done(play, ELECTION)
    return play


def few(**rules: Value) -> Play:
    """Hold an election while one of three delegations is there."""
    play = chamber(("east",), election__rounds=ROUNDS, **rules)
    done(play, ELECTION)
    return play


def tied(tie: str) -> Play:
    rule = DecisionRule.model_validate({"name": "majority_of_votes_cast", "tie": tie})
    play = chamber(plenary__decision=rule, quorum__decide=0)
    done(play, QUESTION)
    done(play, CastBallot(choice="for"), head("east"))
    done(play, CastBallot(choice="against"), head("north"))
    done(play, CloseVote(), SECRETARY)
    return play


def test_more_than_half_elects_in_the_first_ballot() -> None:
    play = election(*ROUNDS)

    assert names(done(play, counted(4, 3), SECRETARY)) == ["ElectionBallotCounted"]
    assert (vote(play).stage, vote(play).elected) == (Stage.CLOSED, "ada")
    events = done(play, AnnounceResult(outcome="adopted", elected="ada"))
    assert names(events) == ["ResultAnnounced", "OfficerElected", "VoteSettled"]


def test_half_is_not_more_than_half_and_the_next_ballot_follows() -> None:
    play = election(*ROUNDS)

    done(play, counted(4, 4), SECRETARY)
    assert (vote(play).stage, vote(play).ballot) == (Stage.OPEN, 2)
    done(play, counted(3, 2, blank=3), SECRETARY)
    assert vote(play).elected == "ada"


def test_a_tie_in_the_last_ballot_is_balloted_again_and_again() -> None:
    play = election(*ROUNDS)
    for _ in range(3):
        done(play, counted(4, 4), SECRETARY)

    assert vote(play).ballot == 4
    done(play, counted(3, 4), SECRETARY)
    assert vote(play).elected == "bo"


def test_by_which_majority_one_elects_is_a_rule_and_not_a_guess() -> None:
    assert refused(election(), counted(8, 0), SECRETARY).missing == ("election.rounds",)


def test_an_election_is_announced_with_a_name_and_another_name_is_flagged() -> None:
    play = election(*ROUNDS)
    done(play, counted(5, 3), SECRETARY)

    assert refused(play, AnnounceResult(outcome="adopted")).code == "not-valid"
    events = done(play, AnnounceResult(outcome="adopted", elected="bo"))
    assert "ResultAnomalyFlagged" in names(events)


def test_more_ballots_than_votes_are_no_election() -> None:
    assert refused(election(*ROUNDS), counted(5, 3, blank=1), SECRETARY).code == "too-many-votes"


def test_a_ballot_without_a_quorum_elects_nobody() -> None:
    play = few(quorum__decide=3)

    assert names(done(play, counted(1, 0), SECRETARY)) == ["ElectionBallotCounted"]
    assert (vote(play).stage, vote(play).computed, vote(play).elected) == (
        Stage.CLOSED,
        "no-quorum",
        None,
    )
    assert vote(play).arithmetic.endswith("; 1 present, quorum 3")
    assert "ResultAnomalyFlagged" in names(
        done(play, AnnounceResult(outcome="adopted", elected="ada"))
    )


@pytest.mark.parametrize(
    ("if_lacking", "event", "stage"),
    [
        ("postponed", "VotePostponed", Stage.POSTPONED),
        ("not-public", "ResultWithheld", Stage.NOT_PUBLIC),
        ("void", "VoteVoided", Stage.VOID),
    ],
)
def test_what_follows_a_ballot_without_a_quorum_is_a_rule(
    if_lacking: str, event: str, stage: Stage
) -> None:
    rule = QuorumRule.model_validate(
        {"of": "in_office", "at_least": "1/2", "if_lacking": if_lacking}
    )
    play = few(quorum__decide=rule)

    assert names(done(play, counted(1, 0), SECRETARY))[:2] == ["ElectionBallotCounted", event]
    assert vote(play).stage is stage


def test_a_quorum_that_no_rule_sets_needs_a_ruling_unless_everybody_is_there() -> None:
    assert refused(few(), counted(1, 0), SECRETARY).missing == ("quorum.decide",)

    play = chamber(election__rounds=ROUNDS)
    done(play, ELECTION)
    done(play, counted(2, 1), SECRETARY)
    assert vote(play).elected == "ada"


def test_how_many_are_there_for_a_ballot_is_told_or_shown_by_the_ballot() -> None:
    play = chamber(voter="person", quorum__decide=5, election__rounds=ROUNDS)
    done(play, ELECTION)
    untold = refused(play, counted(3, 1), SECRETARY)
    assert (untold.code, untold.missing) == ("cannot-compute", ("quorum.present",))

    done(play, EstablishQuorum(present=5))
    done(play, counted(3, 1), SECRETARY)
    assert vote(play).arithmetic.endswith("; 5 present, quorum 5")


def test_a_quorum_of_votes_is_not_reached_by_blank_ballots() -> None:
    rule = QuorumRule(of="votes_cast", at_least=3)
    play = chamber(quorum__decide=rule, election__rounds=ROUNDS)
    done(play, ELECTION)

    done(play, counted(2, 0, blank=1), SECRETARY)
    assert vote(play).arithmetic.endswith("; 2 votes cast, quorum 3")
    assert vote(play).computed == "no-quorum"


def test_where_the_chair_announces_that_it_is_rejected_nobody_is_elected() -> None:
    play = election(*ROUNDS)
    done(play, counted(5, 3), SECRETARY)

    done(play, AnnounceResult(outcome="rejected"))
    assert (vote(play).announced, vote(play).elected) == ("rejected", None)


def test_who_does_not_stand_is_not_counted() -> None:
    only = CountElectionBallot(votes=(CandidateVotes(candidate="cy", votes=1),))

    assert refused(election(*ROUNDS), only, SECRETARY).code == "not-valid"
    assert refused(election(*ROUNDS), CloseVote(), SECRETARY).code == "not-in-order"


def test_the_chair_decides_a_tie_where_the_rules_let_him() -> None:
    play = tied("casting_vote")

    assert refused(play, AnnounceResult(outcome="adopted")).missing == ("casting_vote",)
    done(play, GiveCastingVote(choice="for"))
    events = done(play, AnnounceResult(outcome="adopted"))
    assert names(events) == ["ResultAnnounced", "VoteSettled"]


def test_no_casting_vote_decides_what_is_no_tie() -> None:
    play = tied("rejected")

    assert refused(play, GiveCastingVote(choice="for")).code == "against-the-rules"
    assert vote(play).computed == "rejected"


def test_a_tie_over_an_appointment_is_balloted_again() -> None:
    play = tied("re-ballot")

    assert vote(play).computed == "re-ballot"
    assert refused(play, AnnounceResult(outcome="rejected")).code == "not-in-order"
    assert names(done(play, HoldReballot())) == ["ReballotHeld"]
    assert (vote(play).ballots, vote(play).ballot) == ({}, 2)
    done(play, CastBallot(choice="for"), head("east"))
    done(play, CloseVote(), SECRETARY)
    assert vote(play).computed == "adopted"
    assert refused(play, HoldReballot()).code == "not-in-order"


def test_en_bloc_is_adopted_unless_so_many_object() -> None:
    rule = DecisionRule.model_validate({"name": "no_objection", "n": 2})
    outcomes = []
    for objecting in (1, 2):
        play = chamber(plenary__decision="majority_of_votes_cast", quorum__decide=0)
        from_edition = {"plenary.decision[*/en_bloc]": Parameter(value=rule)}
        amended(play, from_edition)
        done(play, QUESTION.model_copy(update={"kind": "en_bloc", "item": "1-12"}))
        for key in ("east", "north")[:objecting]:
            done(play, ObjectToConsensus(), head(key))
        done(play, CloseVote(), CHAIR)
        outcomes.append(vote(play).computed)

    assert outcomes == ["adopted", "rejected"]


VOTES = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 50), min_size=1)


@given(VOTES, st.integers(1, 5), st.sampled_from([("absolute",), ROUNDS, ("unanimity",)]))
def test_one_is_elected_with_more_votes_than_any_other_or_nobody(
    votes: dict[str, int], number: int, rounds: tuple[str, ...]
) -> None:
    found = count(votes, number, rounds)

    assert (found.elected is not None) == (found.outcome == "elected")
    if found.elected is not None:
        assert all(votes[found.elected] > n for key, n in votes.items() if key != found.elected)
        assert found.needed is not None
        assert votes[found.elected] >= found.needed


@given(VOTES, st.integers(1, 5))
def test_an_absolute_majority_is_a_relative_one_too(votes: dict[str, int], number: int) -> None:
    absolute, relative = (count(votes, number, (each,)) for each in ROUNDS)

    assert absolute.elected in {None, relative.elected}


def alone(*rounds: str) -> Play:
    play = chamber(election__rounds=rounds)
    done(play, OpenVote(question="Who presides?", kind="election", candidates=("ada",)))
    return play


ADA = CountElectionBallot(votes=(CandidateVotes(candidate="ada", votes=0),))


def test_who_stands_alone_is_elected_by_acclamation_where_nobody_objects() -> None:
    play = alone("acclamation")

    done(play, ADA, SECRETARY)
    assert (vote(play).stage, vote(play).elected) == (Stage.CLOSED, "ada")
    assert vote(play).arithmetic == (
        "ada stands alone, 0 object; ballot 1 elects by acclamation: "
        "nobody else stands and nobody objects"
    )
    events = done(play, AnnounceResult(outcome="adopted", elected="ada"))
    assert names(events) == ["ResultAnnounced", "OfficerElected", "VoteSettled"]


def test_against_an_objection_acclamation_elects_nobody_and_the_next_ballot_counts_votes() -> None:
    play = alone("acclamation", "absolute")
    done(play, ObjectToConsensus(), head("north"))

    done(play, ADA, SECRETARY)
    assert (vote(play).ballot, vote(play).elected) == (2, None)
    three = CountElectionBallot(votes=(CandidateVotes(candidate="ada", votes=2),), blank=1)
    done(play, three, SECRETARY)
    assert vote(play).elected == "ada"


def test_of_two_candidates_acclamation_elects_neither() -> None:
    play = election("acclamation")

    done(play, counted(5, 0), SECRETARY)
    assert (vote(play).stage, vote(play).elected) == (Stage.OPEN, None)
    assert vote(play).arithmetic.startswith("ada, bo stand, 0 object")
