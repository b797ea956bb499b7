"""From when a treaty binds each party, and what of a count is missing."""

from datetime import date

import pytest
from pydantic import ValidationError

from tests.domain.treaty_lines import COE, THIRTY_DAYS, acts, answer

LATE = {"convention": "day_plus_n", "n": 30, "unit": "calendar-days"}


@pytest.mark.parametrize(
    ("applies", "deposit", "own"),
    [
        ("after_threshold", "2004-03-18", "2004-07-01"),
        ("after_threshold", "2004-03-19", "2004-07-01"),
        ("after_threshold", "2004-06-02", "2004-07-02"),
        ("after_entry_into_force", "2004-06-30", "2004-07-01"),
        ("after_entry_into_force", "2004-07-01", "2004-07-31"),
        ("after_entry_into_force", "2004-07-02", "2004-08-01"),
    ],
)
def test_late_parties_count_from_their_own_act(applies: str, deposit: str, own: str) -> None:
    rule = {"count": 1, **COE, "late": {**LATE, "applies": applies}}

    found = answer(rule, acts(al="2004-03-18", az=deposit))

    assert found.per_party["az"] == date.fromisoformat(own)


def test_a_late_rule_that_says_only_when_counts_as_the_treaty_does() -> None:
    rule = {"count": 1, **COE, "late": {"applies": "after_entry_into_force"}}

    found = answer(rule, acts(al="2004-03-18", az="2004-06-30", uz="2004-07-02"))

    assert found.per_party["az"] == date(2004, 7, 1)
    assert found.per_party["uz"] == date(2004, 11, 1)


YEAR = {"count": 1, "convention": "months_same_day", "n": 12, "unit": "months"}


@pytest.mark.parametrize(
    ("rule", "late"),
    [
        (YEAR, {"convention": "day_plus_n", "n": 30}),
        ({"count": 1, **THIRTY_DAYS}, {"convention": "months_same_day", "n": 3}),
        ({"count": 1, "on_date": "2004-04-01"}, {"convention": "day_plus_n"}),
    ],
)
def test_late_parties_under_another_convention_count_in_a_unit_of_their_own(
    rule: dict[str, object], late: dict[str, object]
) -> None:
    said = acts(al="2004-03-18")
    whole = {**late, "unit": "months"}

    with pytest.raises(ValidationError, match=r"rule\.late\.unit\n  is missing: "):
        answer({**rule, "late": late}, said)
    assert answer({**rule, "late": whole}, said).date is not None


@pytest.mark.parametrize("late", [{"n": 1}, {"convention": "months_same_day", "n": 1}])
def test_late_parties_under_the_same_convention_count_in_the_unit_of_the_treaty(
    late: dict[str, object],
) -> None:
    found = answer({**YEAR, "late": late}, acts(al="2004-03-18", az="2005-06-18"))

    assert found.per_party["az"] == date(2005, 7, 18)


def test_a_treaty_in_force_at_once_binds_those_who_brought_it_about() -> None:
    rule = {
        "count": 1,
        **LATE,
        "n": 0,
        "late": {"n": 30, "applies": "after_entry_into_force"},
    }

    found = answer(rule, acts(al="2004-03-18", az="2004-03-19"))

    assert found.per_party == {"al": date(2004, 3, 18), "az": date(2004, 4, 18)}


def test_the_day_a_party_names_for_itself_is_its_own() -> None:
    told = [*acts(al="2004-03-18"), {**acts(hr="2004-01-01")[0], "effective_on": "2004-12-01"}]

    found = answer({"count": 2, **COE}, told)

    assert found.date == date(2004, 7, 1), "the day of deposit alone decides what counts"
    assert found.per_party["hr"] == date(2004, 12, 1)


def test_a_count_that_is_not_said_is_missing_and_the_rest_is_answered() -> None:
    found = answer({"count": 1, "n": 3}, acts(al="2004-03-18"))

    assert found.reached_on == date(2004, 3, 18)
    assert found.date is None
    assert found.missing == ("rule.convention", "rule.unit")


def test_a_convention_without_its_unit_is_no_contradiction() -> None:
    found = answer({"count": 1, "convention": "months_same_day"}, acts(al="2004-03-18"))

    assert found.missing == ("rule.n", "rule.unit")


def test_nothing_is_missing_for_late_parties_where_there_are_none() -> None:
    assert answer({"count": 1, "on_date": "2004-04-01"}, acts(al="2004-03-18")).missing == ()


def test_a_count_for_late_parties_that_is_not_said_is_missing_for_them_alone() -> None:
    rule = {"count": 1, "on_date": "2004-04-01"}

    found = answer(rule, acts(al="2004-03-18", az="2004-06-30"))

    assert found.per_party == {"al": date(2004, 4, 1)}
    assert found.missing == ("rule.late.convention", "rule.late.n", "rule.late.unit")


def test_each_part_of_a_count_is_missing_by_itself() -> None:
    whole = {"convention": "day_plus_n", "n": 30, "unit": "calendar-days"}
    named = {**acts(al="2004-03-18")[0], "effective_on": "2004-12-01"}

    for part in whole:
        told = {name: value for name, value in whole.items() if name != part}
        found = answer({"count": 1, **told}, [named])

        assert (found.date, found.missing) == (None, (f"rule.{part}",))
        assert (found.reached_on, found.per_party) == (date(2004, 3, 18), {})


def test_without_an_act_not_one_of_the_parties_named_is_there_whoever_they_are() -> None:
    found = answer({"count": "all", **COE}, [])

    assert found.explanation == "not reached: 0 of the parties named (1 needed)"
    assert found.missing == ()
