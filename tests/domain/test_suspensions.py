"""The clock of a time limit: stopped, started again, and counted by calendars that change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.acting import Acting, Record
from domain.assembly.calendars import (
    CalendarConsulted,
    CalendarRecorded,
    RecordCalendar,
)
from domain.assembly.state import Assembly
from domain.cases import decide
from domain.day_counting.calendars import CalendarSpan, DayKind
from domain.day_counting.lengths import Length, length
from domain.messages import Command, Event
from domain.model_law.referral import ReferToCommittee
from domain.not_loaded import NotLoadedError
from domain.refusal import Refusal
from domain.replacing import replace
from domain.rules import Parameter
from domain.stages import Stage
from domain.submission import Actor
from domain.suspensions import (
    DeadlineDerived,
    DeadlineResumed,
    DeadlineSuspended,
    ResumeDeadline,
    SuspendDeadline,
)
from domain.time_limits import DeadlineBegun, DeadlineSet, ExtendDeadline, PassDeadline, alarms
from tests.domain.lowlands import CHAIR, LAW, LEGAL, SECRETARY, SOCIAL, done, drafted, refused
from tests.scenario import CLOCK, NOON, Play

AUTHORITY = "decision of the Council"
STOP = SuspendDeadline(name="report", authority=AUTHORITY)
START = ResumeDeadline(name="report", authority=AUTHORITY)
DAY = timedelta(days=1)


def running(given_length: str, **more: Parameter) -> Play:
    """Refer the draft on 12 June 2026 under a rule that gives a length."""
    play = drafted(committee__deadline=Parameter(value=given_length, citation="art. 6"), **more)
    done(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY)
    return play


def due(play: Play) -> datetime | None:
    limit = play.case(LEGAL).deadline("report")
    assert limit is not None
    return None if limit.missing else limit.at


def act(play: Play, command: Command, on: str, by: Actor = SECRETARY) -> list[Event]:
    found = play.when(command, case=LEGAL, by=by, on=on)
    assert not isinstance(found, Refusal), found
    return found


def sits(since: str, until: str, kind: DayKind = DayKind.SITTING) -> CalendarSpan:
    return CalendarSpan(since=date.fromisoformat(since), until=date.fromisoformat(until), kind=kind)


def test_the_time_that_was_suspended_is_given_back() -> None:
    play = running("P90D")
    stopped = act(play, STOP, "2026-07-01")

    assert stopped == [
        DeadlineSuspended(
            name="report",
            since=date(2026, 7, 1),
            authority=AUTHORITY,
            missing=("the end of the suspension that began on 2026-07-01",),
        )
    ]
    assert due(play) is None
    assert alarms(play.case(LEGAL)) == ()

    resumed = act(play, START, "2026-07-11")

    assert isinstance(resumed[0], DeadlineResumed)
    assert due(play) == NOON + 100 * DAY


def test_a_suspension_with_an_end_moves_the_due_date_and_its_reminder_at_once() -> None:
    play = running("P90D", committee__reminder=Parameter(value="P10D"))
    act(play, STOP.model_copy(update={"until": date(2026, 7, 10)}), "2026-07-01", CHAIR)

    assert [each.at for each in alarms(play.case(LEGAL))] == [NOON + 90 * DAY, NOON + 100 * DAY]


def test_an_extension_and_a_suspension_are_added_to_each_other() -> None:
    play = running("P90D")
    act(
        play,
        ExtendDeadline(name="report", until=NOON + 97 * DAY, authority=AUTHORITY),
        "2026-06-13",
    )
    act(play, STOP, "2026-07-01")
    act(play, START, "2026-07-04")

    assert due(play) == NOON + 100 * DAY


def test_a_limit_that_an_act_named_is_suspended_like_any_other() -> None:
    play = drafted()
    refer = ReferToCommittee(committees=("legal",), report_by=NOON + 30 * DAY)
    done(play, refer, LAW, SECRETARY)
    act(play, STOP, "2026-07-01")
    act(play, START, "2026-07-04")

    assert due(play) == NOON + 33 * DAY


def test_a_suspension_after_the_due_date_moves_nothing() -> None:
    play = running("P10D")
    act(play, STOP.model_copy(update={"since": date(2026, 7, 1)}), "2026-06-13")

    assert due(play) == NOON + 10 * DAY


def test_months_are_months_of_the_calendar() -> None:
    assert due(running("P6M")) == datetime(2026, 12, 12, 12, tzinfo=UTC)
    assert Length(months=1).after(datetime(2026, 1, 31, 9, tzinfo=UTC)).day == 28


def test_what_is_not_suspended_is_not_resumed_and_what_is_is_not_suspended_again() -> None:
    play = running("P90D")

    assert "is suspended" in refused(play, START, LEGAL, SECRETARY).sentence
    act(play, STOP, "2026-07-01")
    for again in (STOP, STOP.model_copy(update={"since": date(2026, 12, 1)})):
        found = play.when(again, case=LEGAL, by=SECRETARY, on="2026-07-02")
        assert isinstance(found, Refusal)
        assert "suspended from 2026-07-01 on already" in found.sentence
    early = play.when(START, case=LEGAL, by=SECRETARY, on="2026-06-30")
    assert isinstance(early, Refusal)
    more = ExtendDeadline(name="report", until=NOON + 900 * DAY, authority=AUTHORITY)
    assert "not currently possible to calculate" in refused(play, more, LEGAL, SECRETARY).sentence


def test_an_alarm_that_was_set_before_the_suspension_passes_nothing() -> None:
    play = running("P90D")
    old = PassDeadline(key=alarms(play.case(LEGAL))[0].key)
    act(play, STOP, "2026-07-01")

    found = play.when(old, case=LEGAL, by=CLOCK, on="2026-09-11", now=NOON + 91 * DAY)
    assert isinstance(found, Refusal)


def test_a_limit_in_sitting_days_waits_for_the_calendar() -> None:
    play = running("sitting-days:3:east-diet")
    begun = play.events[-2][1]

    assert isinstance(begun, DeadlineBegun)
    assert begun.missing == ("whether east-diet sits on 2026-06-13",)
    assert play.events[-1] == (
        "assembly",
        CalendarConsulted(case=LEGAL, bodies=("east-diet",)),
    )
    assert due(play) is None

    record = RecordCalendar(body="east-diet", spans=(sits("2026-06-13", "2026-06-20"),))
    told = done(play, record, "assembly", SECRETARY)

    assert isinstance(told[0], CalendarRecorded)
    assert isinstance(told[1], DeadlineDerived)
    assert due(play) == datetime(2026, 6, 16, tzinfo=UTC)


def test_a_limit_in_sitting_days_is_set_at_once_where_the_days_are_known() -> None:
    play = drafted(committee__deadline=Parameter(value="sitting-days:3:east-diet"))
    days = (sits("2026-06-13", "2026-06-20"), sits("2026-06-14", "2026-06-15", DayKind.RECESS))
    done(play, RecordCalendar(body="east-diet", spans=days), "assembly", SECRETARY)
    known = done(play, RecordCalendar(body="east-diet", spans=days[1:]), "assembly", SECRETARY)
    done(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY)

    assert len(known) == 1
    assert isinstance(play.events[-2][1], DeadlineSet)
    assert due(play) == datetime(2026, 6, 18, tzinfo=UTC)


def test_a_calendar_that_is_corrected_moves_the_due_date_and_the_alarm() -> None:
    play = running("sitting-days:3:east-diet")
    sitting, off = (
        sits("2026-06-13", "2026-06-20"),
        sits("2026-06-14", "2026-06-14", DayKind.RECESS),
    )
    done(play, RecordCalendar(body="east-diet", spans=(sitting,)), "assembly", SECRETARY)
    before = alarms(play.case(LEGAL))
    done(play, RecordCalendar(body="east-diet", spans=(off,)), "assembly", SECRETARY)
    after = alarms(play.case(LEGAL))

    assert after[0].at - before[0].at == DAY
    assert after[0].key != before[0].key


def test_a_calendar_lets_go_of_the_cases_that_are_concluded() -> None:
    play = running("sitting-days:3:east-diet")
    over = play.case(LEGAL)
    play.cases[SOCIAL] = replace(over, stream=SOCIAL, stage=Stage.REPORTED, deadlines=())
    play.given("assembly", CalendarConsulted(case=SOCIAL, bodies=("east-diet", "north-thing")))
    record = RecordCalendar(body="east-diet", spans=(sits("2026-06-13", "2026-06-20"),))
    told = done(play, record, "assembly", SECRETARY)
    again = done(play, record, "assembly", SECRETARY)

    assert isinstance(told[0], CalendarRecorded)
    assert isinstance(again[0], CalendarRecorded)
    assert (told[0].released, again[0].released) == ((SOCIAL,), ())
    assembly = play.case("assembly")
    assert isinstance(assembly, Assembly)
    assert list(assembly.calendar_users) == [LEGAL]


def test_all_cases_that_a_calendar_moves_are_asked_for_at_once() -> None:
    play = running("sitting-days:3:east-diet")
    for number in range(50):
        play.given(
            "assembly", CalendarConsulted(case=f"model-law/2027-{number}", bodies=("east-diet",))
        )
    record = RecordCalendar(body="east-diet", spans=(sits("2026-06-13", "2026-06-20"),))
    acting = Acting(actor=SECRETARY, occurred_at="2026-06-12", now=NOON, recorded_at=NOON)
    with pytest.raises(NotLoadedError) as missing:
        decide(record, play.case("assembly"), acting, Record(play.cases))
    assert len(missing.value.streams) == 50


def test_another_calendar_moves_nothing() -> None:
    play = running("sitting-days:3:east-diet")
    other = RecordCalendar(body="north-thing", spans=(sits("2026-06-13", "2026-06-20"),))

    assert len(done(play, other, "assembly", SECRETARY)) == 1


@given(
    st.integers(1, 200),
    st.integers(-5, 210),
    st.integers(0, 60),
)
def test_a_limit_moves_by_the_suspended_days_that_lie_in_it(n: int, at: int, days: int) -> None:
    play = running(f"P{n}D")
    first = NOON.date() + at * DAY
    stop = STOP.model_copy(update={"since": first, "until": first + days * DAY})
    act(play, stop, "2026-06-12")
    moved = due(play)
    midnight = datetime(first.year, first.month, first.day, tzinfo=UTC)
    lost = max(timedelta(), midnight + (days + 1) * DAY - max(midnight, NOON))

    assert moved == NOON + n * DAY + (lost if midnight < NOON + n * DAY else timedelta())


@given(
    st.integers(0, 1_200),
    st.integers(0, 3_000),
    st.integers(-20_000, 30_000),
)
def test_a_length_ends_after_the_moment_from_which_it_runs(
    months: int, hours: int, days: int
) -> None:
    span = Length(months=months, rest=timedelta(hours=hours))
    begun = NOON + days * DAY

    assert span.after(begun) >= begun
    assert span.before(span.after(begun)) <= begun


@pytest.mark.parametrize(
    "text", ["", "P", "6 months", "P1D2M", "sitting-days:3", "sitting-days:3:"]
)
def test_what_is_no_length_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        length(text)


@pytest.mark.parametrize("text", ["P101Y", "P1201M", "P36526D"])
def test_a_length_of_more_than_a_century_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="at most 100 years"):
        length(text)


def test_a_length_may_be_a_century() -> None:
    assert length("P100Y") == Length(months=1_200)
    assert length("P1Y2M10DT2H") == Length(months=14, rest=timedelta(days=10, hours=2))


def test_a_reminder_that_an_act_named_moves_with_its_deadline() -> None:
    play = drafted()
    named = {"report_by": NOON + 30 * DAY, "remind_at": NOON + 20 * DAY}
    done(play, ReferToCommittee.model_validate({"committees": ("legal",), **named}), LAW, SECRETARY)
    act(play, STOP.model_copy(update={"until": date(2026, 6, 24)}), "2026-06-20")

    assert [each.at for each in alarms(play.case(LEGAL))] == [NOON + 25 * DAY, NOON + 35 * DAY]


def test_a_limit_is_resumed_on_the_day_of_its_suspension_without_a_loss() -> None:
    play = running("P90D")
    act(play, STOP, "2026-07-01")
    act(play, START, "2026-07-01")

    assert due(play) == NOON + 90 * DAY


def test_the_ledger_names_who_allowed_what() -> None:
    play = running("P90D")
    act(
        play,
        ExtendDeadline(name="report", until=NOON + 97 * DAY, authority="the chair"),
        "2026-06-13",
    )
    act(play, STOP, "2026-07-01")
    limit = play.case(LEGAL).deadline("report")

    assert limit is not None
    assert [each.authority for each in limit.extensions] == ["the chair"]
    assert [each.authority for each in limit.pauses] == [AUTHORITY]


def test_two_suspensions_that_do_not_meet_are_both_counted() -> None:
    play = running("P90D")
    for first, last in ((date(2026, 7, 1), date(2026, 7, 2)), (date(2026, 7, 3), date(2026, 7, 5))):
        act(play, STOP.model_copy(update={"since": first, "until": last}), "2026-06-13")
    wrong = STOP.model_copy(update={"since": date(2026, 8, 2), "until": date(2026, 8, 1)})

    assert due(play) == NOON + 95 * DAY
    refusal = refused(play, wrong, LEGAL, SECRETARY)
    assert refusal.code == "not-valid"
    assert "before it begins" in refusal.sentence
