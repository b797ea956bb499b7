"""Roll call: who may demand that the answers be taken by name, on what, and when."""

from hypothesis import given
from hypothesis import strategies as st

from domain.assemblies.loader import load
from domain.decision_rules.decision_rule import DecisionRule
from domain.minutes.voting import of_vote
from domain.rules import Parameter, Value
from domain.vote.ballots import CastBallot
from domain.vote.closing import CloseVote
from domain.vote.opening import OpenVote
from domain.vote.roll import RecordRoll, RecordTotals, RollEntry
from domain.vote.roll_call import DemandRollCall, RollCallDemanded
from domain.vote.ties import HoldReballot
from domain.vote.totals import Totals
from tests.domain.chamber import (
    ALL,
    PERSONS,
    SECRETARY,
    alert,
    amended,
    chamber,
    done,
    names,
    person,
    refused,
    vote,
)
from tests.scenario import Play

WHOLE = OpenVote(
    question="The text as a whole?",
    kind="final_vote",
    about="outcome-document/3/1",
    method="electronic",
)
AMENDMENT = OpenVote(question="Amendment 4?", kind="amendment", method="electronic")
FAILED = DemandRollCall(supporters=("nina",), because="electronics-failed")
PACE: dict[str, Value] = {
    "roll_call.request": "none",
    "roll_call.request[*/final_vote]": "1/6",
    "roll_call.delegations": 2,
    "roll_call.condition": "electronics-failed",
}


def house(rules: dict[str, Value], asked: OpenVote = WHOLE) -> Play:
    """Open a vote of eight persons, nine in law."""
    play = chamber(voter="person", component_members=9, plenary__decision="majority_of_votes_cast")
    written = {
        name: Parameter(value=each, citation="Rules, art. 9") for name, each in rules.items()
    }
    done(amended(play, written), asked)
    return play


def test_a_sixth_from_two_delegations_may_demand_it_where_the_electronics_fail() -> None:
    play = house(PACE)

    early = refused(play, DemandRollCall(supporters=("nina",)), person("eva"))
    assert (early.code, early.sentence) == (
        "against-the-rules",
        "a roll call is demanded only where the electronics fail",
    )
    few = refused(play, FAILED.model_copy(update={"supporters": ()}), person("eva"))
    assert few.sentence == "1 ask for a roll call; 2 must, 1/6 of 9"
    one = refused(play, FAILED.model_copy(update={"supporters": ("emil",)}), person("eva"))
    assert one.sentence == "those who ask come from 1 delegation; 2 are needed"
    assert names(done(play, FAILED, person("eva"))) == ["RollCallDemanded"]
    assert vote(play).method == "roll-call"
    assert refused(play, FAILED, person("sara")).code == "already-done"


def test_it_is_demanded_on_the_whole_text_only() -> None:
    play = house(PACE, AMENDMENT)

    other = refused(play, FAILED, person("eva"))
    assert (other.code, other.sentence, other.citation) == (
        "against-the-rules",
        "no roll call is demanded on a question of the kind amendment",
        "Rules, art. 9",
    )


def test_a_group_demands_it_on_each_amendment() -> None:
    play = house({"roll_call.request": "group"}, AMENDMENT)

    unnamed = refused(play, DemandRollCall(), person("eva"))
    assert unnamed.sentence == "a roll call is demanded in the name of a group: name it"
    (demanded,) = done(play, DemandRollCall(group="greens"), person("eva"))
    assert of_vote(demanded, {}) == "A roll call was demanded by the group greens."


def test_after_it_answers_are_taken_by_name_and_no_totals() -> None:
    play = house(PACE)
    done(play, FAILED, person("eva"))

    totals = refused(play, RecordTotals(totals=Totals(in_favour=5, against=2)), SECRETARY)
    assert totals.sentence == "a roll call was demanded: record the answers by name"
    roll = RecordRoll(entries=(RollEntry(voter="eva", choice="for"),))
    assert names(done(play, roll, SECRETARY)) == ["RollRecorded"]
    assert names(done(play, CastBallot(choice="against"), person("nina"))) == ["BallotCast"]


def test_no_names_are_taken_where_the_vote_is_secret_or_counted() -> None:
    play = house(PACE, WHOLE.model_copy(update={"method": "secret"}))
    assert "secret" in refused(play, FAILED, person("eva")).sentence

    play = house(PACE)
    done(play, RecordTotals(totals=Totals(in_favour=5, against=2)), SECRETARY)
    assert refused(play, FAILED, person("eva")).code == "not-in-order"


def test_where_no_rule_says_who_may_demand_it_the_chair_is_asked() -> None:
    answer = refused(house({}), FAILED, person("eva"))

    assert (answer.code, answer.missing) == ("needs-ruling", ("roll_call.request",))


def test_who_has_no_vote_demands_and_supports_nothing() -> None:
    play = house(PACE)

    assert refused(play, FAILED, SECRETARY).code == "no-right"
    stranger = FAILED.model_copy(update={"supporters": ("zoe",)})
    assert refused(play, stranger, person("eva")).sentence == (
        "zoe has no vote and supports nothing here"
    )


def test_the_minutes_say_how_many_demanded_it() -> None:
    demanded = [RollCallDemanded(supporters=each) for each in (("eva",), ("eva", "nina"))]

    assert [of_vote(each, {}) for each in demanded] == [
        "A roll call was demanded by one voter.",
        "A roll call was demanded by 2 voters.",
    ]


def test_the_seeds_that_know_who_may_demand_it_say_so() -> None:
    pace = {n: p.value for n, p in load("pace").parameters.items() if n.startswith("roll_call")}

    assert pace == {**PACE, "roll_call.delegations": 5}
    assert load("ep").parameters["roll_call.request"].value == "group"


@given(supporters=st.sets(st.sampled_from(ALL), min_size=1), legal=st.integers(8, 40))
def test_who_joins_a_demand_never_makes_it_too_small(supporters: set[str], legal: int) -> None:
    first, *others = sorted(supporters)
    delegations = {key for key, all_of in PERSONS.items() if supporters & set(all_of)}
    play = amended(house(PACE), {"component_members": alert(legal)})
    done(play, WHOLE, case="vote/3/2")

    answer = play.when(
        DemandRollCall(supporters=tuple(others), because="electronics-failed"),
        case="vote/3/2",
        by=person(first),
    )

    enough = len(supporters) * 6 >= legal and len(delegations) >= 2
    assert isinstance(answer, list) is enough


def test_a_roll_call_that_was_demanded_is_taken_at_the_next_ballot_too() -> None:
    tied = DecisionRule(name="majority_of_votes_cast", tie="re-ballot")
    play = house({"plenary.decision": tied, "roll_call.request": "1/9", "quorum.decide": 0})
    done(play, DemandRollCall(), person("eva"))
    entries = (RollEntry(voter="eva", choice="for"), RollEntry(voter="nina", choice="against"))
    done(play, RecordRoll(entries=entries), SECRETARY)
    done(play, CloseVote(), SECRETARY)
    assert vote(play).computed == "re-ballot"
    done(play, HoldReballot())

    totals = RecordTotals(totals=Totals(in_favour=2, against=1))
    assert refused(play, totals, SECRETARY).sentence.startswith("a roll call was demanded")
