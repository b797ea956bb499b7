"""Quorum of a vote: challenged before it begins, counted, found or lacking; and what follows."""

from dataclasses import replace
from datetime import date

import pytest

from domain.decision_rules.decision_rule import QuorumRule
from domain.plenary_session.attendance import RecordAttendance
from domain.plenary_session.closing import ClosePlenarySession
from domain.plenary_session.sitting import CloseSitting, OpenSitting
from domain.plenary_session.state import PlenarySession, Sitting
from domain.refusal import Refusal
from domain.rules import Parameter, Value
from domain.stages import Stage
from domain.submission import Actor
from domain.vote.announcement import AnnounceResult
from domain.vote.ballots import CastBallot
from domain.vote.closing import CloseVote
from domain.vote.correction import PostponeVote, VoidVote
from domain.vote.opening import OpenVote
from domain.vote.quorum import ChallengeQuorum, EstablishQuorum
from domain.vote.roll import RecordTotals
from domain.vote.totals import Totals
from tests.domain.chamber import (
    COUNCIL,
    IN_LEGAL,
    MEMBERS,
    PLENARY,
    QUESTION,
    SECRETARY,
    chamber,
    done,
    head,
    names,
    person,
    refused,
    vote,
)
from tests.scenario import Play

ORGANS = ("plenary", "council", "committee")
THIRD = {"of": "component_members", "at_least": "1/3"}


def house(**rule: str | int) -> Play:
    """Open a vote of persons, nine in law, under a quorum of a third of them."""
    play = chamber(
        voter="person",
        component_members=9,
        plenary__decision="majority_of_votes_cast",
        quorum__decide=QuorumRule.model_validate({**THIRD, **rule}),
        quorum__challenge="1/6",
        quorum__challenge_delegations=2,
    )
    done(play, QUESTION)
    return play


def at_its_first_sitting(play: Play) -> None:
    sits = play.cases[PLENARY]
    assert isinstance(sits, PlenarySession)
    first = Sitting(number=1, began=date(2026, 6, 12))
    play.cases[PLENARY] = replace(sits, sittings=(first,))


def told(play: Play, totals: Totals, present: int) -> None:
    done(play, RecordTotals(totals=totals, present=present), SECRETARY)


@pytest.mark.parametrize("checked", ["on-request", "at-opening"])
def test_a_quorum_that_is_not_checked_at_votes_is_not_asked_of_itself(checked: str) -> None:
    play = house(checked=checked)
    told(play, Totals(in_favour=1, against=0), present=1)
    done(play, CloseVote(), SECRETARY)

    assert vote(play).computed == "adopted"


def test_a_sixth_from_two_delegations_may_ask_for_a_count() -> None:
    play = house(checked="on-request")

    few = refused(play, ChallengeQuorum(), person("eva"))
    assert few.sentence == "1 ask for a count; 2 must, 1/6 of 9"
    one = refused(play, ChallengeQuorum(supporters=("emil",)), person("eva"))
    assert one.sentence == "those who ask come from 1 delegation; 2 are needed"
    asked = done(play, ChallengeQuorum(supporters=("nina",)), person("eva"))
    assert names(asked) == ["QuorumChallenged"]
    assert vote(play).stage is Stage.QUORUM_CHALLENGED
    assert refused(play, CastBallot(choice="for"), person("eva")).code == "not-in-order"


def test_with_enough_present_the_vote_goes_on() -> None:
    play = house(checked="on-request")
    done(play, ChallengeQuorum(supporters=("nina",)), person("eva"))

    assert names(done(play, EstablishQuorum(present=3))) == ["QuorumFound"]
    done(play, CastBallot(choice="for"), person("eva"))
    assert vote(play).stage is Stage.OPEN


@pytest.mark.parametrize(
    ("if_lacking", "event", "stage"),
    [
        ("postponed", "VotePostponed", Stage.POSTPONED),
        ("not-public", "ResultWithheld", Stage.NOT_PUBLIC),
        ("void", "VoteVoided", Stage.VOID),
    ],
)
def test_what_a_lacking_quorum_does_is_a_rule(if_lacking: str, event: str, stage: Stage) -> None:
    play = house(checked="on-request", if_lacking=if_lacking)
    done(play, ChallengeQuorum(supporters=("nina",)), person("eva"))

    assert names(done(play, EstablishQuorum(present=2)))[:2] == ["QuorumLacking", event]
    assert vote(play).stage is stage


def test_what_a_rule_puts_off_is_put_off_to_the_next_sitting() -> None:
    play = house(checked="on-request", if_lacking="postponed")
    at_its_first_sitting(play)
    done(play, ChallengeQuorum(supporters=("nina",)), person("eva"))
    done(play, EstablishQuorum(present=2))

    again = refused(play, QUESTION)
    assert (again.code, again.sentence) == (
        "not-in-order",
        "vote/3/1 was put off to the next sitting",
    )
    done(play, CloseSitting(), case=PLENARY)
    done(play, RecordAttendance(present=MEMBERS), SECRETARY, case=PLENARY)
    done(play, OpenSitting(), case=PLENARY)
    assert names(done(play, QUESTION)) == ["VoteOpened", "VoteCalled"]


def test_what_was_put_off_hinders_the_close_of_the_plenary_session_but_of_no_sitting() -> None:
    play = house(checked="on-request", if_lacking="postponed")
    at_its_first_sitting(play)

    going_on = refused(play, CloseSitting(), case=PLENARY)
    assert going_on.sentence.startswith("no result is announced of vote/3/1")
    done(play, ChallengeQuorum(supporters=("nina",)), person("eva"))
    done(play, EstablishQuorum(present=2))
    waits = refused(play, ClosePlenarySession(), case=PLENARY)
    assert waits.sentence == "vote/3/1 was put off and has no result; put it again or void it"
    assert names(done(play, CloseSitting(), case=PLENARY))[0] == "SittingClosed"


@pytest.mark.parametrize("if_lacking", ["postponed", "not-public"])
def test_the_plenary_session_is_told_that_a_closed_vote_waits_to_be_put_again(
    if_lacking: str,
) -> None:
    play = house(if_lacking=if_lacking)
    at_its_first_sitting(play)
    told(play, Totals(in_favour=2, against=0), present=2)

    assert names(done(play, CloseVote(), SECRETARY))[-1] == "VotePutOff"
    done(play, CloseSitting(), case=PLENARY)
    done(play, VoidVote(grounds="nobody asks any more"))
    sits = play.case(PLENARY)
    assert isinstance(sits, PlenarySession)
    assert sits.open_votes == ()


def test_weighted_voters_ask_for_a_count_with_the_votes_that_they_have() -> None:
    weights = ("east:8", "north:5", "south:3")
    play = chamber(
        voter="weighted-delegation",
        weights=weights,
        component_members=16,
        plenary__decision="majority_of_votes_cast",
        quorum__decide=QuorumRule.model_validate({**THIRD, "checked": "on-request"}),
        quorum__challenge="1/4",
    )
    done(play, QUESTION)

    few = refused(play, ChallengeQuorum(), head("south"))
    assert few.sentence == "3 ask for a count; 4 must, 1/4 of 16"
    assert names(done(play, ChallengeQuorum(), head("north"))) == ["QuorumChallenged"]


def test_where_no_rule_names_a_consequence_the_chair_draws_it() -> None:
    play = house(checked="on-request")
    done(play, ChallengeQuorum(supporters=("nina",)), person("eva"))

    assert names(done(play, EstablishQuorum(present=2))) == ["QuorumLacking"]
    assert vote(play).stage is Stage.QUORUM_CHALLENGED
    assert names(done(play, PostponeVote(grounds="two are here")))[0] == "VotePostponed"
    assert names(done(play, QUESTION)) == ["VoteOpened", "VoteCalled"]


def test_the_quorum_is_challenged_before_the_voting_begins() -> None:
    play = house(checked="on-request")
    done(play, CastBallot(choice="for"), person("eva"))

    late = refused(play, ChallengeQuorum(supporters=("nina",)), person("emil"))
    assert late.sentence == "the quorum is challenged before the voting begins, not after"


def test_a_vote_without_its_quorum_has_no_result() -> None:
    play = house()
    told(play, Totals(in_favour=2, against=0), present=2)

    events = done(play, CloseVote(), SECRETARY)

    assert names(events) == ["VoteClosed"]
    assert vote(play).computed == "no-quorum"
    assert names(done(play, PostponeVote(grounds="no quorum")))[0] == "VotePostponed"


def test_a_closed_vote_without_quorum_is_put_off_where_the_rules_say_so() -> None:
    play = house(if_lacking="not-public")
    told(play, Totals(in_favour=2, against=0), present=2)

    assert names(done(play, CloseVote(), SECRETARY))[:2] == ["VoteClosed", "ResultWithheld"]
    assert refused(play, AnnounceResult(outcome="adopted")).code == "not-in-order"
    assert [child.id for child in play.case(PLENARY).children] == ["vote/3/1"]


def test_a_quorum_whose_base_is_unset_needs_a_ruling() -> None:
    rule = QuorumRule.model_validate({**THIRD, "checked": "on-request"})
    play = chamber(voter="person", plenary__decision="majority_of_votes_cast", quorum__decide=rule)
    done(play, QUESTION)
    done(play, ChallengeQuorum(), person("eva"))

    assert refused(play, EstablishQuorum(present=2)).missing == ("component_members",)


@pytest.mark.parametrize("quorum", [2, QuorumRule(of="delegations", at_least="2/3")])
def test_two_of_three_delegations_are_a_quorum_however_it_is_written(quorum: Value) -> None:
    play = chamber(
        ("east", "north"),
        plenary__decision="majority_of_votes_cast",
        quorum__decide=quorum,
    )
    done(play, QUESTION)
    done(play, CastBallot(choice="for"), head("east"))
    done(play, CloseVote(), SECRETARY)

    assert vote(play).computed == "adopted"


def test_no_more_are_counted_than_have_a_vote() -> None:
    play = chamber(plenary__decision="majority_of_votes_cast", quorum__decide=3)
    done(play, QUESTION)

    many = refused(play, EstablishQuorum(present=1_000))
    assert (many.code, many.sentence) == (
        "too-many-votes",
        "1000 are told to be present and there are 3 votes",
    )


def test_an_unset_quorum_is_no_quorum() -> None:
    play = chamber(plenary__decision="majority_of_votes_cast")
    done(play, QUESTION)

    answer = refused(play, EstablishQuorum(present=2))
    assert answer == Refusal(
        code="needs-ruling",
        sentence="no rule says how many must be present to decide",
        missing=("quorum.decide",),
    )


def test_a_presence_that_nobody_told_is_told_after_the_close_and_the_result_follows() -> None:
    play = chamber(committee__decision="majority_of_votes_cast", quorum__decide=2)
    done(play, OpenVote(question="Shall it?", kind="procedural", body="legal"))
    done(play, CastBallot(choice="for"), IN_LEGAL["east"])
    done(play, CloseVote(), SECRETARY)
    announce = AnnounceResult(outcome="adopted")

    untold = refused(play, announce)
    assert (untold.code, untold.missing) == ("cannot-compute", ("quorum.present",))
    assert untold.sentence.endswith("is not told; EstablishQuorum tells how many are present")

    assert names(done(play, EstablishQuorum(present=2))) == ["QuorumFound"]
    assert "ResultAnnounced" in names(done(play, announce))
    assert refused(play, EstablishQuorum(present=2)).code == "not-in-order"


def test_a_presence_told_after_the_close_may_be_too_small() -> None:
    play = chamber(committee__decision="majority_of_votes_cast", quorum__decide=2)
    done(play, OpenVote(question="Shall it?", kind="procedural", body="legal"))
    done(play, CastBallot(choice="for"), IN_LEGAL["east"])
    done(play, CloseVote(), SECRETARY)

    assert names(done(play, EstablishQuorum(present=1))) == ["QuorumLacking"]
    assert names(done(play, PostponeVote(grounds="one is here")))[0] == "VotePostponed"


@pytest.mark.parametrize(
    ("body", "by", "quorum"),
    [("plenary", head("east"), 3), ("legal", IN_LEGAL["east"], 1), ("council", COUNCIL["east"], 2)],
)
def test_each_organ_has_the_quorum_that_is_written_for_it(
    body: str, by: Actor, quorum: int
) -> None:
    play = chamber(
        **{f"{organ}__decision": "majority_of_votes_cast" for organ in ORGANS},
        quorum__decide=3,
        committee__quorum=1,
        council__quorum=QuorumRule(of="in_office", at_least="1/2"),
    )
    done(play, OpenVote(question="Shall it?", kind="procedural", body=body))
    done(play, CastBallot(choice="for"), by)
    done(play, CloseVote(), SECRETARY)

    assert vote(play).arithmetic.endswith(f"quorum {quorum}")


def test_a_quorum_written_as_unset_for_an_organ_is_not_that_of_the_assembly() -> None:
    unset = Parameter(value=None, citation="none")
    play = chamber(
        committee__decision="majority_of_votes_cast", quorum__decide=1, committee__quorum=unset
    )
    done(play, OpenVote(question="Shall it?", kind="procedural", body="legal"))
    done(play, CastBallot(choice="for"), IN_LEGAL["east"])
    done(play, CloseVote(), SECRETARY)

    open_question = refused(play, AnnounceResult(outcome="adopted"))
    assert (open_question.code, "committee.quorum" in open_question.missing) == (
        "needs-ruling",
        True,
    )


@pytest.mark.parametrize(("against", "outcome"), [(1, "no-quorum"), (2, "adopted")])
def test_a_quorum_of_votes_is_not_reached_by_those_who_abstain(against: int, outcome: str) -> None:
    play = house(of="votes_cast", at_least=6)
    told(play, Totals(in_favour=4, against=against, abstentions=2), present=8)
    done(play, CloseVote(), SECRETARY)

    assert vote(play).computed == outcome


def test_more_than_a_number_is_one_more_than_that() -> None:
    play = house(at_least=6, strict=True)
    told(play, Totals(in_favour=4, against=2), present=6)
    done(play, CloseVote(), SECRETARY)

    assert vote(play).computed == "no-quorum"
