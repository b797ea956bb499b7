"""Sitting days of one body and of several, against a count day by day."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.day_counting.calendars import (
    GAPS,
    CalendarLine,
    Calendars,
    CalendarSpan,
    DayKind,
    days_recorded,
)
from tests.domain.date_lines import BODIES, FIRST, answer, calendar, day, sitting

BOTH = sitting(0, bodies=list(BODIES), mode="each")


def test_one_recorded_day_decides_over_another_of_the_same_date() -> None:
    rows = [(0, "adjournment"), (0, "sitting"), (1, "recess"), (1, "prorogation"), (2, "sitting")]
    held = Calendars(
        CalendarLine(body="lower", date=day(at), kind=DayKind(kind)) for at, kind in rows
    )

    found = answer(held, **sitting(-1, n=2, gap_max=5))

    assert (found.date, found.first) == (day(2), day(0))


def test_days_for_two_chambers_together_for_either_and_for_each() -> None:
    held = calendar(lower="sssaasss", upper="assssaas")
    both = sitting(0, bodies=list(BODIES), n=3)

    assert answer(held, **both, mode="joint").date == day(7)
    assert answer(held, **both, mode="either").date == day(3)
    assert answer(held, **both, mode="each").date == day(5)
    assert answer(held, **both, mode="each", first_day="joint").date == day(5)


def test_counting_may_begin_on_the_first_day_that_counts_for_all() -> None:
    held = calendar(lower="sssaas", upper="aaasss")
    both = sitting(-1, bodies=list(BODIES), n=1, first_day="joint")

    assert answer(held, **both, mode="either").date == day(5)
    assert answer(held, **both, mode="each").date == day(5)


def test_a_short_run_of_days_off_counts_and_a_long_one_does_not() -> None:
    held = calendar(lower="saarsaaaas")

    assert answer(held, **sitting(0, n=3, gap_max=3)).date == day(3)
    assert answer(held, **sitting(3, n=2, gap_max=3)).date == day(9)


def test_prorogation_ends_a_run_and_never_counts() -> None:
    held = calendar(lower="saapaas")

    assert answer(held, **sitting(0, n=4, gap_max=2)).date == day(5)


def test_an_interval_says_how_many_days_it_holds() -> None:
    held = calendar(lower="sasss")

    assert answer(held, **sitting(0, end=str(day(4)))).counted == 3
    assert answer(held, **sitting(0, end=str(day(4)), convention="day_one_is_start")).counted == 4
    assert answer(held, **sitting(0, end=str(day(5)))).date is None
    assert answer(start="2026-01-31", end="2026-02-28", unit="months").counted == 1
    assert answer(start="2026-01-31", end="2026-02-27", unit="months").counted == 0


ROWS = st.builds(
    lambda row, dots: "".join("." if at in dots else each for at, each in enumerate(row)),
    st.text(st.sampled_from("sssssaarpdh"), min_size=20, max_size=30),
    st.sets(st.integers(0, 30), max_size=2),
)


@given(
    rows=st.fixed_dictionaries({"lower": ROWS, "upper": ROWS}),
    start=st.integers(4, 16),
    n=st.integers(1, 4),
    options=st.fixed_dictionaries(
        {
            "mode": st.sampled_from(["joint", "either", "each"]),
            "gap_max": st.integers(0, 4),
            "direction": st.sampled_from(["forward", "backward"]),
            "convention": st.sampled_from(
                ["day_plus_n", "day_one_is_start", "day_after_n_full_days"]
            ),
            "first_day": st.sampled_from([None, "joint"]),
        }
    ),
    off=st.lists(st.tuples(st.integers(-2, 25), st.integers(0, 4)), max_size=2),
)
def test_a_count_is_what_one_finds_day_by_day_whatever_the_unknown_days_are(
    rows: dict[str, str],
    start: int,
    n: int,
    options: dict[str, object],
    off: list[tuple[int, int]],
) -> None:
    stops = [{"from": str(day(at)), "to": str(day(at + more))} for at, more in off]
    asked = sitting(start, bodies=list(BODIES), n=n, suspensions=stops, **options)
    found = answer(calendar(**rows), **asked)
    never = {at + more for at, length in off for more in range(length + 1)}

    every_way = {
        _by_day(dict(zip(BODIES, filled, strict=True)), start, n, options, never)
        for filled in product(*(_fillings(rows[body]) for body in BODIES))
    }
    if found.first is not None:
        assert {
            _by_day(dict(zip(BODIES, filled, strict=True)), start, 1, _once(options), never)
            for filled in product(*(_fillings(rows[body]) for body in BODIES))
        } == {(found.first - FIRST).days}
    if found.date is not None:
        assert every_way == {(found.date - FIRST).days}
    else:
        assert len(every_way) > 1 or None in every_way
        assert all(_is_unknown(rows[each.body], (each.date - FIRST).days) for each in found.missing)


@given(
    row=st.text(st.sampled_from("sssaard"), min_size=40, max_size=40),
    start=st.integers(12, 20),
    length=st.integers(0, 9),
    how=st.fixed_dictionaries(
        {
            "unit": st.sampled_from(["sitting-days", "calendar-days"]),
            "direction": st.sampled_from(["forward", "backward"]),
            "convention": st.sampled_from(
                ["day_plus_n", "day_one_is_start", "day_after_n_full_days"]
            ),
        }
    ),
    off=st.lists(st.tuples(st.integers(0, 35), st.integers(0, 4)), max_size=3),
)
def test_an_interval_holds_the_days_that_one_finds_in_it(
    row: str,
    start: int,
    length: int,
    how: dict[str, str],
    off: list[tuple[int, int]],
) -> None:
    step = 1 if how["direction"] == "forward" else -1
    end = start + step * length
    in_sittings = how["unit"] == "sitting-days"
    asked: dict[str, object] = {
        **how,
        "start": str(day(start)),
        "end": str(day(end)),
        "suspensions": [{"from": str(day(at)), "to": str(day(at + more))} for at, more in off],
    }
    if in_sittings:
        asked |= {"bodies": ["lower"], "gap_max": 2}
    never = {at + more for at, length in off for more in range(length + 1)}
    begin = start if how["convention"] == "day_one_is_start" else start + step
    stop = end if how["convention"] == "day_after_n_full_days" else end + step
    inside = [
        at
        for at in range(begin, stop, step)
        if at not in never and (not in_sittings or _counts(row, at, 2))
    ]

    found = answer(calendar(lower=row), **asked)

    assert found.counted == len(inside)
    assert found.first == (day(inside[0]) if inside else None)
    assert not found.missing


def _is_unknown(row: str, at: int) -> bool:
    return not 0 <= at < len(row) or row[at] == "."


def _fillings(row: str) -> list[str]:
    """Return a row with its unknown days as every kind of day that there is."""
    choices = [("sap" if letter == "." else letter) for letter in row]
    return ["".join(each) for each in product(*choices)]


def _by_day(
    rows: dict[str, str], start: int, n: int, options: dict[str, object], never: set[int]
) -> int | None:
    """Walk from day to day; None where one walks out of what is recorded."""
    step = 1 if options["direction"] == "forward" else -1
    at = start if options["convention"] == "day_one_is_start" else start + step
    counts = dict.fromkeys(rows, 0)
    begun = options["first_day"] is None
    while True:
        days = {body: _counts(row, at, int(str(options["gap_max"]))) for body, row in rows.items()}
        if at in never:
            days = dict.fromkeys(days, False)
        unknown = [body for body, yes in days.items() if yes is None]
        if unknown and not _cannot_matter(days, counts, n, options, begun=begun):
            return None
        begun = begun or all(days.values())
        if begun:
            _count(days, counts, n, str(options["mode"]))
        if min(counts.values()) >= n:
            return at + step if options["convention"] == "day_after_n_full_days" else at
        at += step


def _once(options: dict[str, object]) -> dict[str, object]:
    """Return how one counts to the first day that counts at all."""
    convention = str(options["convention"]).replace("day_after_n_full_days", "day_plus_n")
    mode = "joint" if options["mode"] == "joint" else "either"
    return {**options, "mode": mode, "convention": convention}


def _count(days: dict[str, bool | None], counts: dict[str, int], n: int, mode: str) -> None:
    if mode == "each":
        for body, yes in days.items():
            counts[body] = min(n, counts[body] + bool(yes))
    elif (all if mode == "joint" else any)(days.values()):
        for body in counts:
            counts[body] += 1


def _cannot_matter(
    days: dict[str, bool | None],
    counts: dict[str, int],
    n: int,
    options: dict[str, object],
    *,
    begun: bool,
) -> bool:
    if not begun or options["mode"] == "joint":
        return False in days.values()
    if options["mode"] == "either":
        return True in days.values()
    return all(counts[body] >= n for body, yes in days.items() if yes is None)


def _counts(row: str, at: int, gap_max: int) -> bool | None:
    """Tell whether a day of a row without dots counts; None beyond its ends."""
    if not 0 <= at < len(row):
        return None
    letter = row[at]
    if letter not in "arh":
        return letter == "s"
    first = last = at
    while first >= 0 and row[first] in "arh":
        first -= 1
    while last < len(row) and row[last] in "arh":
        last += 1
    if last - first - 1 > gap_max:
        return False
    return None if gap_max and (first < 0 or last == len(row)) else gap_max > 0


def test_the_days_off_of_the_oracle_are_those_of_the_rule() -> None:
    assert {kind.value[0] for kind in GAPS} == set("arh")


def test_the_sitting_days_of_an_interval_that_each_body_reaches() -> None:
    held = calendar(lower="sssas", upper="saaas")
    asked = sitting(0, bodies=list(BODIES), mode="each", end=str(day(4)))

    assert answer(held, **asked).counted == 1
    assert answer(held, **asked | {"mode": "either"}).counted == 3


def test_what_was_counted_is_said_with_the_day_on_which_it_is_reached() -> None:
    found = answer(calendar(lower="sass"), **sitting(0, n=2))

    assert (found.date, found.first, found.counted) == (day(3), day(2), 2)


def test_an_interval_begins_with_the_first_day_that_counts_for_any_body() -> None:
    held = calendar(lower="sasas", upper="saass")
    idle = calendar(lower="saaa", upper="saas")

    assert answer(held, **BOTH, end=str(day(4))).first == day(2)
    assert answer(held, **BOTH, end=str(day(4))).counted == 2
    assert answer(idle, **BOTH, end=str(day(3))).first == day(3)
    assert answer(idle, **BOTH, end=str(day(3))).counted == 0


@pytest.mark.parametrize("kinds", [("sitting", "holiday"), ("holiday", "sitting")])
def test_of_two_kinds_of_one_day_the_stronger_counts_in_whichever_order(
    kinds: tuple[str, str],
) -> None:
    told = [DayKind(each) for each in kinds]
    lines = [CalendarLine(body="lower", date=day(1), kind=each) for each in told]
    spans = [CalendarSpan(since=day(1), kind=each) for each in told]

    assert answer(Calendars(lines), **sitting(0, n=1)).date == day(1)
    assert days_recorded([spans]) == {day(1): DayKind.SITTING}
    assert days_recorded([[spans[0]], [spans[1]]]) == {day(1): told[1]}
