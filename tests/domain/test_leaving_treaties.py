"""Who leaves a treaty: until when a consent counts, and how one comes in again."""

from datetime import date

import pytest

from tests.domain.treaty_lines import COE, THIRTY_DAYS, acts, answer, denounced, in_force, members


@pytest.mark.parametrize(
    ("leaves", "reached"),
    [
        ("2004-03-17", "2004-06-01"),
        ("2004-03-18", "2004-06-01"),
        ("2004-03-19", "2004-03-18"),
    ],
)
def test_who_leaves_by_the_day_itself_is_out_of_the_count(leaves: str, reached: str) -> None:
    told = [
        *acts(al="2004-01-01", hr="2004-03-18", ee="2004-06-01"),
        denounced("al", "2004-01-02", leaves),
    ]

    found = answer({"count": 2, **COE}, told)

    assert found.reached_on == date.fromisoformat(reached)
    assert "al" not in found.per_party


def test_a_denunciation_that_names_no_day_takes_effect_on_its_own() -> None:
    told = [*acts(al="2004-01-01", hr="2004-03-18"), denounced("al", "2004-03-18")]

    assert in_force({"count": 2, **COE}, told) is None
    told[-1] = denounced("al", "2004-03-19")
    assert in_force({"count": 2, **COE}, told) == date(2004, 7, 1)


def test_who_left_may_come_in_again() -> None:
    told = [
        *acts(al="2004-01-01", hr="2004-01-15"),
        denounced("al", "2004-01-02", "2004-01-10"),
        *acts("accession", al="2004-05-01"),
    ]

    found = answer({"count": 2, **COE}, told)

    assert found.reached_by == ("al",)
    assert found.per_party["al"] == date(2004, 9, 1)


def test_who_comes_in_again_before_he_is_out_counts_without_a_gap() -> None:
    told = [*acts(al="2004-01-01"), denounced("al", "2004-02-01", "2004-08-01")]
    again = acts("accession", al="2004-03-01")

    assert in_force({"count": 2, **COE}, [*told, *acts(hr="2004-09-01")]) is None
    assert in_force({"count": 2, **COE}, [*told, *again, *acts(hr="2004-09-01")]) is not None


def test_who_leaves_on_the_day_on_which_it_came_was_never_bound() -> None:
    told = [*acts(al="2004-03-18", hr="2004-04-01"), denounced("hr", "2004-04-01")]

    assert set(answer({"count": 1, **COE}, told).per_party) == {"al"}
    assert in_force({"count": 2, **COE}, told) is None


def test_of_two_denunciations_the_first_to_take_effect_ends_it() -> None:
    told = [
        *acts(al="2004-01-01", hr="2004-03-18"),
        denounced("al", "2004-01-02", "2004-06-01"),
        denounced("al", "2004-01-03", "2004-03-01"),
    ]

    assert in_force({"count": 2, **COE}, told) is None


def test_who_leaves_on_the_day_on_which_others_reach_it_is_not_bound() -> None:
    told = [
        *acts(al="2004-01-01", hr="2004-03-01", ee="2004-03-18"),
        denounced("al", "2004-01-02", "2004-03-18"),
    ]

    found = answer({"count": 2, **COE}, [*told[:1], *told[2:], *acts(hr="2004-03-18")])

    assert found.reached_by == ("ee", "hr")
    assert set(found.per_party) == {"ee", "hr"}


def test_a_second_consent_before_a_denunciation_stands_in_no_way_of_coming_in_again() -> None:
    told = [
        *acts(al="2004-01-01", hr="2004-09-01"),
        *acts("approval", al="2004-02-01"),
        denounced("al", "2004-03-01"),
    ]
    again = acts("accession", al="2004-06-01")

    assert in_force({"count": 2, **COE}, told) is None
    assert answer({"count": 2, **COE}, [*told, *again]).reached_on == date(2004, 9, 1)


def test_two_consents_and_a_denunciation_of_one_day_count_once_until_it_takes_effect() -> None:
    told = [
        *acts(al="2004-01-01", hr="2004-02-01"),
        *acts("approval", al="2004-01-01"),
        denounced("al", "2004-01-01", "2004-06-01"),
    ]

    assert in_force({"count": 3, **COE}, told) is None
    assert answer({"count": 2, **COE}, told).reached_on == date(2004, 2, 1)


BEFORE = [{"effective_on": "1998-08-25"}, {}]


@pytest.mark.parametrize("named", [{"effective_on": "1998-08-26"}, *BEFORE])
def test_who_comes_in_again_on_the_day_of_its_denunciation_may_say_so_by_the_day_it_names(
    named: dict[str, str],
) -> None:
    came, others = acts("accession", a="1980-11-14"), acts(b="2000-02-01")
    again = [{**acts("accession", a="1998-05-26")[0], **named}]
    left = denounced("a", "1998-05-26", "1998-08-26")

    before = answer({"count": 2, **COE}, [*came, *again, left, *others])
    after = answer({"count": 2, **COE}, [*came, left, *again, *others])

    assert before.reached_by == (() if named in BEFORE else ("b",))
    assert after.reached_by == ("b",), "what stands after the denunciation counts afresh"


def test_who_comes_in_after_a_denunciation_of_nothing_is_not_ended_by_it() -> None:
    came, left = acts(al="2004-03-18"), denounced("al", "2004-03-18")

    assert in_force({"count": 1, **COE}, [left, *came]) == date(2004, 7, 1)
    assert in_force({"count": 1, **COE}, [*came, left]) is None


def test_an_act_of_the_first_day_of_the_calendar_counts() -> None:
    assert answer({"count": 1, **COE}, acts(al="0001-01-01")).reached_on == date.min


@pytest.mark.parametrize(
    ("leaves", "bound"),
    [("2019-04-29", set()), ("2019-06-01", set()), ("2019-06-02", {"my"})],
)
def test_who_leaves_before_his_date_or_on_it_has_none(leaves: str, bound: set[str]) -> None:
    rule = {**THIRTY_DAYS, "count": 1, "convention": "days_then_first_of_next_month", "n": 60}
    told = [*acts(a="2002-04-11"), *acts("accession", my="2019-03-04")]

    found = answer(rule, [*told, denounced("my", "2019-04-29", leaves)])

    assert set(found.per_party) == {"a"} | bound


def test_who_leaves_before_the_treaty_is_in_force_has_no_date_and_leaves_the_treaty_its_own() -> (
    None
):
    told = [*acts(a="2000-01-01", b="2000-02-01"), denounced("a", "2000-02-10")]

    found = answer({"count": 2, **THIRTY_DAYS}, told)

    assert found.date == date(2000, 3, 2)
    assert found.per_party == {"b": date(2000, 3, 2)}


def test_who_leaves_before_his_date_and_comes_in_again_is_bound_by_his_second_act() -> None:
    year = {"convention": "months_same_day", "n": 12, "unit": "months"}
    told = [
        *acts("approval", cz="1983-10-27"),
        *acts("accession", us="1984-05-16"),
        denounced("us", "1984-08-18"),
        *acts("accession", us="1984-08-20"),
    ]

    found = answer({"count": "all", "parties": ["cz", "us"], **year}, told)

    assert found.per_party == {"cz": date(1985, 5, 16), "us": date(1985, 8, 20)}


def test_who_came_back_after_he_was_bound_keeps_his_first_date() -> None:
    told = [*acts(a="2000-01-01"), denounced("a", "2000-02-01"), *acts(a="2001-01-01")]

    assert answer({"count": 1, **THIRTY_DAYS}, told).per_party == {"a": date(2000, 1, 31)}


def test_who_was_out_before_the_treaty_bound_anybody_lacks_no_count_for_late_parties() -> None:
    rule = {"count": 1, "on_date": "2004-04-01"}
    told = [*acts(a="2004-01-01"), *acts(b="2004-01-02"), denounced("b", "2004-02-01")]

    assert answer(rule, told).missing == ()
    assert answer(rule, told[:-1]).missing == (
        "rule.late.convention",
        "rule.late.n",
        "rule.late.unit",
    )


BACK_BEFORE_OUT = [
    *acts(a="2000-01-01"),
    denounced("a", "2000-02-01", "2001-02-01"),
    *acts("accession", a="2000-06-01"),
]


def test_who_only_goes_on_to_be_bound_has_not_reached_it() -> None:
    found = answer({"count": 2, **COE}, [*BACK_BEFORE_OUT, *acts(b="2001-02-01")])

    assert (found.reached_on, found.reached_by) == (date(2001, 2, 1), ("b",))


def test_where_an_earlier_act_comes_to_count_nobody_reached_it_on_the_day() -> None:
    rule = {"count": 1, "sub_counts": [{"group": "g", "n": 1}], **COE}

    found = answer(rule, BACK_BEFORE_OUT, {"g": members(("a", "2000-03-01", None))})

    assert (found.reached_on, found.reached_by) == (date(2001, 2, 1), ())
    assert found.explanation.startswith("reached on 2001-02-01: ")
