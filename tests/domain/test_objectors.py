"""Who objects is counted by head; presence and quorum by votes, at the close and at the result."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calculators.vote import Line, compute
from domain.decision_rules.decision_rule import DecisionRule, QuorumRule
from domain.rules import Value
from domain.vote.announcement import AnnounceResult
from domain.vote.ballots import CastBallot, ObjectToConsensus
from domain.vote.closing import CloseVote
from domain.vote.state import Choice
from tests.domain.chamber import (
    CHAIR,
    MEMBERS,
    QUESTION,
    SECRETARY,
    chamber,
    done,
    head,
    names,
    vote,
)
from tests.scenario import Play

WEIGHTS = ("east:8", "north:5", "south:3")
A_THIRD = QuorumRule(of="component_members", at_least="1/3", if_lacking="void")
CHOICES: tuple[Choice, ...] = ("for", "against", "abstain")
ANNOUNCE = {"adopted": "adopted", "rejected": "rejected"}


def opened(rule: Value, present: tuple[str, ...] = MEMBERS, quorum: Value = A_THIRD) -> Play:
    play = chamber(
        present,
        voter="weighted-delegation",
        weights=WEIGHTS,
        component_members=16,
        plenary__decision=rule,
        quorum__decide=quorum,
    )
    done(play, QUESTION)
    return play


@pytest.mark.parametrize(
    "rule", [DecisionRule(name="consensus"), DecisionRule(name="no_objection", n=2)]
)
def test_where_nobody_objects_the_quorum_counts_votes(rule: DecisionRule) -> None:
    play = opened(rule)

    assert "VoteVoided" not in names(done(play, CloseVote(), SECRETARY))
    assert vote(play).computed == "adopted"
    assert vote(play).arithmetic.endswith("16 present, quorum 6")


def test_one_objector_with_eight_votes_is_one_at_the_close_and_at_the_result() -> None:
    play = opened(DecisionRule(name="no_objection", n=2))
    done(play, ObjectToConsensus(), head("east"))
    done(play, CloseVote(), SECRETARY)

    assert vote(play).computed == "adopted"
    announced = done(play, AnnounceResult(outcome="adopted"), CHAIR)
    assert "ResultAnomalyFlagged" not in names(announced)


def test_who_votes_against_and_objects_is_one_objector() -> None:
    play = opened(DecisionRule(name="no_objection", n=2), quorum=0)
    done(play, CastBallot(choice="against"), head("south"))
    done(play, ObjectToConsensus(), head("south"))
    done(play, CloseVote(), SECRETARY)

    assert vote(play).arithmetic.startswith("1 objecting; it fails if 2 object")
    announced = done(play, AnnounceResult(outcome="adopted"), CHAIR)
    assert "ResultAnomalyFlagged" not in names(announced)


@st.composite
def rules(draw: st.DrawFn) -> DecisionRule:
    name = draw(
        st.sampled_from(
            ("consensus", "no_objection", "majority_of_votes_cast", "majority_of_present")
        )
    )
    treatment = draw(
        st.dictionaries(
            st.sampled_from(("abstain", "present_not_voting", "absent")),
            st.sampled_from(("against", "no-effect")),
            max_size=2,
        )
    )
    return DecisionRule(
        name=name, n=2 if name == "no_objection" else None, treatment=treatment, tie="rejected"
    )


@given(
    rule=rules(),
    present=st.sets(st.sampled_from(MEMBERS)),
    ballots=st.dictionaries(st.sampled_from(MEMBERS), st.sampled_from(CHOICES)),
    objectors=st.sets(st.sampled_from(MEMBERS)),
    quorum=st.sampled_from((0, 6, A_THIRD)),
)
def test_what_is_computed_at_the_close_is_computed_at_the_result(
    rule: DecisionRule,
    present: set[str],
    ballots: dict[str, Choice],
    objectors: set[str],
    quorum: Value,
) -> None:
    play = opened(rule, tuple(sorted(present)), quorum)
    for voter, choice in ballots.items():
        done(play, CastBallot(choice=choice), head(voter))
    for voter in objectors:
        done(play, ObjectToConsensus(), head(voter))
    done(play, CloseVote(), SECRETARY)
    outcome = vote(play).computed
    if outcome not in ANNOUNCE:
        return

    events = done(play, AnnounceResult(outcome=ANNOUNCE[outcome]), CHAIR)
    assert "ResultAnomalyFlagged" not in names(events)


@given(
    answers=st.lists(
        st.tuples(
            st.sampled_from((*CHOICES, "present_not_voting", "absent")),
            st.integers(1, 9),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_of_heads_objectors_and_of_votes_presence(answers: list[tuple[str, int, bool]]) -> None:
    ballots = [
        {"voter": f"v{n}", "choice": choice, "weight": weight, "objection": objects}
        for n, (choice, weight, objects) in enumerate(answers)
    ]
    voters = [each["voter"] for each in ballots]
    there = sum(weight for choice, weight, _ in answers if choice != "absent")
    line = {
        "id": "1",
        "rule": {"name": "no_objection", "n": 2},
        "ballots": ballots,
        "electorate": {"voters": voters},
        "quorum": {"at_least": there},
    }
    opposed = sum(1 for choice, _, objects in answers if choice == "against" or objects)

    found = compute(Line.model_validate(line))

    assert found.outcome == ("rejected" if opposed > 1 else "adopted")
    assert f"{there} present, quorum {there}" in found.arithmetic
