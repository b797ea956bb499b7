"""A member whose parliament is dissolved: the result holds either way, or it is not known (X3)."""

import pytest

from domain.assembly.parliaments import DissolveParliament, RegisterParliament, SucceedParliament
from domain.messages import Command, Event
from domain.refusal import Refusal
from domain.rules import Value
from domain.rulings import GiveRuling
from domain.submission import Actor
from domain.vote.ballots import CastBallot
from domain.vote.closing import CloseVote, VoteClosed
from domain.vote.state import Choice, Vote
from tests.domain.chamber import (
    CHAIR,
    MEMBERS,
    PLENARY,
    QUESTION,
    SECRETARY,
    TODAY,
    VOTE,
    chamber,
    head,
)
from tests.scenario import Play

RULES: dict[str, Value] = {
    "quorum__decide": 1,
    "abstention_effect": "blocks",
    "absence_effect": "blocks",
}


def in_the_gap(decision: str, *, acting: str | None = None) -> Play:
    """Let a vote be open on the day on which the parliament of south is dissolved."""
    dissolved: dict[str, Value] = {} if acting is None else {"dissolved__delegation": acting}
    play = chamber(plenary__decision=decision, **RULES, **dissolved)
    ending = DissolveParliament(parliament="south", grounds="a new constitution")
    done(play, ending, "assembly", SECRETARY)
    done(play, QUESTION, VOTE, CHAIR)
    return play


def done(play: Play, act: Command, case: str, by: Actor) -> list[Event]:
    answer = play.when(act, case=case, by=by, on=TODAY)
    assert isinstance(answer, list), answer
    return answer


def ballot(play: Play, key: str, choice: Choice) -> list[Event] | Refusal:
    return play.when(CastBallot(choice=choice), case=VOTE, by=head(key), on=TODAY)


def closed(play: Play, **ballots: Choice) -> VoteClosed:
    for key, choice in ballots.items():
        assert isinstance(ballot(play, key, choice), list)
    (event,) = (e for e in done(play, CloseVote(), VOTE, CHAIR) if isinstance(e, VoteClosed))
    return event


def test_what_holds_either_way_is_computed() -> None:
    two_thirds = "fraction_of_members:2/3"

    assert closed(in_the_gap(two_thirds), east="for", north="for").outcome == "adopted"
    assert closed(in_the_gap("unanimity_all"), east="for", north="against").outcome == "rejected"


@pytest.mark.parametrize(
    "decision", ["unanimity_all", "unanimity", "majority_of_component_members"]
)
def test_what_hangs_on_the_missing_vote_is_not(decision: str) -> None:
    north: Choice = "against" if decision == "majority_of_component_members" else "for"
    event = closed(in_the_gap(decision), east="for", north=north)

    assert (event.outcome, event.missing) == ("cannot-compute", ("dissolved.delegation",))
    assert event.arithmetic == "whether south votes is not known: its parliament is dissolved"


@pytest.mark.parametrize("case", [VOTE, PLENARY])
def test_its_ballot_waits_for_a_ruling_which_gives_it(case: str) -> None:
    play = in_the_gap("unanimity_all")
    answer = ballot(play, "south", "for")
    assert isinstance(answer, Refusal)
    assert (answer.code, answer.missing) == ("needs-ruling", ("dissolved.delegation",))

    rule(play, "acts-on", case)
    assert closed(play, east="for", north="for", south="for").outcome == "adopted"


def test_a_ruling_that_takes_its_vote_leaves_the_others() -> None:
    play = in_the_gap("unanimity_all")
    rule(play, "no-right")

    answer = ballot(play, "south", "for")
    assert isinstance(answer, Refusal)
    assert answer.code == "no-right"
    event = closed(play, east="for", north="for")
    assert (event.outcome, event.needed) == ("adopted", 2)


@pytest.mark.parametrize(("acting", "outcome"), [("acts-on", "rejected"), ("no-right", "adopted")])
def test_the_rules_may_say_it_once_for_all(acting: str, outcome: str) -> None:
    event = closed(in_the_gap("unanimity_all", acting=acting), east="for", north="for")

    assert event.outcome == outcome


def test_the_successor_votes_and_nothing_is_unsure() -> None:
    play = chamber(plenary__decision="unanimity_all", **RULES)
    for act in (
        DissolveParliament(parliament="south", grounds="a new constitution"),
        RegisterParliament(key="south-2", country="Southland", name="Kurultai"),
        SucceedParliament(parliament="south", successor="south-2"),
    ):
        done(play, act, "assembly", SECRETARY)
    done(play, QUESTION, VOTE, CHAIR)

    vote = play.case(VOTE)
    assert isinstance(vote, Vote)
    assert (vote.electorate, vote.unsure) == (("east", "north", "south-2"), ())
    assert MEMBERS[2] not in vote.electorate


def rule(play: Play, value: str, case: str = VOTE) -> None:
    ruling = GiveRuling(parameter="dissolved.delegation", value=value, grounds="its mandates")
    done(play, ruling, case, CHAIR)
