"""Represented: who is absent counts for the quorum of a committee, and does not vote."""

from hypothesis import given
from hypothesis import strategies as st

from domain.assemblies.loader import load
from domain.decision_rules.decision_rule import QuorumRule
from domain.rules import Value
from domain.vote.ballots import CastBallot
from domain.vote.closing import CloseVote
from domain.vote.opening import OpenVote
from domain.vote.proxies import GiveProxy
from domain.vote.quorum import EstablishQuorum
from tests.domain.chamber import (
    COUNCIL,
    IN_LEGAL,
    QUESTION,
    SECRETARY,
    chamber,
    done,
    head,
    names,
    refused,
    vote,
)
from tests.scenario import Play

IN_COMMITTEE = OpenVote(question="Shall it be so?", kind="procedural", body="legal")
FOR = CastBallot(choice="for")


def committee(quorum: Value = 2, rule: Value = "majority_of_votes_cast") -> Play:
    """Put a question to the committee of East and North, whose quorum is both of them."""
    play = chamber(committee__decision=rule, committee__quorum=quorum, proxy="committee-quorum")
    done(play, IN_COMMITTEE)
    return play


def test_who_is_represented_counts_for_the_quorum_and_nobody_votes_for_him() -> None:
    play = committee()
    given = done(play, GiveProxy(to="east"), IN_LEGAL["north"])
    assert names(given) == ["RepresentedForQuorum"]

    for_north = CastBallot(choice="for", voter="north")
    assert refused(play, for_north, IN_LEGAL["east"]).code == "no-proxy"
    done(play, FOR, IN_LEGAL["east"])
    done(play, CloseVote(), SECRETARY)

    assert (vote(play).computed, vote(play).arithmetic) == (
        "adopted",
        "1 for, 1 needed: more than half of 1 votes cast; 1 present, quorum 1 beside 1 represented",
    )


def test_without_a_proxy_the_same_presence_is_no_quorum() -> None:
    play = committee()
    done(play, FOR, IN_LEGAL["east"])
    done(play, CloseVote(), SECRETARY)
    assert vote(play).missing == ("quorum.present",)

    assert names(done(play, EstablishQuorum(present=1))) == ["QuorumLacking"]


def test_a_count_of_those_in_the_room_asks_for_fewer_where_some_are_represented() -> None:
    rule = QuorumRule(of="in_office", at_least="2/3", checked="on-request")
    play = committee(rule)
    done(play, GiveProxy(to="east"), IN_LEGAL["north"])

    (found,) = done(play, EstablishQuorum(present=1))
    assert found.model_dump(include={"type", "present", "needed"}) == {
        "type": "QuorumFound",
        "present": 1,
        "needed": 1,
    }


def test_who_comes_after_all_votes_himself_and_counts_once() -> None:
    play = committee(quorum=3)
    done(play, GiveProxy(to="east"), IN_LEGAL["north"])
    for key in ("east", "north"):
        done(play, FOR, IN_LEGAL[key])
    done(play, CloseVote(), SECRETARY)

    assert vote(play).computed == "no-quorum"
    assert vote(play).arithmetic.endswith("2 present, quorum 3")


def test_in_a_majority_of_those_present_nobody_is_counted_who_is_only_represented() -> None:
    play = committee(rule="majority_of_present")
    done(play, GiveProxy(to="east"), IN_LEGAL["north"])
    done(play, FOR, IN_LEGAL["east"])
    done(play, CloseVote(), SECRETARY)

    assert vote(play).arithmetic.startswith("1 for, 1 needed: more than half of 1 present")


def test_in_the_plenary_and_in_the_council_nobody_is_represented() -> None:
    play = chamber(
        plenary__decision="majority_of_votes_cast",
        council__decision="majority_of_votes_cast",
        proxy="committee-quorum",
    )
    done(play, QUESTION)
    plenary = refused(play, GiveProxy(to="east"), head("north"))
    assert (plenary.code, plenary.sentence) == (
        "no-proxy",
        "a proxy counts for the quorum of a committee only",
    )

    done(play, QUESTION.model_copy(update={"body": "council"}), case="vote/3/2")
    council = refused(play, GiveProxy(to="east"), COUNCIL["north"], "vote/3/2")
    assert council.code == "no-proxy"


def test_who_is_represented_gives_and_takes_no_other_proxy() -> None:
    play = committee()
    done(play, GiveProxy(to="east"), IN_LEGAL["north"])

    assert refused(play, GiveProxy(to="east"), IN_LEGAL["north"]).code == "not-in-order"
    assert refused(play, GiveProxy(to="north"), IN_LEGAL["east"]).code == "not-in-order"


def test_at_the_sadc_pf_it_holds_as_long_as_it_is_known_to() -> None:
    seed = load("sadc-pf")
    (change,) = seed.amendments

    assert seed.parameters["proxy"].value is None
    assert change.parameters["proxy"].value == "committee-quorum"


@given(quorum=st.integers(0, 3), represented=st.booleans())
def test_a_proxy_for_the_quorum_never_takes_a_quorum_away(
    quorum: int, *, represented: bool
) -> None:
    play = committee(quorum=quorum)
    if represented:
        done(play, GiveProxy(to="east"), IN_LEGAL["north"])
    done(play, FOR, IN_LEGAL["east"])

    (found,) = done(play, EstablishQuorum(present=1))[:1]
    assert (found.type == "QuorumFound") is (1 + represented >= quorum)


def test_who_represents_somebody_must_be_there_himself() -> None:
    play = committee()
    done(play, GiveProxy(to="east"), IN_LEGAL["north"])

    lacking = done(play, EstablishQuorum(present=0))

    assert names(lacking)[0] == "QuorumLacking"
