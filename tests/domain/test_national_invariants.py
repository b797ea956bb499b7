"""Invariants of national tracks: whatever is reported, in whatever order, with a reason."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.assembly.parliaments import DissolveParliament, SucceedParliament
from domain.assembly.state import Assembly
from domain.messages import Command, Dated
from domain.model_law.state import ModelLaw
from domain.national_track.assessment import AssessUptake, RecordNoData, UptakeAssessed
from domain.national_track.committee_stage import ReportCommitteeStage
from domain.national_track.conclusion import ConcludeNationalTrack
from domain.national_track.end_of_term import ReportBillLapsed
from domain.national_track.gazette import ReportEntryIntoForce, ReportGazette
from domain.national_track.head_of_state import (
    ReportObjections,
    ReportOverride,
    ReportSignature,
    SendToHeadOfState,
)
from domain.national_track.introduction import ReferNationalBill, RegisterNationalBill
from domain.national_track.limits import running
from domain.national_track.outlook import outlook
from domain.national_track.readings import ReportReading
from domain.national_track.receipt import AcknowledgeReceipt
from domain.national_track.referendum import ReportReferendum
from domain.national_track.second_chamber import (
    AgreeConciliation,
    ReportSecondChamber,
    SendToSecondChamber,
    StartConciliation,
)
from domain.national_track.state import NationalTrack
from domain.national_track.transmission import TransmittedToParliament
from domain.national_track.uptake_register import uptake_register
from domain.national_track.votes import NationalVote
from domain.submission import Actor, Capacity
from tests.acts import seeded
from tests.scenario import Play

SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)
LAW = "model-law/2026-001"
SENT, FIRST = date(2026, 1, 12), date(2026, 1, 1)
COUNTRIES = ("az", "kg", "kz", "tr")
VOTE = NationalVote(in_favour=70, against=10, abstentions=3, members=100)
ACTS: tuple[Command, ...] = (
    AcknowledgeReceipt(),
    RegisterNationalBill(reference="Bill 1"),
    RegisterNationalBill(reference="Bill 2", kinds=("constitutional",)),
    ReferNationalBill(),
    ReportCommitteeStage(outcome="accepted"),
    ReportReading(number=1, outcome="passed", vote=VOTE),
    ReportReading(number=2, outcome="passed"),
    ReportReading(number=3, outcome="passed"),
    ReportReading(number=1, outcome="failed", vote=VOTE),
    SendToSecondChamber(),
    ReportSecondChamber(outcome="approved", vote=VOTE),
    ReportSecondChamber(outcome="rejected"),
    StartConciliation(),
    AgreeConciliation(),
    ReportReferendum(outcome="approved"),
    SendToHeadOfState(),
    ReportSignature(),
    ReportObjections(),
    ReportOverride(outcome="passed"),
    ReportGazette(reference="Gazette 1"),
    ReportEntryIntoForce(),
    ReportBillLapsed(),
    RecordNoData(asked=date(2026, 1, 20), grounds="no answer"),
    AssessUptake(grade="declined", evidence="a letter"),
    AssessUptake(grade="equivalent_already_exists", evidence="x", earlier_law_of=date(2011, 5, 1)),
    ConcludeNationalTrack(),
)
reports = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(-15, 40)), max_size=14)


def stream(parliament: str) -> str:
    """Return the stream of a track."""
    return f"national-track/2026-001/{parliament}"


@cache
def begun() -> Play:
    """Let a model law have been sent to four parliaments, one of which is succeeded later."""
    play = seeded("turkpa")
    play.cases[LAW] = ModelLaw(stream=LAW, version=1, parliaments=COUNTRIES)
    for key in COUNTRIES:
        sent = TransmittedToParliament(
            law=LAW, title="On Springs", parliament=key, edition=1, on=SENT, rules=1
        )
        play.given(stream(key), sent)
    acts: tuple[tuple[Command, str], ...] = (
        (DissolveParliament(parliament="kz", grounds="art. 95"), "2026-07-01"),
        (SucceedParliament(parliament="kz", successor="kz-kurultai"), "2026-09-01"),
    )
    for act, on in acts:
        assert isinstance(play.when(act, case="assembly", by=SECRETARY, on=on), list)
    return play


def reported(parliament: str, told: Iterable[tuple[Command, int]]) -> Play:
    """Report all that is told, each so many days after the one before; refusals are answers."""
    play = Play()
    play.cases, play.events, day = dict(begun().cases), list(begun().events), SENT
    for act, days in told:
        day = max(day + timedelta(days=days), FIRST)
        play.when(
            act, case=stream(parliament), by=SECRETARY, on=day.isoformat(), reason="so it was"
        )
    return play


def own(play: Play, parliament: str) -> NationalTrack:
    """Return a track as it stands."""
    track = play.case(stream(parliament))
    assert isinstance(track, NationalTrack)
    return track


@given(st.sampled_from(COUNTRIES), reports)
@settings(max_examples=60)
def test_no_step_lies_before_the_transmission_and_steps_follow_each_other_in_time_or_say_why(
    parliament: str, told: list[tuple[Command, int]]
) -> None:
    play = reported(parliament, told)
    days = [
        event.on
        for where, event in play.events
        if where == stream(parliament) and isinstance(event, Dated) and event.on is not None
    ]

    assert all(day >= SENT for day in days)
    ordered = days == sorted(days)
    assert ordered or own(play, parliament).irregularities > 0


@given(reports)
@settings(max_examples=60)
def test_a_parliaments_identity_survives_its_succession(told: list[tuple[Command, int]]) -> None:
    track = own(reported("kz", told), "kz")

    assert (track.stream, track.parliament) == (stream("kz"), "kz")
    assert track.held_by in {"kz", "kz-kurultai"}


@given(st.sampled_from(COUNTRIES), reports)
@settings(max_examples=60)
def test_replay_gives_the_same_track_and_any_prefix_folds(
    parliament: str, told: list[tuple[Command, int]]
) -> None:
    play = reported(parliament, told)
    events = [event for where, event in play.events if where == stream(parliament)]
    again = Play()
    for event in events:
        again.given(stream(parliament), event)

    assert again.case(stream(parliament)) == own(play, parliament)


@given(st.sampled_from(COUNTRIES), reports)
@settings(max_examples=60)
def test_no_data_and_earlier_laws_never_count_as_uptake(
    parliament: str, told: list[tuple[Command, int]]
) -> None:
    play = reported(parliament, told)
    law = play.case(LAW)
    assert isinstance(law, ModelLaw)
    tracks = [own(play, key) for key in COUNTRIES]
    register = uptake_register(law, tracks, as_of=date(2027, 1, 1))

    assert register.taken_up == 0
    assert all(
        each.independent
        for _, each in play.events
        if isinstance(each, UptakeAssessed) and each.earlier_law_of is not None
    )


@given(st.sampled_from(COUNTRIES), reports, st.dates(SENT, date(2027, 1, 1)))
@settings(max_examples=60)
def test_the_outlook_always_answers_and_a_step_taken_is_never_due(
    parliament: str, told: list[tuple[Command, int]], day: date
) -> None:
    play = reported(parliament, told)
    track, assembly = own(play, parliament), play.case("assembly")
    assert isinstance(assembly, Assembly)
    steps = outlook(track, assembly, day)

    assert len({each.step for each in steps}) == len(steps)
    assert all(each.due is None for each in steps if each.taken_on is not None)
    assert all(each.due >= each.begun for each in running(track, assembly))
