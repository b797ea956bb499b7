"""Tallies with the same totals under different rules (domain.md 8.1), and laws of arithmetic."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.majorities import (
    FRACTIONS,
    MAJORITIES,
    UNANIMITIES,
    Result,
    Tally,
    Terms,
    at_least,
    more_than,
    result,
)

RULES = ["unanimity", *UNANIMITIES, *MAJORITIES, *(f"{name}:2/3" for name in FRACTIONS)]
EP_AMENDMENT = Tally(in_favour=341, against=274, abstentions=10, absent=80)
EP_VOTE = Tally(in_favour=207, against=189, abstentions=147, absent=162)
FOUR_FOR = Tally(in_favour=4)
ONE_ABSTAINS = Tally(in_favour=3, abstentions=1)
ONE_IS_ABSENT = Tally(in_favour=3, absent=1)

counts = st.integers(min_value=0, max_value=700)
tallies = st.builds(
    Tally,
    in_favour=counts,
    against=counts,
    abstentions=counts,
    not_voting=counts,
    absent=counts,
    objections=st.integers(min_value=0, max_value=2),
)
effects = st.sampled_from([None, "blocks", "no-effect"])
terms = st.builds(
    Terms,
    rule=st.sampled_from(RULES),
    abstention_effect=effects,
    absence_effect=effects,
    quorum=st.one_of(st.none(), counts),
    floor=counts,
)


def test_t1_a_majority_of_component_members_needs_353_of_705() -> None:
    found = result(EP_AMENDMENT, Terms(rule="majority_of_component_members", quorum=235))

    assert (found.outcome, found.needed) == ("rejected", 353)


def test_t2_the_same_totals_are_a_majority_of_votes_cast() -> None:
    found = result(EP_AMENDMENT, Terms(rule="majority_of_votes_cast", quorum=235))

    assert (found.outcome, found.needed) == ("adopted", 308)


def test_t3_the_tbmm_needs_its_quorum_its_floor_and_half_of_the_participants() -> None:
    tally = Tally(in_favour=287, against=55, abstentions=4, absent=254)

    found = result(tally, Terms(rule="majority_of_participants", quorum=200, floor=151))

    assert found == Result(
        outcome="adopted",
        needed=174,
        arithmetic="287 for, 55 against, 4 abstaining, 254 absent; needed in favour: 174, "
        "more than half of 346 participants; and at least 151; 346 present, quorum 200",
    )


def test_t4_a_majority_of_votes_cast_ignores_abstentions() -> None:
    found = result(EP_VOTE, Terms(rule="majority_of_votes_cast", quorum=235))

    assert found.outcome == "adopted"


def test_t5_a_majority_of_participants_counts_them() -> None:
    found = result(EP_VOTE, Terms(rule="majority_of_participants"))

    assert (found.outcome, found.needed) == ("rejected", 272)


@pytest.mark.parametrize("rule", ["unanimity", *UNANIMITIES])
def test_t6_four_of_four_is_unanimous_in_every_sense(rule: str) -> None:
    assert result(FOUR_FOR, Terms(rule=rule)).outcome == "adopted"


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        ("unanimity_all", "rejected"),
        ("unanimity_of_voting", "adopted"),
        ("consensus", "adopted"),
        ("unanimity", "cannot-compute"),
    ],
)
def test_t7_one_abstention_divides_the_kinds_of_unanimity(rule: str, outcome: str) -> None:
    assert result(ONE_ABSTAINS, Terms(rule=rule)).outcome == outcome


def test_t7_what_turkpa_lacks_is_the_effect_of_an_abstention() -> None:
    assert result(ONE_ABSTAINS, Terms(rule="unanimity")).missing == ("abstention_effect",)


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        ("unanimity_all", "rejected"),
        ("unanimity_of_voting", "adopted"),
        ("consensus", "adopted"),
        ("unanimity", "cannot-compute"),
    ],
)
def test_t8_one_absence_divides_them_likewise(rule: str, outcome: str) -> None:
    assert result(ONE_IS_ABSENT, Terms(rule=rule, quorum=3)).outcome == outcome


def test_t8_turkpa_also_lacks_a_quorum() -> None:
    found = result(ONE_IS_ABSENT, Terms(rule="unanimity"))

    assert found.missing == ("absence_effect", "quorum.decide")


def test_with_an_absence_of_no_effect_the_quorum_is_still_missing() -> None:
    found = result(ONE_IS_ABSENT, Terms(rule="unanimity", absence_effect="no-effect"))

    assert (found.outcome, found.missing) == ("cannot-compute", ("quorum.decide",))


def test_an_absence_that_blocks_rejects_with_any_quorum() -> None:
    found = result(ONE_IS_ABSENT, Terms(rule="unanimity", absence_effect="blocks"))

    assert (found.outcome, found.missing) == ("rejected", ())


def test_without_a_quorum_nothing_is_adopted() -> None:
    found = result(ONE_IS_ABSENT, Terms(rule="consensus", quorum=4))

    assert (found.outcome, found.failed_on) == ("rejected", "quorum.decide")


def test_one_vote_against_is_no_unanimity_of_any_kind() -> None:
    found = result(Tally(in_favour=2, against=1, abstentions=1), Terms(rule="unanimity"))

    assert (found.outcome, found.failed_on) == ("rejected", "unanimity")


@pytest.mark.parametrize("rule", RULES)
def test_where_nobody_votes_only_consensus_adopts(rule: str) -> None:
    found = result(Tally(in_favour=0, not_voting=4), Terms(rule=rule))

    expected = {"consensus": "adopted", "unanimity": "cannot-compute"}
    assert found.outcome == expected.get(rule, "rejected")


def test_a_silent_plenary_needs_to_know_which_unanimity_is_meant() -> None:
    found = result(Tally(in_favour=0, not_voting=4), Terms(rule="unanimity"))

    assert found.missing == ("plenary.decision", "abstention_effect")


@pytest.mark.parametrize(
    "rule", [None, "acclamation", "fraction_of_members", "fraction_of_members:2/0"]
)
def test_an_unset_or_unknown_rule_computes_nothing(rule: str | None) -> None:
    found = result(FOUR_FOR, Terms(rule=rule))

    assert (found.outcome, found.missing) == ("cannot-compute", ("plenary.decision",))


def test_two_thirds_are_reached_exactly() -> None:
    found = result(Tally(in_favour=80, absent=3), Terms(rule="fraction_of_members:2/3", quorum=0))

    assert (found.outcome, found.needed) == ("adopted", 56)


def test_a_tie_is_rejected() -> None:
    tied = Tally(in_favour=2, against=2)

    assert result(tied, Terms(rule="majority_of_votes_cast")).outcome == "rejected"


@given(tallies, terms)
def test_another_yes_never_turns_adopted_into_rejected(tally: Tally, rule: Terms) -> None:
    before = result(tally, rule)
    more = tally.model_copy(update={"in_favour": tally.in_favour + 1})

    if before.outcome == "adopted":
        assert result(more, rule).outcome == "adopted"


@given(tallies, st.integers(min_value=0, max_value=700))
def test_abstentions_never_change_a_majority_of_votes_cast(tally: Tally, more: int) -> None:
    rule = Terms(rule="majority_of_votes_cast", quorum=0)
    with_more = tally.model_copy(update={"abstentions": tally.abstentions + more})

    assert result(tally, rule).outcome == result(with_more, rule).outcome


@given(tallies, terms)
def test_what_cannot_be_computed_says_what_is_missing(tally: Tally, rule: Terms) -> None:
    found = result(tally, rule)

    assert (found.outcome == "cannot-compute") == bool(found.missing)
    assert (found.outcome == "rejected") == bool(found.failed_on)


@given(tallies, terms)
def test_what_is_computed_with_unset_effects_holds_under_every_ruling(
    tally: Tally, rule: Terms
) -> None:
    unset = Terms(rule="unanimity", quorum=rule.quorum)
    ruled = Terms(
        rule="unanimity",
        quorum=rule.quorum,
        abstention_effect=rule.abstention_effect or "blocks",
        absence_effect=rule.absence_effect or "no-effect",
    )
    found = result(tally, unset).outcome

    if found != "cannot-compute":
        assert result(tally, ruled).outcome in {found, "cannot-compute"}


@given(st.fractions(min_value=0, max_value=1), st.integers(min_value=0, max_value=1_000))
def test_the_smallest_sufficient_numbers_are_the_smallest(share: Fraction, base: int) -> None:
    assert more_than(share, base) > share * base >= more_than(share, base) - 1
    assert at_least(share, base) >= share * base > at_least(share, base) - 1
