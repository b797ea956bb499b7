"""Outcomes of which part is told: some ballots, some totals, who is in the room, what is unset."""

import pytest

from tests.domain.outcome_lines import answer, of, outcome, votes

SILENT_IS_AGAINST = of("majority_of_votes_cast", treatment={"present_not_voting": "against"})
SOME_BALLOTS = (
    {"voter": "a", "choice": "for"},
    {"voter": "b", "choice": "for"},
    {"voter": "c", "choice": "present_not_voting"},
)


@pytest.mark.parametrize(
    ("electorate", "expected"),
    [
        ({"present": 3}, ("adopted", 3, ())),
        ({"present": 4}, ("rejected", 4, ())),
        ({"present": 5}, ("rejected", 5, ())),
        ({"legal": 5, "present": 4}, ("rejected", 4, ())),
        ({"legal": 3}, ("adopted", 3, ())),
        ({"legal": 4}, ("cannot-compute", None, ("totals.present_not_voting",))),
        ({}, ("cannot-compute", None, ("totals.present_not_voting",))),
    ],
)
def test_who_is_in_the_room_without_a_ballot_did_not_vote(
    electorate: dict[str, int], expected: tuple[str, int | None, tuple[str, ...]]
) -> None:
    found = answer(rule=SILENT_IS_AGAINST, ballots=SOME_BALLOTS, electorate=electorate)

    assert found.base is not None
    assert (found.outcome, found.base.count, found.missing) == expected


@pytest.mark.parametrize("effect", ["blocks", "no-effect"])
def test_a_ballot_that_tells_of_an_absence_is_enough_to_block(effect: str) -> None:
    rule = of("unanimity_of_voting", treatment={"absent": effect})
    ballots = [{"voter": "a", "choice": "for"}, {"voter": "b", "choice": "absent"}]

    found = answer(rule=rule, ballots=ballots, electorate={"legal": 5})

    assert found.outcome == ("rejected" if effect == "blocks" else "adopted")


@pytest.mark.parametrize(
    ("treatment", "totals", "missing"),
    [
        ({}, {"for": 3, "absent": 1}, ("treatment.absent",)),
        ({"abstain": "blocks"}, {"for": 3, "absent": 1}, ("treatment.absent",)),
        ({"absent": "blocks"}, {"for": 3, "abstain": 1}, ("treatment.abstain",)),
        ({"absent": "blocks"}, {"for": 3, "absent": 1}, ()),
    ],
)
def test_a_unanimity_names_the_effect_that_is_unset(
    treatment: dict[str, str], totals: dict[str, int], missing: tuple[str, ...]
) -> None:
    found = answer(
        rule=of("unanimity", treatment=treatment), totals=totals, electorate={"legal": 4}
    )

    assert found.missing == missing


def test_a_number_beside_the_quorum_shows_what_else_the_outcome_hangs_on() -> None:
    """One against would make the quorum of three, and a tie: its number is missing too."""
    rule = of("fraction_of_members", fraction="1/3", tie="re-ballot")
    rule["treatment"] = {"present_not_voting": "no-effect"}
    totals = {"for": 1, "present_not_voting": 1, "excused": 1, "paired": 0}

    found = answer(rule=rule, totals=totals, quorum={"at_least": 3})

    assert found.missing == ("totals.against", "electorate.legal", "quorum.present")


@pytest.mark.parametrize(
    ("unset", "others"),
    [("abstain", {"absent": 4}), ("absent", {"abstain": 3}), ("excused", {"abstain": 1})],
)
def test_an_option_that_nobody_took_may_stay_unset(unset: str, others: dict[str, int]) -> None:
    rule = of("majority_of_votes_cast", treatment={unset: "unset"})
    told = {"for": 5, "against": 4, "abstain": 0, "absent": 0, "excused": 0, **others}

    assert outcome(rule, {**told, unset: 0}) == "adopted"
    assert answer(rule=rule, totals={**told, unset: 2}).missing == (f"treatment.{unset}",)


def test_of_a_body_of_which_no_vacancy_is_told_all_must_say_yes() -> None:
    found = answer(rule=of("unanimity_all"), totals=votes(3, 0, 0), electorate={"legal": 4})

    assert (found.outcome, found.needed, found.missing) == ("rejected", 4, ())
