"""Bodies whose days are not all known: which is named, and where each by itself stands."""

import pytest

from domain.day_counting.calendars import (
    CalendarLine,
    Calendars,
    CalendarSpan,
    DayKind,
    days_recorded,
)
from tests.domain.date_lines import BODIES, FIRST, answer, calendar, day, missing_days, sitting

BOTH = sitting(0, bodies=list(BODIES), mode="each")
TOGETHER = sitting(1, bodies=list(BODIES), mode="joint")


def test_of_two_that_stop_the_one_that_stops_first_is_named_however_much_it_has_counted() -> None:
    held = calendar(lower="sss.s", upper="saaa.s")
    found = answer(held, **BOTH, n=5)

    assert missing_days(found) == [("lower", 3)]
    assert (found.counted, found.first) == (2, day(1))


def test_an_interval_begins_with_the_first_day_that_counts_for_any_body() -> None:
    held = calendar(lower="sasas", upper="saass")
    idle = calendar(lower="saaa", upper="saas")

    assert answer(held, **BOTH, end=str(day(4))).first == day(2)
    assert answer(held, **BOTH, end=str(day(4))).counted == 2
    assert answer(idle, **BOTH, end=str(day(3))).first == day(3)
    assert answer(idle, **BOTH, end=str(day(3))).counted == 0


def test_a_day_on_which_one_body_sits_is_the_first_though_the_other_is_unknown_on_it() -> None:
    found = answer(calendar(lower="s.aas", upper="ssaas"), **BOTH, n=1)

    assert missing_days(found) == [("lower", 1)]
    assert (found.date, found.first) == (None, day(1))


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


def test_a_run_that_the_other_end_makes_too_long_or_not_depends_on_that_end() -> None:
    held = calendar(lower="s.a.aas")

    assert missing_days(answer(held, **sitting(1, n=1, gap_max=3))) == [("lower", 3)]


def test_of_two_runs_of_which_the_ends_are_unknown_the_nearer_end_is_named() -> None:
    held = calendar(lower="s.aass", upper="ssaa.s")
    back = TOGETHER | {"start": str(day(4)), "direction": "backward"}

    assert missing_days(answer(held, **TOGETHER, n=1, gap_max=2)) == [("lower", 1)]
    assert missing_days(answer(held, **back, n=1, gap_max=2)) == [("upper", 4)]


def test_who_is_unknown_on_the_day_itself_is_named_before_the_end_of_a_run() -> None:
    held = calendar(lower="sss.s", upper="ss.as")
    found = answer(held, **TOGETHER | {"start": str(day(2))}, n=1, gap_max=1)

    assert missing_days(found) == [("lower", 3)]


def test_a_body_that_sits_does_not_hide_the_day_on_which_the_other_depends() -> None:
    held = calendar(lower="s.aass", upper="ssssss")

    assert missing_days(answer(held, **TOGETHER, n=1, gap_max=2)) == [("lower", 1)]


def test_an_interval_that_is_not_known_says_what_is_missing() -> None:
    found = answer(calendar(lower="s.s"), **sitting(0, end=str(FIRST.replace(day=7))))

    assert (found.date, missing_days(found)) == (None, [("lower", 1)])
