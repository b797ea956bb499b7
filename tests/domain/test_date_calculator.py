"""The date calculator, against the worked cases and against its own inverse."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.calculators.date import Line, compute
from domain.day_counting.day_counts import add, check
from tests.domain.date_lines import DAY, FIRST, answer


@pytest.mark.parametrize(
    ("case", "count", "expected"),
    [
        ("D1", ("2010-03-15", "months_then_first_of_next_month", 3, "months"), "2010-07-01"),
        ("D2", ("2004-03-18", "months_then_first_of_next_month", 3, "months"), "2004-07-01"),
        ("D3", ("2021-03-20", "months_then_first_of_next_month", 3, "months"), "2021-07-01"),
        ("D4", ("2006-01-20", "months_same_day", 3, "months"), "2006-04-20"),
        ("D5", ("2019-09-14", "day_plus_n", 30, "calendar-days"), "2019-10-14"),
        ("D6", ("2019-04-29", "day_after_n_full_days", 30, "calendar-days"), "2019-05-30"),
        ("D8", ("2026-05-01", "day_plus_n", 14, "calendar-days"), "2026-05-15"),
        ("D9", ("2026-08-31", "months_same_day", 6, "months"), "2027-02-28"),
        ("D10", ("2026-05-01", "day_plus_n", 45, "calendar-days"), "2026-06-15"),
        ("D12", ("2024-06-06", "months_same_day", 12, "months"), "2025-06-06"),
        (
            "month's end",
            ("2003-11-30", "months_then_first_of_next_month", 3, "months"),
            "2004-03-01",
        ),
        ("leap day", ("2024-02-29", "months_same_day", 1, "years"), "2025-02-28"),
        ("start is day one", ("2026-05-01", "day_one_is_start", 14, "calendar-days"), "2026-05-14"),
        ("nothing", ("2026-05-01", "day_plus_n", 0, "calendar-days"), "2026-05-01"),
    ],
)
def test_the_worked_dates(case: str, count: tuple[str, str, int, str], expected: str) -> None:
    start, convention, n, unit = count
    found = answer(start=start, convention=convention, n=n, unit=unit)

    assert (str(found.date), found.counted, found.missing) == (expected, n, ()), case


def test_the_answer_is_written_as_the_contract_shows_it() -> None:
    line = Line.model_validate_json(
        '{"id": "d1", "start": "2010-03-15", "convention": "months_then_first_of_next_month",'
        ' "n": 3, "unit": "months"}'
    )

    assert compute(line).model_dump_json() == (
        '{"id":"d1","date":"2010-07-01","first":"2010-03-16","counted":3,"missing":[]}'
    )


def test_the_urgent_law_of_azerbaijan_goes_to_the_president_within_a_day_of_hours() -> None:
    found = answer(start="2026-05-01T18:30:00+04:00", n=24, unit="hours")

    assert '"date":"2026-05-02T18:30:00+04:00"' in found.model_dump_json()


def test_hours_do_not_run_on_suspended_days_of_the_zone_of_the_start() -> None:
    stop = [{"from": "2026-05-02", "to": "2026-05-03"}]
    found = answer(start="2026-05-01T18:00:00+04:00", n=24, unit="hours", suspensions=stop)
    back = answer(
        start="2026-05-04T18:00:00+04:00",
        n=24,
        unit="hours",
        suspensions=stop,
        direction="backward",
    )

    assert str(found.date) == "2026-05-04 18:00:00+04:00"
    assert str(back.date) == "2026-05-01 18:00:00+04:00"


def test_no_hours_end_at_once_also_on_a_suspended_day() -> None:
    stop = [{"from": "2026-04-30", "to": "2026-05-03"}]
    at = "2026-05-01T18:00:00+04:00"

    for direction in ("forward", "backward"):
        found = answer(start=at, n=0, unit="hours", suspensions=stop, direction=direction)
        assert (found.date, found.first) == (datetime.fromisoformat(at), None)


def test_hours_between_two_moments_are_whole_hours() -> None:
    found = answer(start="2026-05-01T18:00:00Z", end="2026-05-02T17:59:00Z", unit="hours")

    assert found.counted == 23


def test_a_suspension_moves_a_limit_by_its_days() -> None:
    stop = [{"from": "2026-05-10", "to": "2026-05-12"}, {"from": "2026-05-12", "to": "2026-05-13"}]

    assert str(answer(start="2026-05-01", n=14, unit="calendar-days", suspensions=stop).date) == (
        "2026-05-19"
    )
    assert str(answer(start="2026-05-01", n=1, unit="months", suspensions=stop).date) == (
        "2026-06-05"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "2026-05-01T10:00:00Z"},
        {"start": "20260501"},
        {"start": 1_777_593_600},
        {"n": True},
        {"n": 3.0},
        {"n": -1},
        {"n": None},
        {"end": "2026-05-03"},
        {"n": None, "end": "2026-04-30"},
        {"unit": "weeks"},
        {"unit": "sitting-days"},
        {"unit": "hours"},
        {"convention": "months_same_day"},
        {"convention": "day_one_is_start", "n": 0},
        {"modus": "joint"},
        {"suspensions": [{"from": "2026-05-02", "to": "2026-05-01"}]},
        {"suspensions": [{"since": "2026-05-02", "until": "2026-05-03"}]},
    ],
)
def test_a_line_with_a_mistake_is_not_computed(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Line.model_validate({"start": "2026-05-01", "n": 3, "unit": "calendar-days"} | wrong)


@pytest.mark.parametrize(
    ("convention", "unit", "said"),
    [
        ("months_same_day", "calendar-days", "months_same_day counts months or years, not"),
        ("days_then_first_of_next_month", "months", "counts days, not months"),
        ("day_one_is_start", "hours", "hours are counted by day_plus_n, not by day_one"),
    ],
)
def test_a_convention_says_what_it_counts(convention: str, unit: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check(convention, unit)


def test_a_suspension_that_ends_before_it_begins_is_named_once() -> None:
    stop = {"from": "2026-05-02", "to": "2026-05-01"}
    with pytest.raises(ValidationError) as refused:
        answer(start="2026-05-01", n=1, unit="calendar-days", suspensions=[stop])

    (error,) = refused.value.errors()
    assert error["loc"] == ("suspensions", 0)
    assert error["msg"] == "Value error, it ends before it begins"


@pytest.mark.parametrize(
    ("start", "direction", "last"),
    [("9999-12-30", "forward", "9999-12-31"), ("0001-01-02", "backward", "0001-01-01")],
)
def test_a_count_with_its_start_inside_reaches_the_last_day_that_there_is(
    start: str, direction: str, last: str
) -> None:
    how = {"convention": "day_one_is_start", "unit": "calendar-days", "direction": direction}

    assert str(answer(start=start, n=2, **how).date) == last
    with pytest.raises(ValueError, match="outside the calendar"):
        answer(start=start, n=3, **how)


def test_a_date_outside_the_calendar_is_an_error() -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        answer(start="9999-12-01", n=31, unit="calendar-days")
    with pytest.raises(ValueError, match="outside the calendar"):
        answer(start="0001-02-01", n=2, unit="months", direction="backward")
    with pytest.raises(ValueError, match="outside the calendar"):
        add(date(2026, 1, 1), convention="day_plus_n", n=-800_000, unit="calendar-days")


@given(
    st.dates(date(1800, 1, 1), date(2200, 1, 1)),
    st.sampled_from([("day_plus_n", 0), ("day_one_is_start", -1), ("day_after_n_full_days", 1)]),
    st.integers(1, 900),
)
def test_days_of_the_calendar_are_added_by_both_ways_of_counting_them(
    start: date, convention: tuple[str, int], n: int
) -> None:
    name, away = convention
    found = answer(start=str(start), convention=name, n=n, unit="calendar-days").date

    assert (
        found == add(start, convention=name, n=n, unit="calendar-days") == start + (n + away) * DAY
    )


@given(
    st.dates(date(1800, 1, 1), date(2200, 1, 1)),
    st.integers(0, 400),
    st.sampled_from(["months_same_day", "months_then_first_of_next_month", "day_plus_n"]),
)
def test_months_land_in_the_month_that_many_after(start: date, n: int, convention: str) -> None:
    found = add(start, convention=convention, n=n, unit="months")
    months = found.year * 12 + found.month - start.year * 12 - start.month

    if convention == "months_then_first_of_next_month":
        assert (months, found.day) == (n + 1, 1)
    else:
        assert months == n
        assert found.day == start.day or (found + DAY).day == 1


@given(
    n=st.integers(0, 30),
    unit=st.sampled_from(["calendar-days", "months", "years"]),
    direction=st.sampled_from(["forward", "backward"]),
    after=st.integers(1, 40),
)
def test_a_suspension_beyond_the_end_of_an_interval_changes_nothing(
    n: int, unit: str, direction: str, after: int
) -> None:
    asked: dict[str, object] = {"start": str(FIRST), "unit": unit, "direction": direction}
    end = answer(**asked, n=n).date
    assert isinstance(end, date)
    beyond = str(end + (DAY if direction == "forward" else -DAY) * after)

    found = answer(**asked, end=str(end), suspensions=[{"from": beyond, "to": beyond}])

    assert (found.counted, found.date) == (n, end)


def test_hours_that_end_before_a_suspension_do_not_know_of_it() -> None:
    stop = [{"from": "2026-05-03", "to": "2026-05-03"}]
    asked = {"unit": "hours", "suspensions": stop}
    ahead = answer(start="2026-05-02T18:00:00Z", n=6, **asked)
    back = answer(start="2026-05-04T18:00:00Z", n=18, direction="backward", **asked)
    over = answer(start="2026-05-02T18:00:00Z", n=7, **asked)

    assert str(ahead.date) == "2026-05-03 00:00:00+00:00"
    assert str(back.date) == "2026-05-04 00:00:00+00:00"
    assert str(over.date) == "2026-05-04 01:00:00+00:00"


def test_suspended_hours_are_not_among_those_between_two_moments() -> None:
    stop = [{"from": "2026-05-03", "to": "2026-05-03"}]
    asked = {"unit": "hours", "suspensions": stop}
    ahead = answer(start="2026-05-02T18:00:00Z", end="2026-05-04T01:30:00Z", **asked)
    back = answer(
        start="2026-05-04T01:30:00Z", end="2026-05-02T18:00:00Z", direction="backward", **asked
    )
    none = answer(start="2026-05-03T10:00:00Z", end="2026-05-03T20:00:00Z", **asked)

    assert (ahead.counted, back.counted, none.counted) == (7, 7, 0)
    assert none.first is None


@pytest.mark.parametrize(
    ("convention", "unit", "expected"),
    [
        ("day_after_n_full_days", "calendar-days", "2026-05-27"),
        ("day_one_is_start", "calendar-days", "2026-05-29"),
        ("days_then_first_of_next_month", "calendar-days", "2026-04-30"),
        ("months_same_day", "months", "2026-02-28"),
        ("months_then_first_of_next_month", "months", "2026-01-31"),
        ("day_one_is_start", "months", "2026-03-01"),
        ("months_same_day", "years", "2023-05-31"),
    ],
)
def test_counting_backwards_is_the_mirror_of_counting_forwards(
    convention: str, unit: str, expected: str
) -> None:
    found = answer(start="2026-05-31", convention=convention, n=3, unit=unit, direction="backward")

    assert str(found.date) == expected


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(1, 400),
    st.sampled_from(["calendar-days", "months", "years"]),
    st.sampled_from(["forward", "backward"]),
    st.sampled_from(["day_plus_n", "day_one_is_start", "day_after_n_full_days"]),
)
def test_an_interval_holds_what_leads_from_its_start_to_its_end(
    start: date, n: int, unit: str, direction: str, convention: str
) -> None:
    said = {"start": str(start), "unit": unit, "direction": direction, "convention": convention}
    end = answer(n=n, **said).date
    step = DAY if direction == "forward" else -DAY

    assert end is not None
    assert answer(end=str(end), **said).counted >= n
    if (end - step - start) * (1 if direction == "forward" else -1) > timedelta():
        assert answer(end=str(end - step), **said).counted == n - 1
