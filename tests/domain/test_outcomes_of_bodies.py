"""Outcomes where the body says more than the totals: who is away, who objects, what is unset."""

import pytest

from domain.decision_rules.decision_rule import DecisionRule
from domain.decision_rules.outcomes import result
from domain.decision_rules.questions import Presence, Question, Result
from domain.decision_rules.tallies import Body, tally
from tests.domain.outcome_lines import answer, of, outcome, votes

RULE = of("majority_of_votes_cast")
AWAY_IS_AGAINST = of("majority_of_votes_cast", treatment={"absent": "against"})
NOBODY_ELSE = {"present_not_voting": 0, "excused": 0, "paired": 0}


@pytest.mark.parametrize(
    ("totals", "present", "expected"),
    [
        ({"for": 6, "abstain": 0}, 7, "adopted"),
        ({"for": 5, "abstain": 0}, 6, "cannot-compute"),
        ({"for": 6}, 7, "adopted"),
        ({"for": 5}, 6, "cannot-compute"),
    ],
)
def test_those_away_are_no_more_than_the_body_leaves(
    totals: dict[str, int], present: int, expected: str
) -> None:
    """Of ten: whoever is in the room and did not say yes said no at worst, all others are away."""
    electorate = {"legal": 10, "present": present}
    found = answer(rule=AWAY_IS_AGAINST, totals={**NOBODY_ELSE, **totals}, electorate=electorate)

    assert found.outcome == expected


@pytest.mark.parametrize(
    ("electorate", "said"),
    [
        ({"legal": 4, "present": 5}, "5 present of a body of 4"),
        ({"legal": 1, "voters": ["a", "b"]}, "2 voters in a body of 1"),
        ({"legal": 4, "in_office": 5}, "5 in office of a body of 4"),
    ],
)
def test_numbers_that_contradict_each_other_are_both_named(
    electorate: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        answer(rule=RULE, totals={"for": 1}, electorate=electorate)


def test_the_voters_that_are_named_are_all_who_are_entitled() -> None:
    electorate = {"in_office": 4, "voters": ["a", "b", "c"]}
    ballots = [{"voter": each, "choice": "for"} for each in "abc"]

    found = answer(rule=of("unanimity_all"), ballots=ballots, electorate=electorate)

    assert (found.outcome, found.needed) == ("adopted", 3)


@pytest.mark.parametrize(
    ("objecting", "expected"), [(0, "adopted"), (1, "adopted"), (2, "rejected")]
)
def test_who_abstains_may_object_and_counts_as_one_who_does(objecting: int, expected: str) -> None:
    ballots = [
        {"voter": str(number), "choice": "abstain", "objection": number < objecting}
        for number in range(5)
    ]
    found = answer(rule=of("no_objection", n=2), ballots=ballots, electorate={"present": 5})

    assert found.outcome == expected
    assert found.arithmetic == f"{objecting} objecting; it fails if 2 object"


def test_an_option_that_is_counted_in_the_base_is_no_vote_on_either_side() -> None:
    rule = of("majority_of_votes_cast", treatment={"abstain": "in-base"})
    found = answer(rule=rule, totals=votes(5, 4, 2))

    assert found.base is not None
    assert (found.outcome, found.base.count, found.needed) == ("rejected", 11, 6)


def test_more_than_an_absolute_number_is_one_more() -> None:
    rule = of("absolute_number", n=10, strict=True)

    assert (outcome(rule, votes(10, 0, 0)), outcome(rule, votes(11, 0, 0))) == (
        "rejected",
        "adopted",
    )


@pytest.mark.parametrize(
    ("rule", "missing"),
    [
        (of("fraction_of_members"), "rule.fraction"),
        (of("absolute_number"), "rule.n"),
    ],
)
def test_a_rule_without_its_number_names_it(rule: dict[str, object], missing: str) -> None:
    found = answer(rule=rule, totals=votes(3, 1, 0), electorate={"legal": 4})

    assert (found.outcome, found.missing) == ("cannot-compute", (missing,))


def test_what_cannot_be_computed_has_failed_on_nothing() -> None:
    either = answer(rule=of("majority_of_component_members"), totals=votes(3, 1, 0))
    lacking = answer(rule=RULE, totals=votes(3, 1, 0), quorum={"at_least": 5, "present": 4})

    assert (either.outcome, either.failed_on) == ("cannot-compute", None)
    assert (lacking.outcome, lacking.failed_on) == ("no-quorum", "quorum")
    assert lacking.arithmetic.endswith("; 4 present, quorum 5")


def test_a_unanimity_that_is_not_named_says_of_whom_it_counts() -> None:
    totals = {"for": 4, "against": 0, "abstain": 0}
    found = answer(rule=of("unanimity"), totals=totals, electorate={"in_office": 4})

    assert found.arithmetic == "4 for, 4 needed: all of 4 entitled to vote, none against"
    assert found.base is not None
    assert (found.base.of, found.base.count) == ("component_members", 4)


def unset_quorum(told: tuple[int | None, ...], body: Body) -> Result:
    """Put votes to a majority whose quorum no source tells."""
    quorum = Presence(of="", at_least=None)
    rule = DecisionRule(name="majority_of_votes_cast")
    return result(Question(rule=rule, tally=tally(told, body), quorum=quorum))


def test_a_quorum_that_is_unset_is_missing_unless_it_could_change_nothing() -> None:
    for_three, against_three = (3, 1, 0, 0, None, 0, 0), (1, 3, 0, 0, None, 0, 0)

    assert unset_quorum(for_three, Body(legal=5)).missing == ("quorum",)
    assert unset_quorum(against_three, Body(legal=5)).outcome == "rejected"
    assert unset_quorum(for_three, Body(legal=4)).outcome == "adopted"
    assert unset_quorum((3, 1, 0, 0, 0, 0, 0), Body()).outcome == "adopted"
    assert unset_quorum((3, 1, 0, 0, 1, 0, 0), Body()).missing == ("quorum",)
