"""National tracks: one unicameral, one with two chambers, one of which the path is not known."""

from datetime import UTC, date, datetime

import pytest

from domain.irregularities import IrregularityRecorded
from domain.messages import Command
from domain.model_law.adoption import AdoptModelLaw
from domain.model_law.order_of_business import PlacedOnOrderOfBusiness
from domain.model_law.plenary import MotionCarried
from domain.model_law.transmission import TransmitModelLaw
from domain.model_law.uptake import MonitoringBegun, UptakeNoted
from domain.national_track.assessment import Assessed, AssessUptake, NoDataRecorded, RecordNoData
from domain.national_track.conclusion import ConcludeNationalTrack, NationalTrackConcluded
from domain.national_track.end_of_term import ReportBillLapsed
from domain.national_track.gazette import ReportEntryIntoForce, ReportGazette
from domain.national_track.head_of_state import (
    ReportObjections,
    ReportOverride,
    ReportSignature,
    SendToHeadOfState,
)
from domain.national_track.introduction import (
    ReferNationalBill,
    ReferReceivedText,
    RegisterNationalBill,
)
from domain.national_track.readings import ReportReading
from domain.national_track.receipt import AcknowledgeReceipt, ReceiptAcknowledged
from domain.national_track.second_chamber import (
    AgreeConciliation,
    ReportSecondChamber,
    StartConciliation,
)
from domain.national_track.state import NationalTrack
from domain.national_track.transmission import NoReplyInTime
from domain.refusal import Refusal
from domain.rules import Parameter
from domain.stages import Stage
from domain.time_limits import DeadlineMet, DeadlinePassed, PassDeadline, alarms
from tests.domain.lowlands import (
    CHAIR,
    FOCAL,
    HASH,
    LAW,
    SECRETARY,
    done,
    law_of,
    refused,
    reported,
)
from tests.scenario import CLOCK, Play

REPLY_BY = datetime(2026, 12, 12, tzinfo=UTC)
BILL = RegisterNationalBill(reference="Bill 7")
GAZETTE = ReportGazette(reference="Gazette 41")
FIRST, SECOND, THIRD = (ReportReading(number=n, outcome="passed") for n in (1, 2, 3))
BOTH = ReportSecondChamber(outcome="approved")
ENACTED = AssessUptake(
    grade="full", evidence="Gazette 41", national_act="Act 7", acted_on=date(2026, 11, 1)
)


def track(parliament: str) -> str:
    """Return the stream of a parliament's track."""
    return f"national-track/2026-001/{parliament}"


def track_of(play: Play, parliament: str) -> NationalTrack:
    """Return the track as it stands."""
    case = play.case(track(parliament))
    assert isinstance(case, NationalTrack)
    return case


def transmitted(**parameters: Parameter) -> Play:
    """Let the model law be adopted and transmitted on 12 June 2026."""
    play = reported(**parameters)
    play.given(LAW, PlacedOnOrderOfBusiness(plenary_session="plenary-session/15", item=1))
    play.given(LAW, MotionCarried(vote="vote/15/1", edition=1, sha256=HASH[1]))
    done(play, AdoptModelLaw(edition=1, sha256=HASH[1]), LAW, CHAIR)
    done(play, TransmitModelLaw(reply_by=REPLY_BY), LAW, SECRETARY)
    return play


def report(play: Play, parliament: str, *steps: Command) -> Stage:
    """Let the focal point report steps that are in order; return where the track stands then."""
    for step in steps:
        done(play, step, track(parliament), FOCAL[parliament], "2026-11-01")
    return track_of(play, parliament).stage


def test_a_track_in_one_chamber_reaches_force() -> None:
    play = transmitted()

    assert report(play, "east", AcknowledgeReceipt(), BILL) is Stage.BILL_REGISTERED
    assert report(play, "east", ReferNationalBill(), FIRST, SECOND) is Stage.READINGS
    assert report(play, "east", THIRD) is Stage.PASSED
    assert report(play, "east", SendToHeadOfState(), ReportSignature()) is Stage.SIGNED
    assert report(play, "east", GAZETTE, ReportEntryIntoForce()) is Stage.IN_FORCE
    assert report(play, "east", ENACTED, ConcludeNationalTrack()) is Stage.CONCLUDED
    assert track_of(play, "east").irregularities == 0
    assert law_of(play).uptake == {"east": "full"}


def test_a_track_in_two_chambers_goes_through_both() -> None:
    play = transmitted()
    report(play, "south", AcknowledgeReceipt(), BILL, FIRST)
    early = refused(play, SendToHeadOfState(), track("south"), FOCAL["south"], "2026-11-01")
    assert early.code == "reason-needed"

    assert report(play, "south", ReportSecondChamber(outcome="rejected")) is Stage.SECOND_CHAMBER
    assert report(play, "south", StartConciliation(), AgreeConciliation()) is Stage.PASSED
    assert report(play, "south", SendToHeadOfState(), ReportObjections()) is Stage.RETURNED
    assert report(play, "south", ReportOverride(), GAZETTE) is Stage.PUBLISHED


def test_an_override_of_earlier_objections_does_not_stand_for_a_later_signature() -> None:
    play = transmitted()
    report(play, "south", AcknowledgeReceipt(), BILL, FIRST, BOTH, SendToHeadOfState())
    report(play, "south", ReportObjections(), ReportOverride(), SendToHeadOfState())
    report(play, "south", ReportObjections(), StartConciliation(), AgreeConciliation())
    unsigned = refused(play, GAZETTE, track("south"), FOCAL["south"], "2026-11-01")
    assert unsigned.code == "reason-needed"


def test_a_text_may_be_studied_before_there_is_a_bill() -> None:
    play = transmitted()

    study = ReferReceivedText(to="Committee on Transport")
    assert report(play, "east", AcknowledgeReceipt(), study) is Stage.REFERRED
    assert report(play, "east", BILL) is Stage.BILL_REGISTERED
    assert track_of(play, "east").irregularities == 0


def test_after_the_last_reading_the_second_chamber_considers_it() -> None:
    play = transmitted()

    assert report(play, "south", AcknowledgeReceipt(), BILL, FIRST) is Stage.SECOND_CHAMBER
    assert report(play, "south", BOTH) is Stage.PASSED


@pytest.mark.parametrize(
    "end",
    [
        ReportOverride(outcome="failed"),
        ReportSecondChamber(outcome="rejected-finally"),
        ReportBillLapsed(),
    ],
)
def test_a_bill_that_was_returned_may_fall(end: Command) -> None:
    play = transmitted()
    report(play, "south", AcknowledgeReceipt(), BILL, FIRST, BOTH, SendToHeadOfState())
    assert report(play, "south", ReportObjections()) is Stage.RETURNED

    assert report(play, "south", end) is Stage.FALLEN
    assert track_of(play, "south").irregularities == 0


def test_a_bill_lapses_while_the_parliament_is_not_done_with_it() -> None:
    play = transmitted()
    report(play, "east", AcknowledgeReceipt())
    lapse = ReportBillLapsed()

    assert refused(play, lapse, track("east"), FOCAL["east"], "2026-11-01").code == "reason-needed"
    assert report(play, "east", BILL, ReferNationalBill(), lapse) is Stage.FALLEN


def test_one_track_does_not_set_the_time_of_another() -> None:
    play = transmitted()
    report(play, "east", AcknowledgeReceipt())

    done(play, AcknowledgeReceipt(), track("west"), FOCAL["west"], "2026-10-01")


def test_the_day_of_the_gazette_follows_the_signature() -> None:
    play = transmitted()
    report(play, "east", AcknowledgeReceipt(), BILL, FIRST, SECOND, THIRD)
    report(play, "east", SendToHeadOfState(), ReportSignature())
    early = ReportGazette(reference="Gazette 41", on=date(2026, 10, 30))

    refusal = refused(play, early, track("east"), FOCAL["east"], "2026-11-02")
    assert refusal.sentence.startswith("2026-10-30 is before 2026-11-01")


@pytest.mark.parametrize(
    "act",
    [
        ReportGazette(reference="Gazette 41", on=date(2027, 1, 1)),
        ReportEntryIntoForce(on=date(2027, 1, 1)),
        AssessUptake(grade="declined", evidence="letter", acted_on=date(2027, 1, 1)),
        AssessUptake(grade="declined", evidence="letter", earlier_law_of=date(2027, 1, 1)),
        RecordNoData(asked=date(2027, 1, 1), grounds="no answer"),
    ],
)
def test_a_fact_has_come_when_it_is_recorded(act: Command) -> None:
    refusal = refused(transmitted(), act, track("east"), SECRETARY, "2026-11-01")

    assert (refusal.code, "2027-01-01" in refusal.sentence) == ("not-yet-happened", True)


def test_a_law_may_take_effect_later_than_it_is_assessed() -> None:
    later = ENACTED.model_copy(update={"effective_on": date(2027, 7, 1)})

    done(transmitted(), later, track("east"), FOCAL["east"], "2026-11-01")


def test_nobody_is_asked_before_the_transmission() -> None:
    early = RecordNoData(asked=date(2026, 6, 11), grounds="no answer")

    refusal = refused(transmitted(), early, track("east"), SECRETARY)
    assert refusal.sentence == "nobody was asked on 2026-06-11: the text was sent on 2026-06-12"


def test_where_nobody_signs_the_gazette_follows_the_passing() -> None:
    play = transmitted()

    assert report(play, "north", AcknowledgeReceipt(), BILL, FIRST, GAZETTE) is Stage.PUBLISHED


def test_where_the_path_is_not_known_the_engine_asks_for_nothing() -> None:
    play = transmitted()
    report(play, "west", AcknowledgeReceipt(), BILL, FIRST, BOTH, SendToHeadOfState())

    assert track_of(play, "west").irregularities == 0


def test_a_bill_that_fails_has_fallen_and_another_may_follow_with_a_reason() -> None:
    play = transmitted()
    failed = ReportReading(number=1, outcome="failed")

    assert report(play, "north", AcknowledgeReceipt(), BILL, failed) is Stage.FALLEN
    again = play.when(BILL, case=track("north"), by=FOCAL["north"], on="2027-01-01", reason="new")
    assert isinstance(again, list)
    assert track_of(play, "north").stage is Stage.BILL_REGISTERED


def test_an_irregular_order_asks_for_a_reason_and_leaves_an_irregularity() -> None:
    play = transmitted()
    refusal = refused(play, FIRST, track("north"), FOCAL["north"], "2026-11-01")
    assert (refusal.code, refusal.missing) == ("reason-needed", ("reason",))

    events = play.when(
        FIRST, case=track("north"), by=FOCAL["north"], on="2026-11-01", reason="reported late"
    )
    assert isinstance(events, list)
    assert (
        IrregularityRecorded(
            rule="national.order",
            breach="in north this step follows bill-registered or committee or readings; "
            "the track is not-received",
            reason="reported late",
            citation="none",
        )
        in events
    )
    assert (track_of(play, "north").stage, track_of(play, "north").irregularities) == (
        Stage.PASSED,
        1,
    )


@pytest.mark.parametrize(
    ("parliament", "step", "words"),
    [
        ("east", SECOND, "reading 1 in east comes before reading 2"),
        ("north", BOTH, "north has one chamber"),
        ("north", SendToHeadOfState(), "not signed by a head of state"),
        ("south", BOTH, "0 of 1 readings"),
    ],
)
def test_the_known_path_of_a_parliament_counts(parliament: str, step: Command, words: str) -> None:
    play = transmitted()
    report(play, parliament, AcknowledgeReceipt(), BILL)

    assert words in refused(play, step, track(parliament), SECRETARY, "2026-11-01").sentence


def test_where_no_rule_speaks_of_the_order_a_ruling_is_needed() -> None:
    silent = transmitted(national__order=Parameter())
    indifferent = transmitted(national__order=Parameter(value=False))

    assert refused(silent, BILL, track("east"), FOCAL["east"]).code == "needs-ruling"
    done(indifferent, BILL, track("east"), FOCAL["east"])
    assert track_of(indifferent, "east").irregularities == 0


def test_a_parliament_reports_for_itself_and_the_secretariat_for_any() -> None:
    play = transmitted()

    assert refused(play, AcknowledgeReceipt(), track("east"), FOCAL["west"]).code == "no-right"
    done(play, AcknowledgeReceipt(), track("east"), SECRETARY)


def test_the_first_answer_begins_the_monitoring_and_meets_the_deadline() -> None:
    play = transmitted()

    assert done(play, AcknowledgeReceipt(), track("east"), FOCAL["east"]) == [
        ReceiptAcknowledged(on=date(2026, 6, 12)),
        DeadlineMet(name="reply", at=REPLY_BY),
        MonitoringBegun(parliament="east"),
    ]
    second = done(play, AcknowledgeReceipt(), track("west"), FOCAL["west"])
    assert not any(isinstance(event, MonitoringBegun) for event in second)
    assert alarms(track_of(play, "east")) == ()


def test_silence_is_noted_and_changes_nothing_else() -> None:
    play = transmitted()
    command = PassDeadline(key=alarms(track_of(play, "east"))[0].key)
    answer = play.when(command, case=track("east"), by=CLOCK, now=REPLY_BY)

    assert answer == [
        DeadlinePassed(name="reply", at=REPLY_BY),
        NoReplyInTime(parliament="east"),
    ]
    assert (track_of(play, "east").stage, track_of(play, "east").grade) == (
        Stage.NOT_RECEIVED,
        None,
    )
    done(play, AcknowledgeReceipt(), track("east"), FOCAL["east"], "2027-01-01")


def test_no_data_is_kept_apart_from_declined() -> None:
    play = transmitted()
    nothing = RecordNoData(asked=date(2026, 12, 1), grounds="no answer to two letters")
    declined = AssessUptake(grade="declined", evidence="letter of the speaker")
    assert done(play, nothing, track("east"), SECRETARY, "2027-01-01") == [
        NoDataRecorded(
            on=date(2027, 1, 1), asked=date(2026, 12, 1), grounds="no answer to two letters"
        )
    ]
    done(play, declined, track("west"), FOCAL["west"], "2027-01-01")
    for key in ("east", "west"):
        done(play, ConcludeNationalTrack(), track(key), SECRETARY, "2027-02-01")

    assert law_of(play).uptake == {"east": "no_data", "west": "declined"}
    assert refused(play, nothing, track("west"), SECRETARY, "2027-02-01").code == "not-in-order"
    with pytest.raises(ValueError, match="grade"):
        AssessUptake.model_validate({"grade": "no_data", "evidence": "none"})


def test_an_answer_that_comes_later_takes_the_place_of_no_data_not_the_reverse() -> None:
    play = transmitted()
    nothing = RecordNoData(asked=date(2026, 12, 1), grounds="no answer")
    done(play, nothing, track("east"), SECRETARY, "2027-01-01")
    done(play, ENACTED, track("east"), FOCAL["east"], "2027-02-01")

    assert track_of(play, "east").grade == "full"
    assert refused(play, nothing, track("east"), SECRETARY, "2027-03-01").code == "not-in-order"


@pytest.mark.parametrize("grade", ["full", "partial", "different", "declined"])
def test_an_earlier_law_is_never_uptake(grade: Assessed) -> None:
    play = transmitted()
    act = {"national_act": "Act 3 of 2011", "evidence": "Gazette of 2011"}
    acted = AssessUptake(grade=grade, acted_on=date(2011, 5, 1), **act)
    named = AssessUptake(
        grade=grade, acted_on=date(2026, 11, 1), earlier_law_of=date(2011, 5, 1), **act
    )

    for assessment in (acted, named):
        refusal = refused(play, assessment, track("east"), FOCAL["east"], "2027-01-01")
        assert refusal.code == "earlier-law"


def test_an_earlier_law_is_marked_independent() -> None:
    play = transmitted()
    equivalent = AssessUptake(
        grade="equivalent_already_exists",
        evidence="Gazette of 2011",
        national_act="Act 3 of 2011",
        earlier_law_of=date(2011, 5, 1),
    )
    assessed = done(play, equivalent, track("east"), FOCAL["east"])[0]
    assert assessed.model_dump()["independent"] is True

    late = AssessUptake(
        grade="equivalent_already_exists", evidence="Act 7", acted_on=date(2026, 11, 1)
    )
    refusal = refused(play, late, track("west"), FOCAL["west"], "2027-01-01")
    assert refusal.code == "not-valid"


def test_a_step_before_the_transmission_is_no_step_of_this_track() -> None:
    play = transmitted()
    refusal = refused(play, AcknowledgeReceipt(), track("east"), SECRETARY, "2026-06-11")

    assert refusal.code == "earlier-law"
    done(play, AcknowledgeReceipt(), track("east"), SECRETARY, "2026-06")


def test_uptake_is_shown_by_a_national_act() -> None:
    bare = AssessUptake(grade="partial", evidence="press")

    refusal = refused(transmitted(), bare, track("east"), FOCAL["east"])
    assert (refusal.code, refusal.missing) == ("not-valid", ("national_act", "acted_on"))


def test_a_track_is_concluded_once_it_is_graded_and_then_closed() -> None:
    play = transmitted()
    conclude = ConcludeNationalTrack()
    assert refused(play, conclude, track("east"), FOCAL["east"]).code == "not-in-order"
    done(play, ENACTED, track("east"), FOCAL["east"], "2026-11-01")

    assert done(play, conclude, track("east"), FOCAL["east"], "2026-11-01") == [
        NationalTrackConcluded(on=date(2026, 11, 1), grade="full"),
        UptakeNoted(parliament="east", grade="full"),
    ]
    for act in (BILL, ENACTED, conclude):
        answer = play.when(act, case=track("east"), by=FOCAL["east"], on="2027-01-01", reason="x")
        assert isinstance(answer, Refusal)


def test_a_report_that_comes_late_is_recorded_with_a_reason() -> None:
    play = transmitted()
    report(play, "east", AcknowledgeReceipt())
    earlier, who = "2026-10-01", FOCAL["east"]

    silent = refused(play, BILL, track("east"), who, earlier)
    told = play.when(BILL, case=track("east"), by=who, on=earlier, reason="It reached us late")

    assert silent.code == "reason-needed"
    assert "is before 2026-11-01" in silent.sentence
    assert isinstance(told, list)
    assert [event.type for event in told] == ["NationalBillRegistered", "IrregularityRecorded"]
