"""The date calculator, against the worked cases and against a count day by day."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.calculators.date import Answer, Line, Missing, compute
from domain.day_counting.calendars import GAPS, CalendarLine, Calendars, DayKind
from domain.day_counting.day_counts import add, check

DAY = timedelta(days=1)
FIRST = date(2026, 1, 5)
BODIES = ("lower", "upper")


def answer(calendar: Calendars | None = None, /, **given_as: object) -> Answer:
    return compute(Line.model_validate(given_as), calendar or Calendars())


def calendar(**rows: str) -> Calendars:
    """Give each body a row of days from FIRST on: s a r p d h, and a dot for no line."""
    kinds = {kind.value[0]: kind for kind in DayKind}
    return Calendars(
        CalendarLine(body=body, date=FIRST + number * DAY, kind=kinds[letter])
        for body, row in rows.items()
        for number, letter in enumerate(row)
        if letter != "."
    )


def day(number: int) -> date:
    return FIRST + number * DAY


def sitting(start: int, **more: object) -> dict[str, object]:
    return {"start": str(day(start)), "unit": "sitting-days", "bodies": ["lower"], **more}


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


def test_an_unknown_day_stops_the_count_and_is_named() -> None:
    held = calendar(lower="ss.s", upper="s..s")
    found = answer(held, **sitting(0, bodies=list(BODIES), n=2))
    alone = answer(held, **sitting(0, bodies=["upper", "lower"], n=2, mode="either"))

    assert (found.date, found.counted) == (None, 0)
    assert found.missing == (Missing(body="upper", date=day(1)),)
    assert (alone.date, alone.counted, alone.first) == (None, 1, day(1))
    assert [each.body for each in alone.missing] == ["upper", "lower"]


def test_an_unknown_day_that_cannot_decide_stops_nothing() -> None:
    held = calendar(lower="s.sas", upper="sasss")
    both = sitting(0, bodies=list(BODIES), n=2)

    assert answer(held, **both).date == day(4)
    assert answer(held, **both | {"n": 1}, mode="either").missing[0].date == day(1)
    assert answer(calendar(lower="s.ss", upper="saaasss"), **both, mode="each").date == day(5)


def test_each_body_names_only_a_day_that_may_still_decide() -> None:
    """Cases that somebody found who had read the contract only."""
    both = sitting(0, bodies=list(BODIES), mode="each")
    later, held = calendar(lower="..s", upper=".aaa"), calendar(lower=".aaasss", upper="..ss")
    edge = calendar(lower="sa", upper=".p")

    assert _missing(answer(later, **both, n=1)) == [("lower", 4), ("upper", 4)]
    assert answer(held, **both, n=1) == Answer(
        id=None, date=day(4), first=None, counted=1, missing=()
    )
    assert (answer(held, **both, n=4).first, answer(held, **both, n=4).counted) == (None, 0)
    assert _missing(answer(edge, **both, n=1, gap_max=1)) == [("lower", 2), ("upper", 2)]
    found = answer(calendar(lower="saass", upper="sassa"), **both, n=2)
    assert (found.date, found.first, found.counted) == (day(4), day(2), 2)
    nothing = answer(held, **both, end=str(day(3)))
    assert (nothing.date, nothing.counted) == (day(3), 0)


def test_of_two_unknown_days_beside_a_run_the_one_is_named_that_decides() -> None:
    short = calendar(lower="s.a.aaas")
    alike = calendar(lower="s.a.s")

    assert _missing(answer(short, **sitting(0, n=1, gap_max=2))) == [("lower", 1)]
    assert _missing(answer(short, **sitting(1, n=1, gap_max=2))) == [("lower", 3)]
    assert _missing(answer(alike, **sitting(1, n=1, gap_max=2))) == [("lower", 1)]
    assert answer(alike, **sitting(1, n=1, gap_max=3)).date == day(2)


def _missing(found: Answer) -> list[tuple[str, int]]:
    return [(each.body, (each.date - FIRST).days) for each in found.missing]


def test_a_run_beside_an_unknown_day_may_be_too_long() -> None:
    found = answer(calendar(lower="saa.s"), **sitting(0, n=1, gap_max=2))
    short = answer(calendar(lower="sa.s"), **sitting(0, n=1, gap_max=2))

    assert (found.date, found.missing) == (None, (Missing(body="lower", date=day(3)),))
    assert short.date == day(1)


def test_an_interval_says_how_many_days_it_holds() -> None:
    held = calendar(lower="sasss")

    assert answer(held, **sitting(0, end=str(day(4)))).counted == 3
    assert answer(held, **sitting(0, end=str(day(4)), convention="day_one_is_start")).counted == 4
    assert answer(held, **sitting(0, end=str(day(5)))).date is None
    assert answer(start="2026-01-31", end="2026-02-28", unit="months").counted == 1
    assert answer(start="2026-01-31", end="2026-02-27", unit="months").counted == 0


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


def test_each_body_stops_at_its_own_unknown_day_and_the_first_is_named() -> None:
    held = calendar(lower="ssss.sss", upper="ss.sssss")
    found = answer(held, **sitting(0, bodies=list(BODIES), n=5, mode="each"))

    assert (found.date, found.counted, found.first) == (None, 1, day(1))
    assert found.missing == (Missing(body="upper", date=day(2)),)


def test_the_sitting_days_of_an_interval_that_each_body_reaches() -> None:
    held = calendar(lower="sssas", upper="saaas")
    asked = sitting(0, bodies=list(BODIES), mode="each", end=str(day(4)))

    assert answer(held, **asked).counted == 1
    assert answer(held, **asked | {"mode": "either"}).counted == 3


def test_a_body_without_a_calendar_is_unknown_from_the_first_day_on() -> None:
    found = answer(calendar(lower="sss"), **sitting(0, bodies=["other"], n=1))

    assert found.missing == (Missing(body="other", date=day(1)),)
