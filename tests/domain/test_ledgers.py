"""A count through a ledger of suspensions is what one finds day by day."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.day_counting.day_counts import add, subtract
from tests.domain.date_lines import DAY, FIRST, answer, day

SPANS = st.lists(st.tuples(st.integers(-12, 12), st.integers(0, 4)), max_size=4)
DIRECTIONS = st.sampled_from(["forward", "backward"])


def ledger(spans: Sequence[tuple[int, int]]) -> list[dict[str, str]]:
    return [{"from": str(day(at)), "to": str(day(at + long))} for at, long in spans]


def running(spans: Sequence[tuple[int, int]], direction: str, begin: int, last: int) -> list[date]:
    """Return the days that count, from one to another in a direction, found one by one."""
    stopped = {day(at + more) for at, long in spans for more in range(long + 1)}
    step = DAY if direction == "forward" else -DAY
    days = (FIRST + number * step for number in range(begin, last + 1))
    return [each for each in days if each not in stopped]


@given(
    spans=SPANS,
    n=st.integers(1, 12),
    direction=DIRECTIONS,
    convention=st.sampled_from(["day_plus_n", "day_one_is_start"]),
)
def test_a_count_ends_on_the_nth_day_that_is_not_suspended(
    spans: list[tuple[int, int]], n: int, direction: str, convention: str
) -> None:
    days = running(spans, direction, int(convention == "day_plus_n"), 60)
    found = answer(
        start=str(FIRST),
        n=n,
        unit="calendar-days",
        direction=direction,
        convention=convention,
        suspensions=ledger(spans),
    )

    assert (found.date, found.first, found.counted) == (days[n - 1], days[0], n)


@given(spans=SPANS, last=st.integers(0, 14), direction=DIRECTIONS)
def test_an_interval_holds_the_days_that_are_not_suspended(
    spans: list[tuple[int, int]], last: int, direction: str
) -> None:
    days = running(spans, direction, 1, last)
    end = FIRST + (DAY if direction == "forward" else -DAY) * last
    found = answer(
        start=str(FIRST),
        end=str(end),
        unit="calendar-days",
        direction=direction,
        suspensions=ledger(spans),
    )

    assert (found.counted, found.first) == (len(days), days[0] if days else None)


def test_the_first_and_the_last_year_of_the_calendar_belong_to_it() -> None:
    last = answer(start="9998-12-31", n=1, unit="years")
    first = answer(start="0002-01-01", n=1, unit="years", direction="backward")

    assert (str(last.date), str(first.date)) == ("9999-12-31", "0001-01-01")


def test_an_interval_whose_count_leaves_the_calendar_is_an_error() -> None:
    to_the_first = {"convention": "months_then_first_of_next_month", "unit": "months"}

    with pytest.raises(ValueError, match="outside the calendar"):
        answer(start="0001-01-02", end="0001-01-20", **to_the_first)


def test_what_was_added_is_subtracted_with_the_same_first_day() -> None:
    third = add(FIRST, convention="day_one_is_start", n=3, unit="calendar-days")

    assert third == day(2)
    assert subtract(third, convention="day_one_is_start", n=3, unit="calendar-days") == FIRST
    with pytest.raises(ValueError, match="outside the calendar"):
        subtract(date(1, 1, 2), convention="day_plus_n", n=3, unit="calendar-days")


@pytest.mark.parametrize("way", [add, subtract])
def test_a_convention_and_a_unit_that_do_not_fit_are_an_error_both_ways(way: object) -> None:
    assert callable(way)
    with pytest.raises(ValueError, match="months_same_day counts months or years, not calendar"):
        way(FIRST, convention="months_same_day", n=1, unit="calendar-days")
    with pytest.raises(ValueError, match="sitting-days are not counted without a calendar"):
        way(FIRST, convention="day_plus_n", n=1, unit="sitting-days")
