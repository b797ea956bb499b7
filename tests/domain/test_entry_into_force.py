"""Entry into force by the worked cases of domain.md, and each sentence of the contract."""

from datetime import date
from itertools import pairwise

import pytest
from pydantic import ValidationError

from domain.calculators.entry_into_force import Answer
from tests.domain.treaty_lines import COE, THIRTY_DAYS, acts, answer, in_force, members

CYBERCRIME = {"count": 5, "sub_counts": [{"group": "coe", "n": 3}], **COE}
FIVE = acts(al="2002-06-20", hr="2002-10-17", ee="2003-05-12", hu="2003-12-04", lt="2004-03-18")
COUNCIL_OF_EUROPE = {
    "coe": members(
        ("al", "1995-07-13", None),
        ("hr", "1996-11-06", None),
        ("ee", "1993-05-14", None),
        ("hu", "1990-11-06", None),
        ("lt", "1993-05-14", None),
        ("az", "2001-01-25", None),
    )
}


def test_h9_d2_the_fifth_deposit_with_three_members_puts_the_cybercrime_convention_in_force() -> (
    None
):
    found = answer(CYBERCRIME, FIVE, COUNCIL_OF_EUROPE)

    assert found == Answer(
        id="x",
        date=date(2004, 7, 1),
        reached_by=("lt",),
        reached_on=date(2004, 3, 18),
        explanation=(
            "reached on 2004-03-18 by lt: 5 parties (5 needed), 5 of them in coe (3 needed); in "
            "force the first day of the month after 3 months from 2004-03-18: 2004-07-01"
        ),
        per_party=dict.fromkeys(("al", "ee", "hr", "hu", "lt"), date(2004, 7, 1)),
        missing=(),
    )


def test_h9_d1_azerbaijan_comes_later_and_counts_from_its_own_deposit() -> None:
    told = [*acts("signature", az="2008-06-30"), *FIVE, *acts(az="2010-03-15")]

    found = answer(CYBERCRIME, told, COUNCIL_OF_EUROPE)

    assert found.date == date(2004, 7, 1)
    assert found.per_party["az"] == date(2010, 7, 1)


def istanbul() -> list[dict[str, str]]:
    """Return the first ten deposits: general knowledge, and they fit the known date."""
    return acts(
        tr="2012-03-14",
        al="2013-02-04",
        pt="2013-02-05",
        me="2013-04-22",
        it="2013-09-10",
        ba="2013-11-07",
        at="2013-11-14",
        rs="2013-11-21",
        es="2014-04-10",
        ad="2014-04-22",
    )


def test_h9_d3_a_denunciation_ends_one_party_and_leaves_the_treaty_in_force() -> None:
    rule = {"count": 10, "sub_counts": [{"group": "coe", "n": 8}], "not_counting": ["eu"], **COE}
    coe = {"coe": members(*((each["party"], "1990-01-01", None) for each in istanbul()))}
    left = {"party": "tr", "kind": "denunciation", "on": "2021-03-20", "effective_on": "2021-07-01"}
    joined = acts("approval", eu="2023-06-28")

    found = answer(rule, [*istanbul(), left, *joined], coe)

    assert found.date == date(2014, 8, 1)
    assert found.reached_by == ("ad",)
    assert found.per_party["tr"] == date(2014, 8, 1)
    assert found.per_party["eu"] == date(2023, 10, 1)


def test_d4_thirty_instruments_three_months_on_the_same_day() -> None:
    rule = {"count": 30, "convention": "months_same_day", "n": 3, "unit": "months"}
    early = acts("acceptance", **{f"p{n}": "2005-11-01" for n in range(29)})

    assert in_force(rule, early) is None
    assert in_force(rule, [*early, *acts(ro="2006-01-20")]) == date(2006, 4, 20)


def test_h7_d5_thirty_days_after_the_completion() -> None:
    rule = {"count": 5, **THIRTY_DAYS}
    founders = acts(az="2010-01-01", kz="2010-02-01", kg="2010-03-01", tr="2010-10-18")

    found = answer(rule, [*founders, *acts("accession", uz="2019-09-14")])
    without_uz = answer(
        {"count": 4, **THIRTY_DAYS}, [*founders, *acts("accession", uz="2019-09-14")]
    )

    assert found.date == date(2019, 10, 14)
    assert without_uz.date == date(2010, 11, 17)
    assert without_uz.per_party["uz"] == date(2019, 10, 14)


AFCFTA = {"count": 22, "convention": "day_after_n_full_days", "n": 30, "unit": "calendar-days"}


def test_d6_the_day_after_thirty_full_days() -> None:
    early = acts(**{f"p{n}": "2019-01-01" for n in range(21)})

    found = answer(AFCFTA, [*early, *acts(sl="2019-04-29")])

    assert found.date == date(2019, 5, 30)
    assert found.reached_by == ("sl",)


def test_d7_a_parliamentary_approval_is_no_act_of_a_treaty() -> None:
    approved = {"party": "gm", "kind": "parliamentary_approval", "on": "2019-04-02"}

    with pytest.raises(ValidationError):
        answer(AFCFTA, [approved])


def test_h6_the_investment_fund_waits_for_all_five_parties() -> None:
    rule = {"count": "all", "parties": ["az", "kz", "kg", "tr", "uz"], **THIRTY_DAYS}
    four = acts(az="2023-06-20", kz="2023-10-20", tr="2023-12-20", kg="2024-01-20")

    found = answer(rule, [*acts("signature", uz="2023-03-16"), *four, *acts(tm="2024-01-21")])

    assert found.date is None
    assert found.per_party == {}
    assert found.reached_by == ()
    assert found.explanation == "not reached: 4 of the parties named (5 needed)"
    assert in_force(rule, [*four, *acts(uz="2024-02-01")]) == date(2024, 3, 2)


WAYS = ("definitive_signature", "ratification", "acceptance", "approval", "formal_confirmation")
OTHERS = ("signature", "succession", "provisional_application")


@pytest.mark.parametrize("kind", [*WAYS, "accession"])
def test_every_way_of_consenting_counts(kind: str) -> None:
    assert in_force({"count": 1, **COE}, acts(kind, al="2004-03-18")) == date(2004, 7, 1)


@pytest.mark.parametrize("kind", OTHERS)
def test_a_signature_and_a_succession_count_only_where_the_treaty_says_so(kind: str) -> None:
    told = acts(kind, al="2004-03-18")

    assert in_force({"count": 1, **COE}, told) is None
    assert in_force({"count": 1, "counts": [kind], **COE}, told) == date(2004, 7, 1)


def test_only_what_the_rule_counts_counts_but_another_consent_binds_its_party() -> None:
    rule = {"count": 1, "counts": ["ratification"], **COE}
    told = [*acts("accession", az="2004-01-01"), *acts(al="2004-03-18")]

    found = answer(rule, told)

    assert found.reached_by == ("al",)
    assert set(found.per_party) == {"az", "al"}


def test_a_successor_is_bound_from_the_day_it_names_and_never_before_the_treaty() -> None:
    successor = {"party": "sk", "kind": "succession", "on": "2005-01-10"}
    told = acts(al="2004-03-18")

    dates = [
        answer({"count": 1, **COE}, [*told, {**successor, **named}]).per_party["sk"]
        for named in ({}, {"effective_on": "2004-09-01"}, {"effective_on": "1993-01-01"})
    ]

    assert dates == [date(2005, 5, 1), date(2004, 9, 1), date(2004, 7, 1)]


def test_a_party_counts_once_by_its_first_counting_act() -> None:
    told = [*acts(al="2004-01-01"), *acts("approval", al="2004-02-01"), *acts(hr="2004-03-01")]

    found = answer({"count": 2, **COE}, told)

    assert found.reached_on == date(2004, 3, 1)
    assert found.reached_by == ("hr",)
    assert in_force({"count": 3, **COE}, told) is None


def test_all_who_deposit_on_the_day_reach_it_together() -> None:
    told = acts(hr="2004-03-01", al="2004-03-01", ee="2004-01-01")

    assert answer({"count": 2, **COE}, told).reached_by == ("al", "hr")


def test_the_order_of_the_lines_is_not_the_order_of_time() -> None:
    assert in_force(CYBERCRIME | {"sub_counts": []}, FIVE[::-1]) == date(2004, 7, 1)


GROUP = {"count": 1, "sub_counts": [{"group": "g", "n": 1}], **COE}


INSIDE = [("2004-03-18", None), (None, "2004-03-18"), (None, None), ("2004-03-18", "2004-03-18")]
OUTSIDE = [("2004-03-19", None), (None, "2004-03-17")]


@pytest.mark.parametrize(("since", "until"), INSIDE)
def test_who_is_in_the_group_on_the_day_of_its_act_counts(
    since: str | None, until: str | None
) -> None:
    found = answer(GROUP, acts(al="2004-03-18"), {"g": members(("al", since, until))})

    assert found.date == date(2004, 7, 1)


@pytest.mark.parametrize(("since", "until"), OUTSIDE)
def test_who_is_not_in_the_group_on_the_day_of_its_act_does_not(
    since: str | None, until: str | None
) -> None:
    found = answer(GROUP, acts(al="2004-03-18"), {"g": members(("al", since, until))})

    assert found.date is None
    assert found.missing == ()


def test_who_joins_the_group_after_its_act_does_not_help() -> None:
    group = {"g": members(("al", "2004-04-01", None), ("hr", None, None))}

    found = answer(GROUP, acts(al="2004-03-18", hr="2004-06-01"), group)

    assert found.reached_on == date(2004, 6, 1)


def test_a_group_that_is_not_given_is_named_where_it_could_decide() -> None:
    found = answer(GROUP, acts(al="2004-03-18"))
    not_enough = answer({**GROUP, "count": 2}, acts(al="2004-03-18"))

    assert found.missing == ("groups.g",)
    assert found.date is None
    assert found.reached_on is None
    assert found.per_party == {}
    assert not_enough.missing == (), "whatever the group, one party is not two"
    assert not_enough.date is None


def test_one_party_is_not_two_of_a_group_whatever_the_group() -> None:
    rule = {"count": 1, "sub_counts": [{"group": "g", "n": 2}], **COE}

    assert answer(rule, acts(al="2004-03-18")).missing == ()
    assert answer(rule, acts(al="2004-03-18", hr="2004-03-19")).missing == ("groups.g",)


def test_a_weighted_group_that_is_not_given_is_named() -> None:
    rule = {"count": 1, "weights": [{"group": "annex", "at_least": 1}], **COE}

    assert answer(rule, acts(al="2004-03-18")).missing == ("groups.annex",)
    assert answer(rule, acts(a="2004-03-18"), weighed(a=None)).missing == ("groups.annex.a.weight",)


def test_without_any_act_nothing_is_there() -> None:
    assert answer(CYBERCRIME, [], {}).explanation == (
        "not reached: 0 parties (5 needed), 0 of them in coe (3 needed)"
    )


def test_the_parties_of_all_must_be_known() -> None:
    assert answer({"count": "all", **COE}, acts(al="2004-03-18")).missing == ("rule.parties",)


SHARE = {"count": 2, "weights": [{"group": "annex", "at_least": 55}], **COE}


def weighed(**weights: object) -> dict[str, object]:
    return {"annex": [{"party": party, "weight": each} for party, each in weights.items()]}


def test_a_share_is_added_up_exactly() -> None:
    told = acts(a="2004-01-01", b="2004-02-01", c="2004-03-01")

    exact = answer(SHARE, told, weighed(a=54.7, b="0.2", c=0.1))
    less = answer(SHARE, told, weighed(a=54.7, b="0.2", c="0.0999999999"))

    assert exact.reached_by == ("c",)
    assert "55 of the weight in annex (55 needed)" in exact.explanation
    assert less.date is None
    assert "54.9999999999 of the weight in annex (55 needed)" in less.explanation


def test_a_weight_that_is_not_known_is_named_only_where_it_could_decide() -> None:
    told = acts(a="2004-01-01", b="2004-02-01", c="2004-03-01")

    open_ = answer(SHARE, told, weighed(a=10, b=None, c=50))
    decided = answer(SHARE, told, weighed(a=10, b=50, c=None))

    assert open_.missing == ("groups.annex.b.weight",)
    assert decided.reached_by == ("b",)
    assert decided.missing == ()


def test_two_weights_of_one_party_on_one_day_are_an_error() -> None:
    annex = {"annex": [{"party": "a", "weight": 10}, {"party": "a", "weight": 20}]}

    with pytest.raises(ValueError, match="a has two weights in annex"):
        answer(SHARE, acts(a="2004-01-01"), annex)


def test_who_never_counts_is_bound_all_the_same() -> None:
    rule = {"count": 2, "not_counting": ["eu"], **COE}

    found = answer(rule, acts(eu="2004-01-01", al="2004-02-01", hr="2004-03-18"))

    assert found.reached_on == date(2004, 3, 18)
    assert found.per_party["eu"] == date(2004, 7, 1)


def test_all_of_the_parties_are_those_who_can_count() -> None:
    rule = {"count": "all", "parties": ["al", "hr", "eu"], "not_counting": ["eu"], **COE}

    assert in_force(rule, acts(al="2004-02-01", hr="2004-03-18")) == date(2004, 7, 1)


@pytest.mark.parametrize(
    ("deposit", "expected"),
    [("2003-12-31", "2004-01-01"), ("2004-01-01", "2004-01-01"), ("2004-01-02", "2004-05-01")],
)
def test_a_fixed_day_holds_if_the_threshold_is_reached_by_then(deposit: str, expected: str) -> None:
    rule = {"count": 1, "on_date": "2004-01-01", **COE}

    assert in_force(rule, acts(al=deposit)) == date.fromisoformat(expected)


def test_not_before_holds_the_date_back() -> None:
    rule = {"count": 1, "not_before": "2004-07-15", **COE}

    found = answer(rule, acts(al="2004-03-18", hr="2004-03-20", ee="2004-05-01"))

    assert found.date == date(2004, 7, 15)
    assert found.per_party == {
        "al": date(2004, 7, 15),
        "hr": date(2004, 7, 15),
        "ee": date(2004, 9, 1),
    }
    assert in_force({**rule, "not_before": "2004-06-30"}, acts(al="2004-03-18")) == date(2004, 7, 1)
    fixed = {**rule, "on_date": "2004-04-01"}
    assert in_force(fixed, acts(al="2004-03-18")) == date(2004, 7, 15)


def test_days_may_go_on_to_the_first_of_the_next_month() -> None:
    rule = {
        "count": 1,
        "convention": "days_then_first_of_next_month",
        "n": 30,
        "unit": "calendar-days",
    }

    assert in_force(rule, acts(al="2004-01-30")) == date(2004, 3, 1)
    assert in_force(rule, acts(al="2004-01-31")) == date(2004, 4, 1)


@pytest.mark.parametrize(
    ("deposit", "expected"), [("2003-11-30", "2004-03-01"), ("2002-11-30", "2003-03-01")]
)
def test_months_clip_to_the_end_of_the_month_and_then_go_on(deposit: str, expected: str) -> None:
    assert in_force({"count": 1, **COE}, acts(al=deposit)) == date.fromisoformat(expected)


def test_a_state_dissolved_later_stays_counted() -> None:
    group = {"g": members(("yu", None, "1992-04-27"), ("al", None, None))}
    rule = {"count": 2, "sub_counts": [{"group": "g", "n": 2}], **COE}

    assert answer(rule, acts(yu="1990-01-01", al="2004-03-18"), group).date == date(2004, 7, 1)


@pytest.mark.parametrize(
    "fault",
    [
        {},
        {"count": True},
        {"count": 0},
        {"count": 2.5},
        {"count": "some"},
        {"count": 1, "conut": 2},
        {"count": 1, "convention": "months_same_day", "unit": "calendar-days"},
        {"count": 1, "unit": "sitting-days"},
        {"count": 1, "counts": ["denunciation"]},
        {"count": 1, "counts": []},
        {"count": "all", "parties": []},
        {"count": "all", "parties": ["eu"], "not_counting": ["eu"]},
        {"count": 1, "on_date": 20040101},
        {"count": 1, "weights": [{"group": "g", "at_least": -1}]},
        {"count": 1, "weights": [{"group": "g", "at_least": True}]},
        {"count": 1, "weights": [{"group": "g", "at_least": "1e3"}]},
        {"count": 1, "weights": [{"group": "g", "at_least": "1_0"}]},
        {"count": 1, "weights": [{"group": "g", "at_least": " 12 "}]},
        {"count": 1, "weights": [{"group": "g", "at_least": "+10"}]},
        {"count": 1, **COE, "late": {"unit": "calendar-days"}},
        {"count": 1, "convention": "day_one_is_start", "n": 0, "unit": "calendar-days"},
    ],
)
def test_a_rule_that_cannot_be_meant_is_an_error(fault: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        answer(fault, [])


def test_an_act_has_a_day() -> None:
    with pytest.raises(ValidationError, match=r"acts\.0\.on\n.*is missing: "):
        answer({"count": 1, **COE}, [{"party": "al", "kind": "ratification", "on": None}])


def test_a_party_has_a_name() -> None:
    with pytest.raises(ValidationError):
        answer({"count": 1, **COE}, acts(**{"": "2004-01-01"}))


def test_a_group_row_that_ends_before_it_begins_is_an_error() -> None:
    with pytest.raises(ValidationError):
        answer(GROUP, [], {"g": members(("al", "2004-01-02", "2004-01-01"))})


def test_a_date_outside_the_calendar_is_an_error() -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        in_force({"count": 1, **THIRTY_DAYS}, acts(al="9999-12-31"))


def test_the_date_never_comes_earlier_when_more_is_asked() -> None:
    dates = [answer({**CYBERCRIME, "count": n}, FIVE, COUNCIL_OF_EUROPE).date for n in range(1, 7)]

    assert dates[5] is None
    assert all(a <= b for a, b in pairwise(each for each in dates if each is not None))


@pytest.mark.parametrize(
    ("convention", "unit", "said"),
    [
        ("months_same_day", "years", "the same day of the month, 1 year after 2004-03-18"),
        (
            "months_then_first_of_next_month",
            "months",
            "the first day of the month after 1 month from 2004-03-18",
        ),
        ("day_after_n_full_days", "calendar-days", "the day after 1 full calendar-day from"),
    ],
)
def test_one_party_and_one_month_are_told_as_one(convention: str, unit: str, said: str) -> None:
    rule = {"count": 1, "convention": convention, "n": 1, "unit": unit}

    told = answer(rule, acts(al="2004-03-18")).explanation

    assert told.startswith("reached on 2004-03-18 by al: 1 party (1 needed); in force ")
    assert said in told
