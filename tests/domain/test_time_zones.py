"""Time zones: the civil days by which an assembly and the parliaments count."""

from datetime import UTC, date, datetime, timedelta
from importlib import metadata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assembly.calendars import RecordCalendar
from domain.assembly.membership import EndMembership
from domain.assembly.state import Membership
from domain.day_counting.calendars import CalendarSpan, DayKind
from domain.day_counting.lengths import calendar_length
from domain.day_counting.zones import NAMES, begins, day_in, zone
from domain.messages import Command
from domain.model_law.referral import ReferToCommittee
from domain.parameter_values import fault_of
from domain.refusal import Refusal
from domain.rules import Parameter
from domain.suspensions import ResumeDeadline, SuspendDeadline
from domain.time_limits import DeadlineSet, PassDeadline, alarms
from tests.domain.lowlands import CHAIR, LAW, LEGAL, SECRETARY, done, drafted, lowlands
from tests.scenario import CLOCK, Play

MOMENT = timedelta(microseconds=1)
BAKU = Parameter(value="Asia/Baku", citation="Rules, art. 2")
RELEASE = metadata.version("tzdata")


def referred(length: str, time_zone: Parameter = BAKU) -> Play:
    """Refer a draft on 12 June 2026 where every day is a sitting day of the Diet."""
    play = drafted(committee__deadline=Parameter(value=length), time_zone=time_zone)
    sits = CalendarSpan(since=date(2026, 6, 1), until=date(2026, 12, 31), kind=DayKind.SITTING)
    done(play, RecordCalendar(body="east-diet", spans=(sits,)), "assembly", SECRETARY)
    done(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY)
    return play


def limit_of(play: Play) -> DeadlineSet:
    """Return the limit that was set last."""
    return next(event for _, event in reversed(play.events) if isinstance(event, DeadlineSet))


def test_kazakhstan_put_its_clocks_back_on_the_first_of_march_2024() -> None:
    assert begins(date(2024, 2, 29), "Asia/Almaty") == datetime(2024, 2, 28, 18, tzinfo=UTC)
    assert begins(date(2024, 3, 1), "Asia/Almaty") == datetime(2024, 2, 29, 18, tzinfo=UTC) + (
        timedelta(hours=1)
    )
    assert begins(date(2024, 3, 2), "Asia/Almaty") == datetime(2024, 3, 1, 19, tzinfo=UTC)


def test_where_clocks_go_over_midnight_a_day_begins_once() -> None:
    # Beirut went from 00:00 to 01:00 on 31 March 2024, St John's from 00:01 back to 23:01 in 2010.
    assert begins(date(2024, 3, 31), "Asia/Beirut") == datetime(2024, 3, 30, 22, tzinfo=UTC)
    newfoundland = begins(date(2010, 11, 7), "America/St_Johns")
    assert newfoundland == datetime(2010, 11, 7, 3, 30, tzinfo=UTC)
    assert day_in(newfoundland - MOMENT, "America/St_Johns") == date(2010, 11, 6)


@given(st.sampled_from(sorted(NAMES)), st.dates(date(1900, 1, 2), date(2200, 12, 30)))
def test_a_day_ends_where_the_next_begins(name: str, day: date) -> None:
    start = begins(day, name)
    assert day_in(start - MOMENT, name) < day
    # Later only where a zone went over the date line and had no such day: Samoa on 30 Dec 2011.
    assert day_in(start, name) >= day
    assert begins(day, None) == datetime(day.year, day.month, day.day, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Asia/Bakoo", "../etc/passwd", "asia/baku", "", "UTC+4"])
def test_what_the_database_does_not_name_is_no_zone(name: str) -> None:
    with pytest.raises(ValueError, match="has no zone"):
        zone(name)
    assert fault_of("time_zone", name) is not None


def test_rules_name_a_zone_or_none() -> None:
    assert fault_of("time_zone", "Asia/Baku") is None
    assert fault_of("time_zone", None) is None
    assert fault_of("time_zone", 4) is not None


def test_a_limit_in_sitting_days_ends_with_the_day_of_its_zone() -> None:
    limit = limit_of(referred("sitting-days:3:east-diet"))
    assert limit.at == datetime(2026, 6, 15, 20, tzinfo=UTC)
    assert (limit.zone, limit.zone_data) == ("Asia/Baku", RELEASE)
    unset = limit_of(referred("sitting-days:3:east-diet", Parameter()))
    assert unset.at == datetime(2026, 6, 16, tzinfo=UTC)
    assert (unset.zone, unset.zone_data) == (None, None)


def test_months_keep_the_hour_of_the_zone_and_days_are_measured_by_a_clock() -> None:
    berlin = "Europe/Berlin"
    noon = datetime(2026, 9, 25, 10, tzinfo=UTC)
    assert calendar_length("P2M").after(noon, berlin) == datetime(2026, 11, 25, 11, tzinfo=UTC)
    assert calendar_length("P2M").before(
        datetime(2026, 11, 25, 11, tzinfo=UTC), berlin
    ) == datetime(2026, 9, 25, 10, tzinfo=UTC)
    assert calendar_length("P61D").after(noon, berlin) == datetime(2026, 11, 25, 10, tzinfo=UTC)


def test_a_month_is_counted_from_the_day_that_it_is_there() -> None:
    eve = datetime(2026, 4, 30, 21, tzinfo=UTC)
    assert calendar_length("P1M").after(eve) == datetime(2026, 5, 30, 21, tzinfo=UTC)
    assert calendar_length("P1M").after(eve, "Asia/Baku") == datetime(2026, 5, 31, 21, tzinfo=UTC)


def test_a_suspension_stops_the_days_of_the_zone() -> None:
    play = referred("P30D")
    before = limit_of(play).at
    stop = SuspendDeadline(name="report", since=date(2026, 6, 20), authority="the Council")
    act(play, stop, "2026-06-20")
    act(play, ResumeDeadline(name="report", authority="the Council"), "2026-06-21")

    deadline = play.case(LEGAL).deadline("report")
    assert deadline is not None
    assert deadline.at == before + timedelta(days=1)
    assert alarms(play.case(LEGAL))[0].at == deadline.at


def test_what_happens_after_midnight_there_is_of_the_next_day() -> None:
    late = "2026-06-12T20:30:00Z"
    ending = EndMembership(
        parliament="west", kind=Membership.MEMBER, decision="it left (fictional)"
    )
    spells = {}
    for name, parameter in {"baku": BAKU, "unset": Parameter()}.items():
        play = lowlands(time_zone=parameter)
        found = play.when(ending, case="assembly", by=SECRETARY, on=late, reason="told at once")
        assert not isinstance(found, Refusal), found
        (event,) = (each for each in found if each.type == "MembershipEnded")
        spells[name] = event.model_dump()["on"]
    assert spells == {"baku": date(2026, 6, 13), "unset": date(2026, 6, 12)}


def test_the_alarm_rings_as_the_day_ends_there() -> None:
    play = referred("sitting-days:3:east-diet")
    (alarm,) = alarms(play.case(LEGAL))
    passed = play.when(
        PassDeadline(key=alarm.key), case=LEGAL, by=CLOCK, on="2026-06-15T20:00:00Z", now=alarm.at
    )
    assert not isinstance(passed, Refusal), passed
    assert passed[0].type == "DeadlinePassed"


def act(play: Play, command: Command, on: str) -> None:
    """Have the chair do what is accepted."""
    found = play.when(command, case=LEGAL, by=CHAIR, on=on)
    assert not isinstance(found, Refusal), found
