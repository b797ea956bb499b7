"""Outcomes of which part is told: some ballots, some totals, who is in the room, what is unset."""

import pytest

from tests.domain.outcome_lines import answer, of, outcome, votes

SILENT_IS_AGAINST = of("majority_of_votes_cast", treatment={"present_not_voting": "against"})
RULE = of("majority_of_votes_cast")
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


@pytest.mark.parametrize(
    ("abstain", "expected"),
    [(0, "re-ballot"), (1, "re-ballot"), (3, "rejected"), (4, "rejected")],
)
def test_a_tie_is_one_where_a_vote_more_would_also_reach_the_floor(
    abstain: int, expected: str
) -> None:
    rule = of("majority_of_votes_cast", tie="re-ballot")
    rule["floor"] = {"of": "participants", "at_least": "1/2"}

    assert outcome(rule, votes(2, 2, abstain)) == expected


@pytest.mark.parametrize(
    ("tie", "cast", "expected"),
    [
        ("casting_vote", "for", ("adopted", None)),
        ("casting_vote", "against", ("rejected", "majority")),
        ("re-ballot", None, ("re-ballot", None)),
    ],
)
def test_what_a_tie_failed_on_is_named_where_it_failed(
    tie: str, cast: str | None, expected: tuple[str, str | None]
) -> None:
    rule = of("majority_of_votes_cast", tie=tie)

    found = answer(rule=rule, totals=votes(2, 2, 0), casting_vote=cast)

    assert (found.outcome, found.failed_on) == expected


def test_a_quorum_of_those_in_office_asks_how_many_there_are() -> None:
    quorum = {"of": "in_office", "at_least": "1/2", "present": 3}
    asked = {"rule": of("majority_of_votes_cast"), "totals": votes(3, 0, 0), "quorum": quorum}

    assert answer(**asked).missing == ("electorate.in_office",)
    assert answer(**asked, electorate={"in_office": 6}).outcome == "adopted"
    assert answer(**asked, electorate={"in_office": 7}).outcome == "no-quorum"


def test_who_is_present_is_counted_where_all_in_the_room_are_told() -> None:
    told = {**votes(2, 0, 0), "present_not_voting": 1}

    found = answer(rule=of("majority_of_votes_cast"), totals=told, quorum={"at_least": 3})

    assert (found.outcome, found.arithmetic.endswith("3 present, quorum 3")) == ("adopted", True)


def test_more_than_a_number_is_one_more_in_floors_and_quorums() -> None:
    rule = of("majority_of_votes_cast", floor={"at_least": 10, "strict": True})
    quorum = {"at_least": 12, "strict": True}

    assert answer(rule=rule, totals=votes(10, 1, 0)).needed == 11
    assert outcome(rule, votes(10, 1, 0)) == "rejected"
    assert outcome(rule, votes(11, 1, 0)) == "adopted"
    assert outcome(RULE, votes(10, 1, 1), quorum={**quorum, "present": 12}) == "no-quorum"
    assert outcome(RULE, votes(10, 1, 1), quorum={**quorum, "present": 13}) == "adopted"


def test_a_quorum_of_none_is_met_by_an_empty_room() -> None:
    found = answer(rule=RULE, totals=votes(0, 0, 0), quorum={"at_least": 0, "present": 0})

    assert (found.outcome, found.failed_on) == ("rejected", "majority")


def test_a_unanimity_that_is_not_named_needs_all_in_office_by_its_strictest_kind() -> None:
    unset, free = of("unanimity"), of("unanimity", treatment={"abstain": "no-effect"})
    all_four = {"in_office": 4}

    assert answer(rule=unset, totals={"for": 2, "against": 0}, electorate=all_four).needed == 4
    assert answer(rule=free, totals={"for": 2, "against": 0}, electorate=all_four).needed is None
    one_abstains = {**votes(2, 0, 1), "present_not_voting": 0}
    assert answer(rule=free, totals=one_abstains, electorate=all_four).needed == 3


def test_two_effects_that_are_unset_beside_one_that_is_told_are_two_questions() -> None:
    treatment = {"absent": "no-effect", "excused": "unset", "paired": "unset"}
    totals = {"for": 2, "against": 0, "abstain": 0, "excused": 1, "paired": 1}

    found = answer(rule=of("unanimity_of_voting", treatment=treatment), totals=totals)

    assert found.missing == ("treatment.excused", "treatment.paired")


def test_an_unset_abstention_blocks_a_unanimity_or_has_no_part_in_it() -> None:
    rule = of("unanimity_of_voting", treatment={"abstain": "unset"})
    found = answer(rule=rule, totals=votes(3, 0, 1))

    assert (found.missing, found.needed) == (("treatment.abstain",), 3)


def test_a_consensus_with_a_floor_needs_to_know_who_is_for_it() -> None:
    rule = of("consensus", floor={"at_least": 3})
    found = answer(rule=rule, totals={"against": 0}, electorate={"legal": 5})

    assert (found.outcome, found.missing) == ("cannot-compute", ("totals.for",))
    assert outcome(rule, {"for": 2, "against": 0}) == "rejected"


def test_a_floor_of_all_members_needs_their_number() -> None:
    rule = of("majority_of_votes_cast", floor={"of": "component_members", "at_least": "1/3"})
    found = answer(rule=rule, totals=votes(50, 10, 0))

    assert found.missing == ("electorate.legal",)


FLOORED = of("majority_of_votes_cast", floor={"of": "present", "at_least": "1/3"})


def test_what_follows_from_others_is_missing_too_where_it_decides() -> None:
    found = answer(rule=FLOORED, totals={"for": 7}, electorate={"legal": 27})

    assert found.missing == ("totals.against", "electorate.present")


def test_a_tie_is_told_where_it_is_known_to_be_one() -> None:
    rule = of("majority_of_votes_cast", tie="casting_vote")
    unknown = answer(rule=rule, totals={"for": 50}, casting_vote="for")
    tied = answer(rule=rule, totals={"for": 50, "against": 50}, casting_vote="for")

    assert (unknown.outcome, unknown.missing) == ("cannot-compute", ("totals.against",))
    assert "tie" not in unknown.arithmetic
    assert tied.arithmetic.endswith("a tie; the chair's casting vote is for")


def test_a_floor_that_must_be_passed_says_so() -> None:
    floor = {"of": "present", "at_least": "1/2", "strict": True}
    rule = of("majority_of_votes_cast", floor=floor)
    found = answer(rule=rule, totals={**votes(15, 2, 13), "present_not_voting": 0})

    assert (found.outcome, found.failed_on) == ("rejected", "floor")
    assert "a floor of 16, more than 1/2 of present" in found.arithmetic
