"""National paths: computed from dated data, as of the day of each step (domain.md 5, 8.2, 8.3)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.assemblies.loader import load
from domain.assemblies.procedures import known
from domain.assembly.calendars import RecordCalendar
from domain.assembly.national_procedures import RecordNationalProcedure
from domain.assembly.offices import TakeOffice
from domain.assembly.parliaments import DissolveParliament, SucceedParliament
from domain.assembly.state import Assembly
from domain.day_counting.calendars import CalendarSpan, DayKind
from domain.day_counting.zones import day_in
from domain.irregularities import IrregularityRecorded
from domain.messages import Command, Event
from domain.national_procedures import Fact, Limit, NationalProcedure, in_force, rows_on
from domain.national_track.assessment import AssessUptake
from domain.national_track.committee_stage import ReportCommitteeStage
from domain.national_track.conclusion import ConcludeNationalTrack
from domain.national_track.gazette import ReportEntryIntoForce
from domain.national_track.head_of_state import ReportSignature, SendToHeadOfState
from domain.national_track.introduction import ReferNationalBill, RegisterNationalBill
from domain.national_track.known_path import known_path
from domain.national_track.limits import Running
from domain.national_track.outlook import outlook
from domain.national_track.readings import ReadingFailed, ReadingPassed, ReportReading
from domain.national_track.rebinding import NationalTrackRebound, RebindNationalTrack
from domain.national_track.receipt import AcknowledgeReceipt
from domain.national_track.referendum import ReportReferendum
from domain.national_track.second_chamber import ReportSecondChamber, SendToSecondChamber
from domain.national_track.state import NationalTrack
from domain.national_track.transmission import TransmittedToParliament
from domain.national_track.votes import NationalResultAnomalyFlagged, NationalVote
from domain.refusal import Refusal
from domain.stages import Stage
from domain.submission import Actor, Capacity
from domain.time_limits import DeadlineMet, DeadlineSet, ExtendDeadline
from tests.acts import seeded
from tests.domain.lowlands import done, refused
from tests.scenario import Play

SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)
LAW = "model-law/2026-001"
BILL = RegisterNationalBill(reference="Bill 1")
COMMITTEE = ReferNationalBill()
SENT, SIGNED = SendToHeadOfState(), ReportSignature()
READINGS = tuple(ReportReading(number=n, outcome="passed") for n in (1, 2, 3))


LIMIT = {
    "name": "l",
    "starts": "a",
    "ends": ("b",),
    "unit": "calendar-days",
    "mark": "S1",
    "citation": "art. 1",
}


def stream(parliament: str) -> str:
    """Return the stream of a parliament's track."""
    return f"national-track/2026-001/{parliament}"


def received(parliament: str, on: str = "2026-01-12") -> Play:
    """Let a model law have arrived in a parliament, in TURKPA as its seed has it."""
    play = seeded("turkpa")
    sent = TransmittedToParliament(
        law=LAW, title="On Springs", parliament=parliament, edition=1, on=date(2012, 1, 10), rules=1
    )
    play.given(stream(parliament), sent)
    done(play, AcknowledgeReceipt(), stream(parliament), SECRETARY, on)
    return play


def steps(play: Play, parliament: str, *acts: tuple[str, Command]) -> list[Event]:
    """Report steps that are in order and in time; return the events of the last."""
    events: list[Event] = []
    for on, act in acts:
        events = done(play, act, stream(parliament), SECRETARY, on)
    return events


def track(play: Play, parliament: str) -> NationalTrack:
    """Return a track as it stands."""
    case = play.case(stream(parliament))
    assert isinstance(case, NationalTrack)
    return case


def assembly(play: Play) -> Assembly:
    """Return the assembly."""
    case = play.case("assembly")
    assert isinstance(case, Assembly)
    return case


def with_reason(play: Play, parliament: str, act: Command, on: str) -> list[Event]:
    """Report a step with a reason."""
    answer = play.when(act, case=stream(parliament), by=SECRETARY, on=on, reason="so it was")
    assert isinstance(answer, list), answer
    return answer


def breaches(events: list[Event]) -> list[str]:
    """Return the rules that were broken."""
    return [each.rule for each in events if isinstance(each, IrregularityRecorded)]


# The data


def test_each_row_has_its_mark_and_its_citation_and_what_is_unchecked_says_so() -> None:
    for each in load("turkpa").procedures:
        rows = (*each.chambers, *each.facts, *each.majorities, *each.limits)
        assert rows
        assert all(row.citation for row in rows)
        assert all("unchecked" in row.cited() for row in rows if row.mark == "BG")
    assert known() == ("az", "kg", "kz", "kz-kurultai", "tr", "uz")


@pytest.mark.parametrize(
    ("parliament", "day", "chambers", "readings", "seats"),
    [
        ("az", date(2026, 1, 1), 1, 3, (125,)),
        ("kz", date(2026, 6, 30), 2, None, (None, None)),
        ("kz-kurultai", date(2026, 7, 1), 1, 3, (145,)),
        ("kg", date(2026, 1, 1), 1, 3, (90,)),
        ("tr", date(2017, 12, 31), 1, None, (550,)),
        ("tr", date(2024, 1, 23), 1, None, (600,)),
        ("uz", date(2023, 3, 10), 2, 3, (150, None)),
    ],
)
def test_a_path_is_as_of_the_day(
    parliament: str, day: date, chambers: int, readings: int | None, seats: tuple[int | None, ...]
) -> None:
    path = known_path(NationalTrack(parliament=parliament), assembly(seeded("turkpa")), day)

    assert path.parliament is not None
    assert (path.parliament.chambers, path.parliament.readings) == (chambers, readings)
    assert tuple(each.seats for each in path.chambers) == seats


def test_before_a_procedure_begins_and_after_it_ends_nothing_is_known_of_it() -> None:
    procedures = assembly(seeded("turkpa")).procedures

    assert in_force(procedures, "kz", date(2026, 6, 30)) is not None
    assert in_force(procedures, "kz", date(2026, 7, 1)) is None
    assert in_force(procedures, "kz-kurultai", date(2026, 6, 30)) is None


def test_another_country_is_another_set_of_rows() -> None:
    play = seeded("turkpa")
    told = NationalProcedure(
        parliament="hu",
        title="Hungary (invented)",
        valid_from=date(2020, 1, 1),
        facts=(Fact(name="readings", value=2, mark="BG", citation="none"),),
    )
    record = RecordNationalProcedure(procedure=told, grounds="invented for a test")
    done(play, record, "assembly", SECRETARY, "2026-01-01")
    stranger = record.model_copy(update={"procedure": told.model_copy(update={"parliament": "xx"})})

    assert refused(play, record, "assembly", SECRETARY).code == "already-done"
    assert refused(play, stranger, "assembly", SECRETARY).code == "not-in-order"
    path = known_path(NationalTrack(parliament="hu"), assembly(play), date(2026, 1, 1))
    assert path.parliament is not None
    assert path.parliament.readings == 2


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({"facts": [{"name": "x", "value": 1}, {"name": "x", "value": 2}]}, "two rows hold"),
        ({"majorities": [{"step": "s", "chamber": "c", "rule": {"name": "consensus"}}]}, "chamber"),
        ({"limits": [{"name": "l", "starts": "a", "ends": [], "n": 1, "unit": "months"}]}, "ends"),
        ({"facts": [{"name": "x", "value": 1, "mark": "C0"}]}, "mark"),
        ({"last_day": "2019-01-01"}, "last_day"),
    ],
)
def test_rows_that_contradict_each_other_are_no_data(
    rows: dict[str, object], sentence: str
) -> None:
    known_rows = {
        name: [{"mark": "S1", "citation": "x", **row} for row in told]
        if isinstance(told, list)
        else told
        for name, told in rows.items()
    }
    head = {"parliament": "az", "title": "t", "valid_from": "2020-01-01"}
    with pytest.raises(ValidationError, match=sentence):
        NationalProcedure.model_validate({**head, **known_rows})


@given(st.dates(date(2008, 11, 21), date(2035, 1, 1)), st.sets(st.sampled_from("ab"), max_size=2))
def test_on_each_day_at_most_one_row_of_an_identity_holds_for_a_plain_bill(
    day: date, kinds: set[str]
) -> None:
    for each in load("turkpa").procedures:
        for rows in (each.chambers, each.facts, each.majorities, each.limits):
            held = [row.identity for row in rows_on(rows, day, tuple(kinds))]
            assert len(held) == len(set(held))


# Azerbaijan: D8 and D9 of domain.md 8.2


def passed_in_baku(*kinds: str) -> Play:
    """Let a bill pass its last reading on 16 March 2026."""
    play = received("az")
    bill = BILL.model_copy(update={"kinds": kinds})
    acts = (("2026-03-02", bill), ("2026-03-03", COMMITTEE))
    read = zip(("2026-03-09", "2026-03-12", "2026-03-16"), READINGS, strict=True)
    steps(play, "az", *acts, *read)
    return play


def test_d8_a_law_goes_to_the_president_within_fourteen_days() -> None:
    play = passed_in_baku()
    late = refused(play, SENT, stream("az"), SECRETARY, "2026-03-31")
    assert (late.code, late.missing) == ("reason-needed", ("reason",))
    assert late.citation == "Constitution of Azerbaijan, art. 97 (one source)"
    assert "14 calendar-days from 2026-03-16 ended on 2026-03-30" in late.sentence

    assert breaches(with_reason(play, "az", SENT, "2026-03-31")) == ["national.to-head-of-state"]


def test_d8_the_last_day_is_in_time() -> None:
    assert breaches(steps(passed_in_baku(), "az", ("2026-03-30", SENT))) == []


def test_d8_an_urgent_law_goes_within_a_day() -> None:
    assert breaches(steps(passed_in_baku("urgent"), "az", ("2026-03-17", SENT))) == []
    late = refused(passed_in_baku("urgent"), SENT, stream("az"), SECRETARY, "2026-03-18")
    assert late.code == "reason-needed"


def test_d8_the_limit_is_a_deadline_of_the_track_that_the_sending_meets() -> None:
    play = received("az", "2026-06-01")
    read = zip(("2026-06-05", "2026-06-08", "2026-06-10"), READINGS, strict=True)
    events = steps(play, "az", ("2026-06-01", BILL), ("2026-06-02", COMMITTEE), *read)
    due = datetime(2026, 6, 24, 20, tzinfo=UTC)
    (limit,) = (each for each in events if isinstance(each, DeadlineSet) and each.at == due)
    assert (limit.name, limit.zone) == ("national.to-head-of-state", "Asia/Baku")

    met = steps(play, "az", ("2026-06-24", SENT))
    assert DeadlineMet(name="national.to-head-of-state", at=due) in met
    assert [each.name for each in track(play, "az").deadlines] == ["national.head-of-state"]


def test_what_authority_gave_more_time_for_is_not_late() -> None:
    play = received("az", "2026-06-01")
    read = zip(("2026-06-05", "2026-06-08", "2026-06-10"), READINGS, strict=True)
    steps(play, "az", ("2026-06-01", BILL), ("2026-06-02", COMMITTEE), *read)
    later = datetime(2026, 7, 1, tzinfo=UTC)
    more = ExtendDeadline(name="national.to-head-of-state", until=later, authority="a letter")
    done(play, more, stream("az"), SECRETARY)

    assert breaches(steps(play, "az", ("2026-06-30", SENT))) == []


def constitutional() -> Play:
    """Let a constitutional law have its first vote on 31 August 2025."""
    play = received("az", "2025-08-01")
    bill = BILL.model_copy(update={"kinds": ("constitutional",)})
    steps(play, "az", ("2025-08-02", bill), ("2025-08-03", COMMITTEE), ("2025-08-31", READINGS[0]))
    return play


def test_d9_a_constitutional_law_is_voted_on_again_after_six_months_not_before() -> None:
    early = play_second_vote("2026-02-27")
    assert isinstance(early, Refusal)
    assert early.code == "against-the-rules"
    assert early.citation == "Constitution of Azerbaijan, art. 156 (one source)"
    assert "not before 2026-02-28" in early.sentence

    in_time = play_second_vote("2026-02-28")
    assert isinstance(in_time, list)
    assert [each.completes for each in in_time if isinstance(each, ReadingPassed)] == [True]


def play_second_vote(on: str) -> list[Event] | Refusal:
    """Report the second vote, with a reason, for reasons do not help here."""
    play = constitutional()
    return play.when(
        READINGS[1], case=stream("az"), by=SECRETARY, on=on, reason="it was in a hurry"
    )


def test_d9_an_ordinary_law_waits_for_nothing() -> None:
    assert track(passed_in_baku(), "az").stage is Stage.PASSED


@given(st.dates(date(2020, 1, 1), date(2025, 12, 31)), st.integers(1, 60))
def test_a_limit_is_kept_up_to_its_last_day_and_broken_on_the_next(begun: date, n: int) -> None:
    due = begun + timedelta(days=n)
    days = [due + timedelta(days=each) for each in (-1, 0, 1)]
    within = Limit(**LIMIT, n=n)
    waiting = Limit(**LIMIT, n=n, kind="not-before")

    late, early = (Running(limit=each, begun=begun, due=due) for each in (within, waiting))
    assert [late.broken(day) for day in days] == [False, False, True]
    assert [early.broken(day) for day in days] == [True, False, False]


# Majorities


def vote(chosen: tuple[int, int, int], **more: int) -> NationalVote:
    """Return the totals for, against and abstaining."""
    in_favour, against, abstentions = chosen
    return NationalVote(in_favour=in_favour, against=against, abstentions=abstentions, **more)


def read_with(
    parliament: str, totals: NationalVote, *, on: str, kinds: tuple[str, ...] = ()
) -> Event:
    """Let a first reading pass with these totals; return the event."""
    play = received(parliament, on)
    bill = BILL.model_copy(update={"kinds": kinds})
    reading = ReportReading(number=1, outcome="passed", vote=totals)
    return steps(play, parliament, (on, bill), (on, COMMITTEE), (on, reading))[0]


@pytest.mark.parametrize(
    ("day", "for_it", "outcome"),
    [
        ("2024-01-23", 360, "adopted"),
        ("2024-01-23", 359, "rejected"),
        ("2015-10-15", 500, "cannot-compute"),
    ],
)
def test_what_an_amnesty_takes_in_ankara_is_told_of_600_seats_only(
    day: str, for_it: int, outcome: str
) -> None:
    event = read_with("tr", vote((for_it, 30, 0)), on=day, kinds=("amnesty",))
    assert isinstance(event, ReadingPassed)
    assert event.counted is not None

    assert event.counted.outcome == outcome
    assert (event.counted.missing == ("rule.fraction",)) is (outcome == "cannot-compute")


def test_what_a_returned_law_takes_in_ankara_is_told_of_600_seats_only() -> None:
    (found,) = [each.majorities for each in load("turkpa").procedures if each.parliament == "tr"]

    held = {
        day.year: [each.rule.name for each in rows_on(found, day) if each.step == "override"]
        for day in (date(2015, 10, 15), date(2024, 1, 23))
    }
    assert held == {2015: [], 2024: ["majority_of_component_members"]}


def test_h5_the_assembly_in_ankara_decides_by_participants_with_a_floor() -> None:
    event = read_with("tr", vote((287, 55, 4)), on="2024-01-23")
    assert isinstance(event, ReadingPassed)
    assert event.counted is not None

    assert (event.counted.outcome, event.counted.needed) == ("adopted", 174)
    assert "151" in event.counted.arithmetic
    assert event.counted.citation == "TBMM, TBMM-guide (2 sources)"


def test_a_result_that_its_rule_does_not_give_is_flagged_and_never_repaired() -> None:
    play = received("tr", "2024-01-23")
    reading = ReportReading(number=1, outcome="passed", vote=vote((150, 60, 0)))
    on = "2024-01-23"
    events = steps(play, "tr", (on, BILL), (on, COMMITTEE), (on, reading))

    [flag] = [each for each in events if isinstance(each, NationalResultAnomalyFlagged)]
    assert (flag.announced, flag.counted.outcome) == ("adopted", "rejected")
    assert track(play, "tr").stage is Stage.READINGS


def test_without_a_rule_or_without_the_members_nothing_is_computed_and_nothing_flagged() -> None:
    no_rule = read_with("kg", vote((60, 20, 1)), on="2026-03-01")
    no_members = read_with("kz", vote((60, 20, 1)), on="2026-03-01")
    told = read_with("kz", vote((60, 20, 1), members=98), on="2026-03-01")

    assert isinstance(no_rule, ReadingPassed)
    assert isinstance(no_members, ReadingPassed)
    assert isinstance(told, ReadingPassed)
    assert no_rule.counted is not None
    assert no_members.counted is not None
    assert told.counted is not None
    assert (no_rule.counted.outcome, no_rule.counted.missing) == ("cannot-compute", ("majority",))
    assert no_members.counted.missing == ("electorate.legal",)
    assert (told.counted.outcome, told.counted.needed) == ("adopted", 50)


def test_a_constitutional_law_of_azerbaijan_needs_ninety_five_votes() -> None:
    enough = read_with("az", vote((95, 20, 0)), on="2026-03-01", kinds=("constitutional",))
    few = read_with("az", vote((94, 0, 0)), on="2026-03-01", kinds=("constitutional",))
    plain = read_with("az", vote((63, 60, 0)), on="2026-03-01")

    outcomes = []
    for event in (enough, few, plain):
        assert isinstance(event, ReadingPassed)
        assert event.counted is not None
        outcomes.append((event.counted.outcome, event.counted.needed))
    assert outcomes == [("adopted", 95), ("rejected", 95), ("adopted", 63)]


# In Ankara (D10 of domain.md 8.2).


def referred_in_ankara() -> Play:
    """Let a committee in Ankara have the bill from 2 March 2026 on."""
    play = received("tr")
    steps(play, "tr", ("2026-03-01", BILL), ("2026-03-02", COMMITTEE))
    return play


def test_d10_a_committee_in_ankara_has_forty_five_days() -> None:
    decided = ReportCommitteeStage(outcome="accepted", committee="Foreign Affairs")
    assert breaches(steps(referred_in_ankara(), "tr", ("2026-04-16", decided))) == []
    late = refused(referred_in_ankara(), decided, stream("tr"), SECRETARY, "2026-04-17")

    assert late.code == "reason-needed"
    assert "45 calendar-days from 2026-03-02 ended on 2026-04-16" in late.sentence
    events = with_reason(referred_in_ankara(), "tr", decided, "2026-04-17")
    assert breaches(events) == ["national.committee"]


def test_in_recess_the_forty_five_days_do_not_run() -> None:
    play = referred_in_ankara()
    recess = CalendarSpan(since=date(2026, 4, 1), until=date(2026, 4, 10), kind=DayKind.RECESS)
    weekend = CalendarSpan(since=date(2026, 3, 7), until=date(2026, 3, 8), kind=DayKind.HOLIDAY)
    record = RecordCalendar(body="tr", spans=(recess, weekend))
    done(play, record, "assembly", SECRETARY, "2026-03-01")
    decided = ReportCommitteeStage(outcome="accepted")

    late = refused(play, decided, stream("tr"), SECRETARY, "2026-04-27")
    assert "ended on 2026-04-26" in late.sentence
    assert breaches(steps(play, "tr", ("2026-04-26", decided))) == []


def test_a_recess_that_is_recorded_later_moves_the_alarm_both_ways() -> None:
    play = received("tr", "2026-06-20")
    steps(play, "tr", ("2026-07-01", BILL), ("2026-07-02", COMMITTEE))
    recess = CalendarSpan(since=date(2026, 8, 1), until=date(2026, 8, 10), kind=DayKind.RECESS)
    sat = CalendarSpan(since=date(2026, 8, 6), until=date(2026, 8, 10), kind=DayKind.SITTING)

    ends = [committee_ends(play)]
    for on, body, span in (("07-20", "tr", recess), ("08-04", "tr", sat), ("08-04", "kz", recess)):
        record = RecordCalendar(body=body, spans=(span,))
        done(play, record, "assembly", SECRETARY, f"2026-{on}")
        ends.append(committee_ends(play))

    assert ends == [date(2026, 8, 17), date(2026, 8, 27), date(2026, 8, 22), date(2026, 8, 22)]


def committee_ends(play: Play) -> date:
    """Return the day on which the alarm of the committee in Ankara rings."""
    limit = track(play, "tr").deadline("national.committee")
    assert limit is not None
    return day_in(limit.at, limit.zone)


def test_a_committee_that_adjourns_has_not_decided_and_its_time_runs_on() -> None:
    play = referred_in_ankara()
    steps(play, "tr", ("2026-04-10", ReportCommitteeStage(outcome="adjourned")))
    decided = ReportCommitteeStage(outcome="amended")

    assert refused(play, decided, stream("tr"), SECRETARY, "2026-05-01").code == "reason-needed"


def test_what_ankara_rejected_is_not_tabled_again_within_a_year_without_a_reason() -> None:
    play = referred_in_ankara()
    steps(play, "tr", ("2026-04-01", ReportReading(number=1, outcome="failed")))
    assert isinstance(play.events[-1][1], ReadingFailed)
    again = RegisterNationalBill(reference="Bill 2")
    told = play.when(again, case=stream("tr"), by=SECRETARY, on="2027-03-31", reason="a new term")

    assert isinstance(told, list)
    assert "national.tabled-again" in breaches(told)


# Uzbekistan 2023 (X2, as a track)


def test_x2_a_constitutional_law_by_referendum_needs_no_signature() -> None:
    play = received("uz", "2023-01-10")
    bill = BILL.model_copy(update={"kinds": ("constitutional-referendum",)})
    lower = vote((134, 0, 2), not_voting=1, members=137)
    upper = vote((80, 0, 0), members=83)
    reading = ReportReading(number=1, outcome="passed", vote=lower)
    senate = ReportSecondChamber(outcome="approved", vote=upper)
    counted = []
    for on, act in (
        ("2023-02-01", bill),
        ("2023-02-02", COMMITTEE),
        ("2023-03-10", reading),
        ("2023-03-13", SendToSecondChamber()),
        ("2023-03-14", senate),
        ("2023-04-30", ReportReferendum(outcome="approved")),
        ("2023-05-01", ReportEntryIntoForce()),
    ):
        event = steps(play, "uz", (on, act))[0]
        found = getattr(event, "counted", None)
        counted += [(found.outcome, found.needed)] if found else []

    assert counted == [("adopted", 92), ("adopted", 56)]
    assert track(play, "uz").stage is Stage.IN_FORCE
    assert track(play, "uz").irregularities == 0
    passed = next(each for _, each in play.events if isinstance(each, ReadingPassed))
    assert passed.vote is not None
    assert (passed.vote.abstentions, passed.vote.not_voting) == (2, 1)


def test_x2_it_is_not_sent_to_the_president_without_a_reason() -> None:
    play = received("uz", "2023-01-10")
    bill = BILL.model_copy(update={"kinds": ("constitutional-referendum",)})
    acts = (("2023-02-01", bill), ("2023-02-02", COMMITTEE), ("2023-03-10", READINGS[0]))
    steps(play, "uz", *acts, ("2023-03-14", ReportSecondChamber(outcome="approved")))

    assert "not signed by a head of state" in (
        refused(play, SENT, stream("uz"), SECRETARY, "2023-03-20").sentence
    )


def test_a_referendum_that_no_path_has_wants_a_reason() -> None:
    act = ReportReferendum(outcome="approved")

    assert refused(passed_in_baku(), act, stream("az"), SECRETARY, "2026-03-20").code == (
        "reason-needed"
    )


# Kazakhstan 2026 (D11, X3)


def open_in_astana() -> Play:
    """Let a bill be read once in the Mazhilis by 30 June 2026."""
    play = received("kz")
    steps(
        play,
        "kz",
        ("2026-05-04", BILL),
        ("2026-05-05", COMMITTEE),
        ("2026-06-24", READINGS[0]),
    )
    return play


def in_the_gap(play: Play) -> Play:
    """Let the parliament end on 1 July 2026."""
    ended = DissolveParliament(parliament="kz", grounds="constitution of 2026, art. 95")
    done(play, ended, "assembly", SECRETARY, "2026-07-01")
    return play


def after_succession(play: Play) -> Play:
    """Let the Kurultai take its place on 1 September 2026 (an invented day)."""
    in_the_gap(play)
    heir = SucceedParliament(parliament="kz", successor="kz-kurultai")
    focal = TakeOffice(subject="new-focal", capacity=Capacity.FOCAL_POINT, body="kz-kurultai")
    for act in (heir, focal):
        done(play, act, "assembly", SECRETARY, "2026-09-01")
    return play


def test_d11_an_open_track_is_rebound_and_keeps_its_history() -> None:
    play = after_succession(open_in_astana())
    before = track(play, "kz")
    events = steps(play, "kz", ("2026-09-02", RebindNationalTrack()))

    assert events[0] == NationalTrackRebound(
        on=date(2026, 9, 2), before="kz", parliament="kz-kurultai"
    )
    after = track(play, "kz")
    assert (after.parliament, after.bound_to) == ("kz", "kz-kurultai")
    assert (after.stage, after.readings_passed) == (before.stage, before.readings_passed)
    again = refused(play, RebindNationalTrack(), stream("kz"), SECRETARY, "2026-09-03")
    assert again.sentence.endswith("is with kz-kurultai; nothing has taken its place")


def test_d11_the_succession_itself_rebinds_the_tracks_that_it_names() -> None:
    play = in_the_gap(open_in_astana())
    heir = SucceedParliament(parliament="kz", successor="kz-kurultai", tracks=(stream("kz"),))
    events = done(play, heir, "assembly", SECRETARY, "2026-07-01")

    assert events[1] == NationalTrackRebound(
        on=date(2026, 7, 1), before="kz", parliament="kz-kurultai"
    )
    assert (track(play, "kz").parliament, track(play, "kz").held_by) == ("kz", "kz-kurultai")
    assert not any(
        isinstance(each, NationalTrackRebound)
        for each in steps(play, "kz", ("2026-09-10", READINGS[1]))
    )


def test_d11_a_succession_rebinds_only_open_tracks_of_that_parliament() -> None:
    play = in_the_gap(open_in_astana())
    for strange in ("model-law/2026-001", stream("az"), stream("tr")):
        heir = SucceedParliament(parliament="kz", successor="kz-kurultai", tracks=(strange,))
        refusal = refused(play, heir, "assembly", SECRETARY, "2026-07-01")
        assert refusal.sentence.startswith(f"{strange} is no ")


def test_x3_the_track_continues_at_three_readings_in_one_chamber() -> None:
    play = after_succession(open_in_astana())
    events = steps(play, "kz", ("2026-09-10", READINGS[1]))
    assert isinstance(events[0], NationalTrackRebound)
    last = steps(play, "kz", ("2026-09-20", READINGS[2]))

    assert [each.completes for each in last if isinstance(each, ReadingPassed)] == [True]
    assert not any(isinstance(each, NationalTrackRebound) for each in last)
    late = refused(play, SENT, stream("kz"), SECRETARY, "2026-10-01")
    assert late.citation == "KZ-new, drafts of Jan 2026 (4 sources)"
    steps(play, "kz", ("2026-09-30", SENT), ("2026-10-05", SIGNED))
    assert track(play, "kz").irregularities == 0


def test_x3_in_the_gap_nothing_is_rebound_and_no_new_deadline_is_reckoned() -> None:
    play = in_the_gap(open_in_astana())
    gap = refused(play, RebindNationalTrack(), stream("kz"), SECRETARY, "2026-07-15")
    assert gap.sentence == "kz was dissolved on 2026-07-01 and has no successor yet"

    assert not known_path(track(play, "kz"), assembly(play), date(2026, 7, 15)).sits
    events = steps(play, "kz", ("2026-07-15", SendToSecondChamber()))
    assert not any(isinstance(each, DeadlineSet) for each in events)


def test_x3_what_lay_before_the_senate_is_read_by_the_kurultai_and_its_deadline_is_no_more() -> (
    None
):
    play = open_in_astana()
    sent = steps(play, "kz", ("2026-06-25", SendToSecondChamber()))
    assert [each.name for each in sent if isinstance(each, DeadlineSet)] == [
        "national.second-chamber"
    ]
    after_succession(play)
    events = steps(play, "kz", ("2026-09-02", RebindNationalTrack()))

    assert [type(each) for each in events] == [NationalTrackRebound, DeadlineMet]
    assert (track(play, "kz").stage, track(play, "kz").readings_passed) == (
        Stage.BILL_REGISTERED,
        0,
    )
    steps(play, "kz", *zip(("2026-09-10", "2026-09-12", "2026-09-15"), READINGS, strict=True))
    assert track(play, "kz").stage is Stage.PASSED


def test_a_concluded_track_is_not_rebound() -> None:
    play = open_in_astana()
    graded = AssessUptake(grade="declined", evidence="a letter")
    steps(play, "kz", ("2026-06-25", graded), ("2026-06-26", ConcludeNationalTrack()))
    after_succession(play)

    assert refused(play, RebindNationalTrack(), stream("kz"), SECRETARY, "2026-09-02").sentence == (
        f"{stream('kz')} is concluded; its history stays where it is"
    )


def test_the_day_on_which_a_limit_began_says_which_row_counts() -> None:
    play = received("uz", "2023-01-10")
    on = "2023-02-01"
    steps(play, "uz", (on, BILL), (on, COMMITTEE))
    read = zip(("2023-02-02", "2023-02-03", "2023-02-04"), READINGS, strict=True)
    senate = ReportSecondChamber(outcome="approved")
    steps(play, "uz", *read, ("2023-02-06", SendToSecondChamber()), ("2023-04-24", senate))
    steps(play, "uz", ("2023-04-28", SENT))

    late = refused(play, SIGNED, stream("uz"), SECRETARY, "2023-05-29")
    assert late.citation == "UZ, text before 2023 (2 sources)"
    assert breaches(with_reason(play, "uz", SIGNED, "2023-05-29")) == ["national.head-of-state"]


# The outlook


def told(play: Play, parliament: str, day: date) -> dict[str, str]:
    """Return each step of the path with what is told of it."""
    return {
        each.step: str(each.taken_on or each.due or each.missing or each.majority)
        for each in outlook(track(play, parliament), assembly(play), day)
    }


def test_the_path_tells_what_is_done_by_which_majority_and_by_when() -> None:
    assert told(passed_in_baku(), "az", date(2026, 3, 20)) == {
        "receipt": "2026-01-12",
        "bill": "2026-03-02",
        "committee": "2026-03-03",
        "reading-1": "2026-03-09",
        "reading-2": "2026-03-12",
        "reading-3": "2026-03-16",
        "to-head-of-state": "2026-03-30",
        "signed": "",
        "gazette": "",
        "in-force": "",
    }
    second = told(constitutional(), "az", date(2025, 9, 1))
    assert (second["reading-2"], "reading-3" in second) == ("2026-02-28", False)


def test_the_path_has_the_steps_of_its_parliament_as_of_the_day() -> None:
    old = list(told(open_in_astana(), "kz", date(2026, 6, 25)))
    new = list(told(after_succession(open_in_astana()), "kz", date(2026, 9, 1)))

    assert old[3:7] == ["reading", "to-second-chamber", "second-chamber", "to-head-of-state"]
    assert new[3:7] == ["reading-1", "reading-2", "reading-3", "to-head-of-state"]


def test_what_cannot_be_calculated_names_the_missing_fact() -> None:
    play = open_in_astana()
    steps(play, "kz", ("2026-06-25", SendToSecondChamber()))
    [before] = [
        each
        for each in outlook(track(play, "kz"), assembly(play), date(2026, 6, 26))
        if each.step == "second-chamber"
    ]
    assert (before.due, before.limit) == (
        date(2026, 8, 24),
        "within 60 calendar-days from 2026-06-25",
    )
    assert before.majority == "majority of component members"
    in_the_gap(play)
    [after] = [
        each
        for each in outlook(track(play, "kz"), assembly(play), date(2026, 7, 15))
        if each.step == "second-chamber"
    ]
    assert (after.due, after.missing) == (
        None,
        "kz was dissolved on 2026-07-01 and has no successor yet",
    )
