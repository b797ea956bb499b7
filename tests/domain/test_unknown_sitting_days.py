"""Sitting days of which some are unknown: which stops the count, and which is named."""

from domain.calculators.date import Answer, Missing
from tests.domain.date_lines import BODIES, FIRST, answer, calendar, day, missing_days, sitting

BOTH = sitting(0, bodies=list(BODIES), mode="each")
TOGETHER = sitting(1, bodies=list(BODIES), mode="joint")


def test_of_two_that_stop_the_one_that_stops_first_is_named_however_much_it_has_counted() -> None:
    held = calendar(lower="sss.s", upper="saaa.s")
    found = answer(held, **BOTH, n=5)

    assert missing_days(found) == [("lower", 3)]
    assert (found.counted, found.first) == (2, day(1))


def test_a_day_on_which_one_body_sits_is_the_first_though_the_other_is_unknown_on_it() -> None:
    found = answer(calendar(lower="s.aas", upper="ssaas"), **BOTH, n=1)

    assert missing_days(found) == [("lower", 1)]
    assert (found.date, found.first) == (None, day(1))


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

    assert missing_days(answer(later, **both, n=1)) == [("lower", 4), ("upper", 4)]
    assert answer(held, **both, n=1) == Answer(
        id=None, date=day(4), first=None, counted=1, missing=()
    )
    assert (answer(held, **both, n=4).first, answer(held, **both, n=4).counted) == (None, 0)
    assert missing_days(answer(edge, **both, n=1, gap_max=1)) == [("lower", 2), ("upper", 2)]
    found = answer(calendar(lower="saass", upper="sassa"), **both, n=2)
    assert (found.date, found.first, found.counted) == (day(4), day(2), 2)
    nothing = answer(held, **both, end=str(day(3)))
    assert (nothing.date, nothing.counted) == (day(3), 0)


def test_of_two_unknown_days_beside_a_run_the_one_is_named_that_decides() -> None:
    short = calendar(lower="s.a.aaas")
    alike = calendar(lower="s.a.s")

    assert missing_days(answer(short, **sitting(0, n=1, gap_max=2))) == [("lower", 1)]
    assert missing_days(answer(short, **sitting(1, n=1, gap_max=2))) == [("lower", 3)]
    assert missing_days(answer(alike, **sitting(1, n=1, gap_max=2))) == [("lower", 1)]
    assert answer(alike, **sitting(1, n=1, gap_max=3)).date == day(2)


def test_a_run_beside_an_unknown_day_may_be_too_long() -> None:
    found = answer(calendar(lower="saa.s"), **sitting(0, n=1, gap_max=2))
    short = answer(calendar(lower="sa.s"), **sitting(0, n=1, gap_max=2))

    assert (found.date, found.missing) == (None, (Missing(body="lower", date=day(3)),))
    assert short.date == day(1)


def test_each_body_stops_at_its_own_unknown_day_and_the_first_is_named() -> None:
    held = calendar(lower="ssss.sss", upper="ss.sssss")
    found = answer(held, **sitting(0, bodies=list(BODIES), n=5, mode="each"))

    assert (found.date, found.counted, found.first) == (None, 1, day(1))
    assert found.missing == (Missing(body="upper", date=day(2)),)


def test_a_body_without_a_calendar_is_unknown_from_the_first_day_on() -> None:
    found = answer(calendar(lower="sss"), **sitting(0, bodies=["other"], n=1))

    assert found.missing == (Missing(body="other", date=day(1)),)
