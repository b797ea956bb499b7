"""Lengths of the rules before and after a day: months by the calendar, hours by the clock."""

from datetime import date

import pytest

from domain.day_counting.lengths import calendar_length
from domain.parameter_values import fault_of


@pytest.mark.parametrize(
    ("length", "day", "before", "after"),
    [
        ("P7D", "2025-06-11", "2025-06-04", "2025-06-18"),
        ("P1M", "2025-06-11", "2025-05-11", "2025-07-11"),
        ("P1M", "2025-03-31", "2025-02-28", "2025-04-30"),
        ("P1Y", "2024-02-29", "2023-02-28", "2025-02-28"),
        ("PT3H", "2025-06-11", "2025-06-10", "2025-06-11"),
        ("PT36H", "2025-06-11", "2025-06-09", "2025-06-12"),
    ],
)
def test_a_day_lies_so_long_before_and_after_another(
    length: str, day: str, before: str, after: str
) -> None:
    read, of = calendar_length(length), date.fromisoformat(day)

    assert str(read.days_before(of)) == before
    assert str(read.days_after(of)) == after


@pytest.mark.parametrize(
    "name",
    ["amendment.deadline", "correction_window", "credentials.deadline", "substitutes.notice"],
)
def test_what_is_counted_from_a_day_may_be_given_in_months(name: str) -> None:
    assert fault_of(name, "P1M") is None
    assert fault_of(name, "a month") is not None
