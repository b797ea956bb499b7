"""Backward plans: by when each step of a path must be taken."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.calculators.plan import Answer, Line, compute
from domain.day_counting.calendars import CalendarLine, Calendars, DayKind
from domain.day_counting.day_counts import Convention, add, subtract

DAY = timedelta(days=1)


def plan(target: str, *steps: dict[str, object], calendar: Calendars | None = None) -> Answer:
    return compute(Line.model_validate({"target": target, "steps": steps}), calendar or Calendars())


def latest(answer: Answer) -> dict[str, str]:
    return {step.name: str(step.date) for step in answer.steps}


def test_each_step_comes_so_long_before_the_next() -> None:
    answer = plan(
        "2026-06-12",
        {"name": "translations", "before": "report", "n": 1, "unit": "months"},
        {"name": "report", "before": "target", "n": 15, "unit": "calendar-days"},
    )

    assert latest(answer) == {"translations": "2026-04-28", "report": "2026-05-28"}
    assert answer.missing == ()


def test_without_a_word_a_step_comes_before_the_next_one_and_the_target_has_any_name() -> None:
    named = plan(
        "2026-06-12", {"name": "report", "before": "vote", "n": 1, "unit": "calendar-days"}
    )
    unnamed = plan("2026-06-12", {"name": "report", "n": 1, "unit": "calendar-days"})

    assert latest(named) == latest(unnamed) == {"report": "2026-06-11"}


def test_before_the_next_one_may_be_said_unless_a_step_is_called_so() -> None:
    one = {"before": "next", "n": 1, "unit": "calendar-days"}
    said = plan("2026-06-12", {**one, "name": "a"}, {**one, "name": "b"})
    called = plan("2026-06-12", {**one, "name": "a"}, {"name": "next", "n": 5, "unit": "months"})

    assert latest(said) == {"a": "2026-06-10", "b": "2026-06-11"}
    assert latest(called) == {"a": "2026-01-11", "next": "2026-01-12"}


def test_one_unknown_day_makes_all_earlier_steps_unknown_and_is_named() -> None:
    known = Calendars(
        CalendarLine(body="council", date=date(2026, 6, 10) + n * DAY, kind=DayKind.SITTING)
        for n in range(3)
    )
    answer = plan(
        "2026-06-12",
        {"name": "translations", "before": "report", "n": 1, "unit": "months"},
        {
            "name": "report",
            "before": "council",
            "n": 3,
            "unit": "sitting-days",
            "bodies": ["council"],
        },
        {
            "name": "council",
            "before": "target",
            "n": 1,
            "unit": "sitting-days",
            "bodies": ["council"],
        },
        calendar=known,
    )

    assert latest(answer) == {"translations": "None", "report": "None", "council": "2026-06-11"}
    assert [(each.body, str(each.date)) for each in answer.missing] == [("council", "2026-06-09")]
    assert answer.steps[0].missing == answer.missing


def test_hours_are_planned_from_a_time() -> None:
    hours = {"name": "amendments", "n": 3, "unit": "hours"}

    assert latest(plan("2026-06-12T10:00:00+06:00", hours)) == {
        "amendments": "2026-06-12 07:00:00+06:00"
    }
    unknown = plan("2026-06-12", hours)

    assert latest(unknown) == {"amendments": "None"}
    assert [(each.body, str(each.date)) for each in unknown.missing] == [("target", "2026-06-12")]


@pytest.mark.parametrize(
    "steps",
    [
        [("a", "b"), ("b", "a")],
        [("a", "target"), ("b", "elsewhere")],
        [("a", "target"), ("a", "target")],
        [("target", "a")],
    ],
)
def test_steps_that_do_not_lead_to_one_target_are_no_plan(steps: list[tuple[str, str]]) -> None:
    given_steps = [{"name": n, "before": b, "n": 1, "unit": "calendar-days"} for n, b in steps]

    with pytest.raises(ValueError, match="steps: "):
        plan("2026-06-12", *given_steps)


def test_a_plan_counts_backwards_only() -> None:
    with pytest.raises(ValidationError):
        plan("2026-06-12", {"name": "a", "n": 1, "unit": "calendar-days", "direction": "forward"})


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(0, 300),
    st.sampled_from(["months_then_first_of_next_month", "day_plus_n", "day_after_n_full_days"]),
)
def test_the_latest_day_arrives_in_time_and_the_day_after_it_does_not(
    target: date, n: int, convention: Convention
) -> None:
    unit = "months" if convention == "months_then_first_of_next_month" else "calendar-days"
    last = subtract(target, convention=convention, n=n, unit=unit)

    assert add(last, convention=convention, n=n, unit=unit) <= target
    assert add(last + DAY, convention=convention, n=n, unit=unit) > target
