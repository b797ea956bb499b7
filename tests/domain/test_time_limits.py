"""Time limits: set, reminded of, extended, met, passed; the past never fires."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.acting import Acting
from domain.case import Case, OpenDeadline
from domain.refusal import Refusal
from domain.rules import Parameter, Rules
from domain.submission import Actor, Capacity
from domain.time_limits import (
    DeadlineExtended,
    DeadlinePassed,
    DeadlineSet,
    ExtendDeadline,
    PassDeadline,
    ReminderSent,
    alarms,
    ended,
    extend,
    extended,
    limit,
    limit_set,
    met,
    pass_deadline,
    reminded,
)

NOON = datetime(2026, 6, 12, 12, tzinfo=UTC)
DUE, REMINDER = NOON + timedelta(days=30), NOON + timedelta(days=20)
SECOND = timedelta(seconds=1)
OPEN = limit_set(
    Case(stream="committee-review/2026-001/legal", version=4),
    DeadlineSet(name="report", at=DUE, reminder=REMINDER),
)


def at(moment: datetime) -> Acting:
    clock = Actor(subject="clock", capacity=Capacity.CLOCK)
    occurred_at = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    return Acting(actor=clock, occurred_at=occurred_at, now=moment, recorded_at=moment)


def key(case: Case, number: int) -> PassDeadline:
    return PassDeadline(key=alarms(case)[number].key)


def test_the_reminder_comes_first_and_then_the_deadline() -> None:
    assert [each.at for each in alarms(OPEN)] == [REMINDER, DUE]
    assert [each.key.partition("@")[0] for each in alarms(OPEN)] == ["reminder:report", "report"]


def test_an_alarm_names_the_standing_of_its_case() -> None:
    assert {each.key.rpartition("#")[2] for each in alarms(OPEN)} == {"4"}


def test_a_reminder_is_sent_once_and_the_deadline_stays() -> None:
    sent = ReminderSent(name="report", at=REMINDER)

    assert pass_deadline(key(OPEN, 0), OPEN, at(REMINDER)) == [sent]
    assert [each.at for each in alarms(reminded(OPEN, sent))] == [DUE]


def test_a_deadline_passes_at_its_instant_and_not_a_second_before() -> None:
    early = pass_deadline(key(OPEN, 1), OPEN, at(DUE - SECOND))

    assert isinstance(early, Refusal)
    assert early.code == "not-in-order"
    assert pass_deadline(key(OPEN, 1), OPEN, at(DUE)) == [DeadlinePassed(name="report", at=DUE)]


def test_a_passed_deadline_passes_no_more() -> None:
    passed = ended(OPEN, DeadlinePassed(name="report", at=DUE))

    assert alarms(passed) == ()
    assert met(passed, "report") == []
    assert isinstance(pass_deadline(key(OPEN, 1), passed, at(DUE)), Refusal)


@pytest.mark.parametrize("until", [DUE, DUE - SECOND])
def test_an_extension_gives_more_time(until: datetime) -> None:
    command = ExtendDeadline(name="report", until=until, authority="the chair")
    refusal = extend(command, OPEN)

    assert isinstance(refusal, Refusal)
    assert "already runs until 2026-07-12 12:00Z" in refusal.sentence


def test_an_extended_deadline_passes_at_its_new_instant_only() -> None:
    later = DUE + timedelta(days=7)
    reminder = REMINDER + timedelta(days=7)
    moved = DeadlineExtended(name="report", at=later, authority="the chair", reminder=reminder)
    command = ExtendDeadline(name="report", until=later, authority="the chair")
    case = extended(OPEN, moved)

    assert extend(command, OPEN) == [moved]

    assert isinstance(pass_deadline(key(OPEN, 1), case, at(later)), Refusal)
    assert pass_deadline(key(case, 1), case, at(later)) == [DeadlinePassed(name="report", at=later)]


@pytest.mark.parametrize("notice", [None, "P2D"])
def test_an_extension_moves_the_reminder_unless_it_was_sent(notice: str | None) -> None:
    two, ten = timedelta(days=2), timedelta(days=10)
    limit = OpenDeadline(name="report", at=DUE, reminder=DUE - two, notice=notice)
    case = Case(version=1, deadlines=(limit,))
    command = ExtendDeadline(name="report", until=DUE + ten, authority="the chair")
    sent = reminded(case, ReminderSent(name="report", at=DUE - two))

    answers = (extend(command, case), extend(command, sent))
    moved, silent = (each[0] for each in answers if not isinstance(each, Refusal))

    assert isinstance(moved, DeadlineExtended)
    assert extended(case, moved).deadlines[0].reminder == DUE + ten - two
    assert isinstance(silent, DeadlineExtended)
    assert extended(sent, silent).deadlines[0].reminder is None
    before = DeadlineExtended(name="report", at=DUE + ten, authority="told before it moved")
    assert extended(case, before).deadlines[0].reminder == DUE - two


def test_what_is_not_open_is_not_extended() -> None:
    command = ExtendDeadline(name="reply", until=DUE + SECOND, authority="the chair")

    assert isinstance(extend(command, OPEN), Refusal)


@given(st.timedeltas(timedelta(days=-900), timedelta(days=900)))
def test_a_limit_fires_exactly_if_it_lies_ahead_of_the_register(away: timedelta) -> None:
    event = limit("report", NOON + away, at(NOON))
    case = limit_set(Case(), event)

    assert event.historical == (away <= timedelta())
    assert bool(alarms(case)) == (away > timedelta())


def test_a_reminder_that_comes_too_late_is_dropped() -> None:
    late = limit("report", DUE, at(NOON), reminder=NOON)
    ahead = limit("report", DUE, at(NOON), reminder=NOON + SECOND)

    assert late == DeadlineSet(name="report", at=DUE)
    assert ahead.reminder == NOON + SECOND


def test_the_same_limit_set_again_takes_the_place_of_the_first() -> None:
    again = limit_set(OPEN, DeadlineSet(name="report", at=DUE + SECOND))

    assert [each.at for each in alarms(again)] == [DUE + SECOND]


def test_yes_or_no_is_no_number() -> None:
    rules = Rules(parameters={"national.order": Parameter(value=True), "quorum.open": Parameter()})

    assert rules.number("national.order") is None
    assert rules.number("quorum.open") is None
