"""Planned days, counted forwards by the function of the date calculator."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calculators.plan import Line, Planned, compute
from domain.day_counting.calendars import Calendars
from tests.domain.date_lines import BODIES, DAY, FIRST, answer, calendar, day

WEEKS = calendar(lower="ssssaaa" * 25, upper="sssaaaa" * 25)
"""The lower house sits from Monday to Thursday, the upper one from Monday to Wednesday."""


def step(target: date, counting: dict[str, object], held: Calendars) -> Planned:
    line = {"target": str(target), "steps": [{"name": "laid", **counting}]}
    return compute(Line.model_validate(line), held).steps[0]


def sitting(n: int, *bodies: str, **more: object) -> dict[str, object]:
    return {"n": n, "unit": "sitting-days", "bodies": bodies or ["lower"], **more}


def off(*days: tuple[date, date]) -> list[dict[str, str]]:
    return [{"from": str(since), "to": str(until)} for since, until in days]


@pytest.mark.parametrize(
    ("target", "counting", "latest", "arrives"),
    [
        ("2026-05-24", sitting(2), "2026-05-19", "2026-05-21"),
        ("2026-05-21", sitting(2), "2026-05-19", "2026-05-21"),
        ("2026-05-28", sitting(4, *BODIES, mode="each"), "2026-05-19", "2026-05-27"),
        (
            "2026-05-28",
            sitting(4, *BODIES, mode="each", first_day="joint"),
            "2026-05-19",
            "2026-05-27",
        ),
        (
            "2026-05-28",
            sitting(3, *BODIES, mode="either", first_day="joint"),
            "2026-05-25",
            "2026-05-28",
        ),
        (
            "2026-05-28",
            sitting(2, *BODIES, mode="either", first_day="joint"),
            "2026-05-26",
            "2026-05-28",
        ),
        (
            "2026-05-24",
            sitting(2, convention="days_then_first_of_next_month"),
            "2026-04-28",
            "2026-05-01",
        ),
        ("2026-05-24", sitting(0), "2026-05-24", "2026-05-24"),
        (
            "2026-05-24",
            {
                "n": 2,
                "unit": "calendar-days",
                "suspensions": off((date(2026, 5, 22), date(2026, 5, 24))),
            },
            "2026-05-19",
            "2026-05-21",
        ),
        (
            "2026-03-01",
            {
                "n": 1,
                "unit": "months",
                "suspensions": off((date(2026, 2, 10), date(2026, 2, 20))),
            },
            "2026-01-18",
            "2026-03-01",
        ),
        (
            "2026-03-30",
            {"n": 1, "unit": "months", "convention": "day_one_is_start"},
            "2026-02-28",
            "2026-03-27",
        ),
    ],
)
def test_a_plan_goes_back_from_the_last_day_that_counts(
    target: str, counting: dict[str, object], latest: str, arrives: str
) -> None:
    planned = step(date.fromisoformat(target), counting, WEEKS)

    assert str(planned.date) == latest
    assert str(answer(WEEKS, start=latest, **counting).date) == arrives


@pytest.mark.parametrize(("row", "unknown"), [("ssss.aa", 4), ("ssssaa.", 6)])
def test_an_unknown_day_from_the_target_to_the_last_day_that_counts_is_named(
    row: str, unknown: int
) -> None:
    planned = step(day(6), sitting(1), calendar(lower=row))

    assert planned.date is None
    assert [(each.body, each.date) for each in planned.missing] == [("lower", day(unknown))]


def test_a_joint_first_day_that_is_not_known_is_named() -> None:
    counting = sitting(1, *BODIES, mode="either", first_day="joint")
    planned = step(day(3), counting, calendar(lower="ssss", upper="s.aa"))

    assert planned.date is None
    assert [(each.body, each.date) for each in planned.missing] == [("upper", day(1))]


@pytest.mark.parametrize(
    ("target", "counting", "latest"),
    [
        ("0001-01-03", {"n": 2, "unit": "calendar-days"}, "0001-01-01"),
        ("0001-01-03", {"n": 3, "unit": "calendar-days"}, None),
        (
            "0001-01-03",
            {"n": 1, "unit": "calendar-days", "convention": "days_then_first_of_next_month"},
            None,
        ),
        (
            "0001-03-01",
            {
                "n": 1,
                "unit": "months",
                "suspensions": off((date(1, 1, 2), date(1, 1, 31)), (date(1, 3, 1), date(1, 3, 1))),
            },
            None,
        ),
    ],
)
def test_a_plan_that_leaves_the_calendar_is_an_error(
    target: str, counting: dict[str, object], latest: str | None
) -> None:
    if latest is None:
        with pytest.raises(ValueError, match="outside the calendar"):
            step(date.fromisoformat(target), counting, WEEKS)
    else:
        assert str(step(date.fromisoformat(target), counting, WEEKS).date) == latest


ROW = st.text(st.sampled_from("sssssaarpd"), min_size=70, max_size=70)
ROWS = st.fixed_dictionaries({"lower": ROW, "upper": ROW})
OFF = st.lists(st.tuples(st.integers(20, 65), st.integers(0, 6)), max_size=2).map(
    lambda spans: off(*((day(at), day(at + more)) for at, more in spans))
)
IN_DAYS = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["sitting-days", "sitting-days", "calendar-days"]),
        "convention": st.sampled_from(
            [
                "day_plus_n",
                "day_one_is_start",
                "day_after_n_full_days",
                "days_then_first_of_next_month",
            ]
        ),
        "n": st.integers(1, 4),
        "bodies": st.sampled_from([("lower",), BODIES]),
        "mode": st.sampled_from(["joint", "either", "each"]),
        "gap_max": st.integers(0, 3),
        "first_day": st.sampled_from([None, "joint"]),
        "suspensions": OFF,
    }
)
TARGETS = st.integers(50, 68).map(day)


def counts(when: date, counting: dict[str, object], held: Calendars) -> bool:
    """Tell whether a day counts: for all bodies, where each is counted by itself."""
    mode = "joint" if counting["mode"] == "each" else counting["mode"]
    alone = {**counting, "mode": mode, "n": 1, "convention": "day_one_is_start", "first_day": None}
    return answer(held, start=str(when), **alone).date == when


@given(ROWS, IN_DAYS, TARGETS)
def test_a_planned_day_arrives_in_time_and_the_next_day_that_counts_does_not(
    rows: dict[str, str], counting: dict[str, object], target: date
) -> None:
    """Where each body is counted by itself, the next day is one that counts for all.

    On a day that counts for one of them only, that one may have a day left over.
    """
    held = calendar(**rows)
    planned = step(target, counting, held).date
    if planned is None:
        return
    later = (planned + n * DAY for n in range(1, (target - FIRST).days))
    after = next((each for each in later if each > target or counts(each, counting, held)), target)

    arrived, late = (answer(held, start=str(each), **counting).date for each in (planned, after))
    assert arrived is not None
    assert arrived <= target
    assert late is None or late > target


@given(
    st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    st.fixed_dictionaries(
        {
            "unit": st.just("months"),
            "convention": st.sampled_from(
                [
                    "day_plus_n",
                    "day_one_is_start",
                    "day_after_n_full_days",
                    "months_then_first_of_next_month",
                ]
            ),
            "n": st.integers(1, 3),
        }
    ),
    st.lists(st.tuples(st.integers(-60, 0), st.integers(0, 15)), max_size=2),
)
def test_months_arrive_in_time_too(
    target: date, counting: dict[str, object], spans: list[tuple[int, int]]
) -> None:
    """The day after may do so too: a month is as many days as it has where it begins."""
    ledger = off(*((target + at * DAY, target + (at + more) * DAY) for at, more in spans))
    planned = step(target, {**counting, "suspensions": ledger}, WEEKS).date
    arrived = answer(start=str(planned), **counting, suspensions=ledger).date

    assert arrived is not None
    assert arrived <= target


@given(ROWS, IN_DAYS, TARGETS)
def test_from_a_day_that_counts_a_plan_is_the_count_backwards(
    rows: dict[str, str], counting: dict[str, object], target: date
) -> None:
    counting = {**counting, "convention": "day_plus_n", "first_day": None}
    held = calendar(**rows)
    if counts(target, counting, held):
        back = answer(held, start=str(target), direction="backward", **counting)
        assert step(target, counting, held).date == back.date


@given(ROWS, IN_DAYS, TARGETS, st.sets(st.integers(40, 69), max_size=6), st.text("sa", max_size=12))
def test_a_plan_is_the_same_whatever_the_unknown_days_are(
    rows: dict[str, str],
    counting: dict[str, object],
    target: date,
    dots: set[int],
    filling: str,
) -> None:
    holed = {
        body: "".join("." if at in dots else each for at, each in enumerate(row))
        for body, row in rows.items()
    }
    fillings = iter(filling.ljust(12, "s"))
    filled = {
        body: "".join(next(fillings) if each == "." else each for each in row)
        for body, row in holed.items()
    }
    planned = step(target, counting, calendar(**holed))

    if planned.date is not None:
        assert planned.date == step(target, counting, calendar(**filled)).date
    for each in planned.missing:
        at = (each.date - FIRST).days
        assert not 0 <= at < 70 or holed[each.body][at] == "."
