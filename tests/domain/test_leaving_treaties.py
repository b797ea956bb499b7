"""Who leaves a treaty: until when a consent counts, and how one comes in again."""

from datetime import date

import pytest

from tests.domain.treaty_lines import COE, acts, answer, denounced, in_force


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
    assert ("al" in found.per_party) is (reached == "2004-03-18")


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
