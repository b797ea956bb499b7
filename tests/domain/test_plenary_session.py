"""Plenary sessions from planning to archive: TURKPA XI, XIII and XIV (domain.md 8.3)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.messages import Command, Event
from domain.model_law.order_of_business import PlacedOnOrderOfBusiness
from domain.model_law.state import ModelLaw
from domain.plenary_session.archive import ArchivePlenarySession
from domain.plenary_session.attendance import AttendanceSigned, RecordAttendance
from domain.plenary_session.chairmanship import TransferChairmanship
from domain.plenary_session.changes import (
    MovePlenarySessionOnline,
    PostponePlenarySession,
    RelocatePlenarySession,
)
from domain.plenary_session.closing import ClosePlenarySession
from domain.plenary_session.convocation import ConvenePlenarySession, SendInvitation
from domain.plenary_session.council import ClearOrderOfBusiness, OpenCouncilMeeting
from domain.plenary_session.decisions import VoteCalled, VoteSettled
from domain.plenary_session.minutes import ApproveMinutes, DraftMinutes
from domain.plenary_session.outcome import AnnounceNextHost, RecordOutcomeDocument
from domain.plenary_session.past import RecordPastPlenarySession
from domain.plenary_session.planning import ConfirmHost, PlanPlenarySession, after_months
from domain.plenary_session.sitting import (
    CloseSitting,
    OpenPlenarySession,
    ResumeSitting,
    SuspendSitting,
)
from domain.plenary_session.state import Item, PlenarySession
from domain.refusal import Refusal
from domain.rulings import GiveRuling
from domain.stages import Stage
from domain.submission import Actor, Capacity
from tests.domain.turkpa import (
    COUNCIL,
    GAFAROVA,
    KOSHANOV,
    MEMBERS,
    SECRETARY,
    office,
    play,
    turkpa,
)
from tests.scenario import Play

XIII = "plenary-session/13"
XIV = "plenary-session/14"
LAW = "model-law/2025-001"
TODAY = date(2025, 6, 12)

PAST_XIII = RecordPastPlenarySession(
    number=13, last_day=date(2024, 6, 6), city="Baku", chair="az", outcome="Baku Declaration"
)
PLAN_XIV = PlanPlenarySession(
    number=14,
    first_day=date(2025, 6, 11),
    last_day=date(2025, 6, 12),
    city="Astana",
    host="kz",
    theme="TURKTIME: the role of parliamentary diplomacy",
)
AGENDA = ClearOrderOfBusiness(items=(Item(number=1, title="Theme debate"),))
TO_KAZAKHSTAN = TransferChairmanship(to="kz", subject="koshanov", official_name="Yerlan Koshanov")
ALL_PRESENT = RecordAttendance(present=(*MEMBERS, "trnc", "uz"))
FOLLOWING_PRACTICE = "as in 2022 and 2024"


def held(begun: Play, *acts: tuple[Command, Actor], on: str = "2025-06-12") -> Play:
    """Do acts of plenary session XIV, on 12 June 2025 as a rule; none of them is refused."""
    for command, actor in acts:
        answer = begun.when(command, case=XIV, by=actor, on=on, reason=FOLLOWING_PRACTICE)
        assert not isinstance(answer, Refusal), answer
    return begun


def ask(
    begun: Play,
    command: Command,
    by: Actor,
    *,
    on: str = "2025-06-12",
    reason: str | None = None,
) -> list[Event] | Refusal:
    return begun.when(command, case=XIV, by=by, on=on, reason=reason)


def convened(on: str = "2025-06-12") -> Play:
    begun = play()
    begun.when(PAST_XIII, case=XIII, by=SECRETARY, on="2024-06-06")
    return held(begun, (PLAN_XIV, SECRETARY), (ConvenePlenarySession(), COUNCIL), on=on)


def cleared() -> Play:
    return held(convened(), (OpenCouncilMeeting(), GAFAROVA), (AGENDA, COUNCIL))


def handed_over() -> Play:
    return held(cleared(), (TO_KAZAKHSTAN, GAFAROVA))


def sitting() -> Play:
    return held(handed_over(), (ALL_PRESENT, SECRETARY), (OpenPlenarySession(), KOSHANOV))


def plenary(begun: Play) -> PlenarySession:
    found = begun.case(XIV)
    assert isinstance(found, PlenarySession)
    return found


def refused(answer: list[Event] | Refusal) -> Refusal:
    assert isinstance(answer, Refusal), answer
    return answer


def names(answer: list[Event] | Refusal) -> list[str]:
    assert not isinstance(answer, Refusal), answer
    return [event.type for event in answer]


def test_371_days_after_the_last_plenary_session_need_a_reason() -> None:
    begun = play()
    begun.when(PAST_XIII, case=XIII, by=SECRETARY, on="2024-06-06")

    assert ask(begun, PLAN_XIV, SECRETARY) == Refusal(
        code="reason-needed",
        sentence="371 days lie between the last days of plenary sessions 13 and 14: too long by "
        "the 12-month reading; give a reason and it will be recorded as an irregularity",
        citation="Istanbul Agreement, art. 7",
        missing=("reason",),
    )
    assert names(ask(begun, PLAN_XIV, SECRETARY, reason="elections in Kazakhstan")) == [
        "PlenarySessionPlanned",
        "IrregularityRecorded",
    ]
    assert plenary(begun).irregularities == 1


def test_exactly_twelve_months_are_in_time() -> None:
    begun = play()
    begun.when(PAST_XIII, case=XIII, by=SECRETARY, on="2024-06-06")
    in_time = PLAN_XIV.model_copy(
        update={"first_day": date(2025, 6, 5), "last_day": date(2025, 6, 6)}
    )

    assert names(ask(begun, in_time, SECRETARY)) == ["PlenarySessionPlanned"]


def test_a_year_after_29_february_is_28_february() -> None:
    assert after_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert after_months(date(2024, 12, 15), 12) == date(2025, 12, 15)


def test_without_the_plenary_session_before_on_record_nothing_is_late() -> None:
    assert names(ask(play(), PLAN_XIV, SECRETARY)) == ["PlenarySessionPlanned"]


def test_a_plenary_session_bears_its_own_number() -> None:
    other = PLAN_XIV.model_copy(update={"number": 15})

    assert refused(ask(play(), other, SECRETARY)) == Refusal(
        code="not-valid", sentence="plenary session 15 is plenary-session/15"
    )


def test_days_are_given_in_order_and_both_or_none() -> None:
    backwards = {"last_day": date(2025, 1, 1)}
    one_day = PostponePlenarySession(first_day=date(2025, 9, 1), grounds="floods")
    said = "the last day lies before the first; give the days in order"

    planned = refused(ask(play(), PLAN_XIV.model_copy(update=backwards), SECRETARY))
    assert planned == Refusal(code="not-valid", sentence=said)
    postponed = refused(ask(convened(), LATER.model_copy(update=backwards), COUNCIL))
    assert postponed == Refusal(code="not-valid", sentence=said)
    halved = refused(ask(convened(), one_day, COUNCIL))
    assert halved.code == "not-valid"
    past = PAST_XIII.model_copy(
        update={"first_day": date(2024, 6, 7), "last_day": date(2024, 6, 6)}
    )
    assert refused(play().when(past, case=XIII, by=SECRETARY, on="2024-06-06")).sentence == said
    elsewhere = PAST_XIII.model_copy(update={"number": 12})
    answer = refused(play().when(elsewhere, case=XIII, by=SECRETARY, on="2024-06-06"))
    assert answer == Refusal(code="not-valid", sentence="plenary session 12 is plenary-session/12")


MISTYPED = {"last_day": date(2052, 6, 12)}


def test_a_span_beyond_a_year_asks_for_a_reason_as_a_slip_of_the_pen_would() -> None:
    begun, mistyped = play(), PLAN_XIV.model_copy(update=MISTYPED)

    assert ask(begun, mistyped, SECRETARY) == Refusal(
        code="reason-needed",
        sentence="the plenary session would last from 2025-06-11 to 2052-06-12, 9864 days: "
        "if a day is mistyped, mend it; give a reason and it will be recorded as an irregularity",
        missing=("reason",),
    )
    assert names(ask(begun, mistyped, SECRETARY, reason="as its source tells")) == [
        "PlenarySessionPlanned",
        "IrregularityRecorded",
    ]


def test_new_days_and_those_of_the_past_are_looked_at_too() -> None:
    later = LATER.model_copy(update=MISTYPED)
    past = PAST_XIII.model_copy(update={"first_day": date(2015, 6, 5)})

    assert "to 2052-06-12" in refused(ask(convened(), later, COUNCIL)).sentence
    answer = refused(play().when(past, case=XIII, by=SECRETARY, on="2024-06-06"))
    assert (answer.code, answer.citation) == ("reason-needed", "none")


def test_a_year_is_no_slip_of_the_pen() -> None:
    whole = {"first_day": date(2024, 9, 3), "last_day": date(2025, 9, 3)}

    planned = ask(play(), PLAN_XIV.model_copy(update=whole), SECRETARY)
    assert names(planned) == ["PlenarySessionPlanned"]


@pytest.mark.parametrize("ending", [CloseSitting(), ClosePlenarySession()])
def test_a_sitting_that_ends_years_later_asks_for_a_reason(ending: Command) -> None:
    begun = sitting()

    answer = refused(ask(begun, ending, KOSHANOV, on="2027-06-12"))
    assert answer.sentence.startswith("sitting 1 would last from 2025-06-12 to 2027-06-12")
    told = ask(begun, ending, KOSHANOV, on="2027-06-12", reason="so the minutes")
    assert names(told)[-1] == "IrregularityRecorded"


def test_a_plenary_session_is_planned_once() -> None:
    assert refused(ask(convened(), PLAN_XIV, SECRETARY)).code == "not-in-order"


def test_a_past_plenary_session_is_concluded_at_once() -> None:
    begun = play()

    begun.when(PAST_XIII, case=XIII, by=SECRETARY, on="2024-06-06")

    assert begun.case(XIII).concluded
    assert begun.case(XIII).stage is Stage.ARCHIVED


def test_a_postponed_plenary_session_is_convened_again_when_its_days_are_known() -> None:
    begun = held(convened(), (PostponePlenarySession(grounds="floods"), COUNCIL))

    assert plenary(begun).stage is Stage.POSTPONED
    assert refused(ask(begun, ConvenePlenarySession(), COUNCIL)).sentence == (
        "its days are not known; postpone it to days first"
    )
    later = PostponePlenarySession(
        first_day=date(2025, 9, 1), last_day=date(2025, 9, 2), grounds="floods"
    )
    held(begun, (later, COUNCIL), (ConvenePlenarySession(), COUNCIL))
    assert (plenary(begun).stage, plenary(begun).first_day) == (Stage.CONVENED, date(2025, 9, 1))


def test_a_plenary_session_is_relocated_or_moved_online_before_it_opens() -> None:
    elsewhere = RelocatePlenarySession(city="Turkistan", host="kz", grounds="repairs")
    begun = held(
        convened(),
        (ConfirmHost(host="kz"), COUNCIL),
        (elsewhere, COUNCIL),
        (MovePlenarySessionOnline(grounds="snow"), COUNCIL),
    )

    assert (plenary(begun).city, plenary(begun).online) == ("Turkistan", True)
    assert refused(ask(sitting(), elsewhere, COUNCIL)).code == "not-in-order"


def test_a_parliament_is_invited_once() -> None:
    begun = held(convened(), (SendInvitation(parliament="uz"), SECRETARY))

    assert refused(ask(begun, SendInvitation(parliament="uz"), SECRETARY)).code == "already-done"
    assert refused(ask(begun, SendInvitation(parliament="de"), SECRETARY)).code == "not-in-order"


def test_the_council_on_the_day_itself_needs_a_reason() -> None:
    begun = convened()

    refusal = refused(ask(begun, OpenCouncilMeeting(), GAFAROVA))

    assert (refusal.code, refusal.citation) == ("reason-needed", "Rules of Procedure, art. 2(3)")
    assert names(ask(begun, OpenCouncilMeeting(), GAFAROVA, reason=FOLLOWING_PRACTICE)) == [
        "CouncilMeetingOpened",
        "IrregularityRecorded",
    ]


def test_the_council_one_day_before_is_regular() -> None:
    answer = ask(convened("2025-05"), OpenCouncilMeeting(), GAFAROVA, on="2025-06-10")

    assert names(answer) == ["CouncilMeetingOpened"]


def test_the_order_of_business_waits_for_the_council() -> None:
    assert refused(ask(convened(), AGENDA, COUNCIL)).code == "not-in-order"


def test_a_reported_model_law_is_placed_on_the_order_of_business() -> None:
    begun = held(convened(), (OpenCouncilMeeting(), GAFAROVA))
    begun.cases[LAW] = ModelLaw(stream=LAW, version=9, stage=Stage.REPORTED)
    items = (Item(number=1, title="Theme debate"), Item(number=2, title="Model law", about=LAW))

    answer = ask(begun, ClearOrderOfBusiness(items=items), COUNCIL)

    assert not isinstance(answer, Refusal)
    assert answer[1:] == [PlacedOnOrderOfBusiness(on=TODAY, plenary_session=XIV, item=2)]
    assert begun.case(LAW).stage is Stage.ON_ORDER_OF_BUSINESS


def test_a_model_law_without_a_report_is_not_placed() -> None:
    begun = held(convened(), (OpenCouncilMeeting(), GAFAROVA))
    begun.cases[LAW] = ModelLaw(stream=LAW, version=4, stage=Stage.IN_COMMITTEE)
    items = (Item(number=1, title="Model law", about=LAW),)

    assert refused(ask(begun, ClearOrderOfBusiness(items=items), COUNCIL)).sentence == (
        "model-law/2025-001 is in-committee: no committee has reported on it"
    )


def test_a_model_law_is_placed_once_until_its_plenary_session_has_ended() -> None:
    begun = held(convened(), (OpenCouncilMeeting(), GAFAROVA))
    clear = ClearOrderOfBusiness(items=(Item(number=1, title="Model law", about=LAW),))
    law = ModelLaw(stream=LAW, version=9, stage=Stage.ON_ORDER_OF_BUSINESS, plenary_session=XIV)
    begun.cases[LAW] = law

    assert refused(ask(begun, clear, COUNCIL)).sentence == (
        "model-law/2025-001 is already on the order of business of plenary-session/14"
    )
    begun.cases[LAW] = replace(law, plenary_session=XIII)
    assert names(ask(begun, clear, COUNCIL)) == [
        "OrderOfBusinessCleared",
        "PlacedOnOrderOfBusiness",
    ]


def test_item_numbers_do_not_repeat() -> None:
    begun = held(convened(), (OpenCouncilMeeting(), GAFAROVA))
    twice = ClearOrderOfBusiness(items=(Item(number=1, title="One"), Item(number=1, title="Two")))

    assert refused(ask(begun, twice, COUNCIL)).code == "not-valid"


def test_the_chair_passes_in_the_order_of_the_rules() -> None:
    begun = cleared()

    answer = ask(begun, TO_KAZAKHSTAN, GAFAROVA)

    assert names(answer) == ["ChairmanshipTransferred", "OfficeLeft", "OfficeTaken"]
    assert (plenary(begun).stage, plenary(begun).chair) == (Stage.CHAIR_TRANSFERRED, "kz")


def test_another_chair_cites_the_decision_of_the_council() -> None:
    to_turkiye = TransferChairmanship(to="tr", subject="kurtulmus", official_name="Numan Kurtulmuş")

    refusal = refused(ask(cleared(), to_turkiye, GAFAROVA, reason="a wish"))

    assert (refusal.code, refusal.missing) == ("decision-needed", ("decision",))
    assert refusal.sentence.startswith("after plenary session 13 the chair is kz's")
    decided = to_turkiye.model_copy(update={"decision": "Council, 12 June 2025 (invented)"})
    answer = ask(cleared(), decided, GAFAROVA)
    assert names(answer)[-1] == "IrregularityRecorded"
    assert not isinstance(answer, Refusal)
    assert getattr(answer[-1], "reason", "") == "Council, 12 June 2025 (invented)"


def test_an_observer_does_not_take_the_chair() -> None:
    to_observer = TransferChairmanship(to="trnc", subject="oztrkler", official_name="Öztürkler")

    refusal = refused(ask(cleared(), to_observer, GAFAROVA))
    assert (refusal.code, refusal.citation) == ("not-in-order", "Organs")


def test_the_outgoing_chair_does_not_open_the_plenary_session() -> None:
    begun = held(handed_over(), (ALL_PRESENT, SECRETARY))

    assert refused(ask(begun, OpenPlenarySession(), GAFAROVA)).code == "no-right"
    assert names(ask(begun, OpenPlenarySession(), KOSHANOV)) == ["PlenarySessionOpened"]


def test_attendance_is_sorted_by_the_membership_of_the_day() -> None:
    answer = ask(handed_over(), ALL_PRESENT, SECRETARY)

    assert answer == [
        AttendanceSigned(
            on=TODAY, members=MEMBERS, observers=("trnc",), guests=("uz",), at="2025-06-12"
        )
    ]


def test_nobody_attends_who_is_neither_member_nor_invited() -> None:
    stranger = RecordAttendance(present=("az", "de"))

    assert refused(ask(handed_over(), stranger, SECRETARY)).sentence == (
        "on 2025-06-12 de is neither member nor observer nor invited"
    )


def test_the_plenary_session_does_not_open_before_attendance_is_signed() -> None:
    assert refused(ask(handed_over(), OpenPlenarySession(), KOSHANOV)).code == "not-in-order"


def test_an_unset_quorum_matters_only_when_a_member_is_away() -> None:
    begun = held(handed_over(), (RecordAttendance(present=("az", "kg", "kz")), SECRETARY))

    refusal = refused(ask(begun, OpenPlenarySession(), KOSHANOV))

    assert (refusal.code, refusal.missing) == ("needs-ruling", ("quorum.open",))
    ruling = GiveRuling(parameter="quorum.open", value=3, grounds="three of four suffice")
    held(begun, (ruling, KOSHANOV))
    assert names(ask(begun, OpenPlenarySession(), KOSHANOV)) == ["PlenarySessionOpened"]


def test_without_the_quorum_it_does_not_open() -> None:
    ruling = GiveRuling(parameter="quorum.open", value=4, grounds="all must be present")
    begun = held(
        handed_over(),
        (RecordAttendance(present=("az", "kg", "kz")), SECRETARY),
        (ruling, KOSHANOV),
    )

    assert refused(ask(begun, OpenPlenarySession(), KOSHANOV)).sentence == (
        "3 of 4 member parliaments are present; 4 are needed to open"
    )


def test_a_sitting_is_suspended_and_resumed() -> None:
    begun = held(sitting(), (SuspendSitting(grounds="lunch"), KOSHANOV))

    assert plenary(begun).stage is Stage.SUSPENDED
    assert refused(ask(begun, ClosePlenarySession(), KOSHANOV)).code == "not-in-order"
    assert refused(ask(begun, SuspendSitting(), KOSHANOV)).code == "not-in-order"
    held(begun, (ResumeSitting(), KOSHANOV))
    assert plenary(begun).stage is Stage.OPEN


def test_a_third_astana_declaration_is_another_document() -> None:
    astana = RecordOutcomeDocument(form="Declaration", title="Astana Declaration", sequence=1)
    begun = held(sitting(), (astana, SECRETARY))

    assert refused(ask(begun, astana, SECRETARY)).code == "already-done"
    again = astana.model_copy(update={"sequence": 2})
    assert names(ask(begun, again, SECRETARY)) == ["OutcomeDocumentRecorded"]


def test_an_outcome_document_has_a_form_that_the_rules_know() -> None:
    treaty = RecordOutcomeDocument(form="Treaty", title="Astana Treaty", sequence=1)

    refusal = refused(ask(sitting(), treaty, SECRETARY))

    assert (refusal.code, refusal.citation) == ("against-the-rules", "Istanbul Agreement, art. 3")


def test_a_vote_without_result_keeps_the_plenary_session_open() -> None:
    begun = sitting().given(XIV, VoteCalled(vote="vote/14/1", question="Who is elected?"))

    assert [child.id for child in plenary(begun).children] == ["vote/14/1"]
    assert refused(ask(begun, ClosePlenarySession(), KOSHANOV)).sentence == (
        "no result is announced of vote/14/1; announce it or void the vote"
    )
    begun.given(XIV, VoteSettled(vote="vote/14/1", outcome="adopted"))
    assert plenary(begun).children == ()
    assert names(ask(begun, ClosePlenarySession(), KOSHANOV)) == ["PlenarySessionClosed"]


def test_the_plenary_session_ends_in_the_archive() -> None:
    begun = held(
        sitting(),
        (AnnounceNextHost(host="kg", year=2026), KOSHANOV),
        (ClosePlenarySession(), KOSHANOV),
    )

    assert refused(ask(begun, ApproveMinutes(), KOSHANOV)).sentence == "no minutes are drafted"
    held(begun, (DraftMinutes(sha256="a" * 64), SECRETARY))
    other = ApproveMinutes(sha256="b" * 64)
    assert refused(ask(begun, other, KOSHANOV)).code == "other-edition"
    held(begun, (ApproveMinutes(), COUNCIL), (ArchivePlenarySession(), SECRETARY))
    assert plenary(begun).concluded
    assert plenary(begun).next_host == "kg"


def test_the_clock_and_delegations_do_not_convene() -> None:
    delegation = Actor(subject="head-az", capacity=Capacity.DELEGATION, body="az")

    assert refused(ask(convened(), ConvenePlenarySession(), delegation)).code == "no-right"


LATER = PostponePlenarySession(
    first_day=date(2025, 9, 1), last_day=date(2025, 9, 2), grounds="floods"
)
WITH_LAW = ClearOrderOfBusiness(items=(Item(number=1, title="Model law", about=LAW),))


def with_a_law(begun: Play) -> Play:
    """Let a reported model law wait for the order of business."""
    begun.cases[LAW] = ModelLaw(stream=LAW, version=9, stage=Stage.REPORTED)
    return begun


def law(begun: Play) -> ModelLaw:
    found = begun.case(LAW)
    assert isinstance(found, ModelLaw)
    return found


def test_the_council_meets_once() -> None:
    begun = held(convened(), (OpenCouncilMeeting(), GAFAROVA))

    refusal = refused(ask(begun, OpenCouncilMeeting(), GAFAROVA))
    assert (refusal.code, refusal.citation) == ("not-in-order", "Rules of Procedure, art. 2(3)")


def test_after_a_postponement_the_council_meets_again_and_places_the_law_again() -> None:
    begun = held(with_a_law(convened()), (OpenCouncilMeeting(), GAFAROVA), (WITH_LAW, COUNCIL))

    answer = ask(begun, LATER, COUNCIL, reason=FOLLOWING_PRACTICE)

    assert names(answer) == [
        "PlenarySessionPostponed",
        "TakenOffOrderOfBusiness",
        "IrregularityRecorded",
    ]
    assert (law(begun).stage, law(begun).plenary_session) == (Stage.REPORTED, None)
    assert (plenary(begun).council_on, plenary(begun).items) == (None, ())
    held(begun, (ConvenePlenarySession(), COUNCIL), (OpenCouncilMeeting(), GAFAROVA))
    held(begun, (WITH_LAW, COUNCIL))
    assert law(begun).is_before(XIV)


def test_a_law_of_a_postponed_plenary_session_may_be_placed_elsewhere() -> None:
    begun = held(with_a_law(convened()), (OpenCouncilMeeting(), GAFAROVA), (WITH_LAW, COUNCIL))
    held(begun, (LATER, COUNCIL))

    begun.given(LAW, PlacedOnOrderOfBusiness(plenary_session="plenary-session/15", item=1))

    assert law(begun).is_before("plenary-session/15")


def test_after_a_postponement_the_chair_that_was_handed_over_is_kept() -> None:
    begun = held(handed_over(), (ALL_PRESENT, SECRETARY), (LATER, COUNCIL))

    assert plenary(begun).present is None
    held(begun, (ConvenePlenarySession(), COUNCIL), (OpenCouncilMeeting(), KOSHANOV))
    held(begun, (AGENDA, COUNCIL))

    assert (plenary(begun).stage, plenary(begun).chair) == (Stage.CHAIR_TRANSFERRED, "kz")
    held(begun, (ALL_PRESENT, SECRETARY), (OpenPlenarySession(), KOSHANOV))


def test_only_the_parliament_in_its_chair_presides_a_plenary_session() -> None:
    begun = sitting()
    assembly = turkpa()
    kurtulmus = Actor(subject="kurtulmus", capacity=Capacity.CHAIR)
    offices = (*assembly.offices, office(kurtulmus, "tr"))
    begun.cases["assembly"] = replace(assembly, offices=offices)

    for act in (SuspendSitting(), ClosePlenarySession(), AnnounceNextHost(host="kg")):
        refusal = refused(ask(begun, act, kurtulmus))
        assert (refusal.code, refusal.sentence) == (
            "no-right",
            "the chair of plenary-session/14 is kz's",
        )
    ruling = GiveRuling(parameter="quorum.decide", value=3, grounds="three of four")
    assert refused(ask(begun, ruling, kurtulmus)).code == "no-right"


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.SUSPENDED])
def test_the_chair_passes_on_when_the_plenary_session_before_is_closed(stage: Stage) -> None:
    cleared_before, handed_before = cleared(), handed_over()
    held(handed_before, (ALL_PRESENT, SECRETARY))
    for begun in (cleared_before, handed_before):
        begun.cases[XIII] = replace(begun.cases[XIII], stage=stage)

    sentence = f"plenary-session/13 is {stage.value}; close it first"
    assert refused(ask(cleared_before, TO_KAZAKHSTAN, GAFAROVA)).sentence == sentence
    assert refused(ask(handed_before, OpenPlenarySession(), KOSHANOV)).sentence == sentence


def test_acts_on_a_plenary_session_follow_each_other_in_time() -> None:
    begun = held(convened("2025-05-20"), (OpenCouncilMeeting(), GAFAROVA))

    assert refused(ask(begun, AGENDA, COUNCIL, on="2025-06-11")) == Refusal(
        code="out-of-time-order",
        sentence="2025-06-11 is before 2025-06-12, the day of the latest act on "
        "plenary-session/14; acts follow each other in time",
    )
    assert refused(ask(begun, AGENDA, COUNCIL, on="2025-05")).code == "out-of-time-order"
    assert names(ask(begun, AGENDA, COUNCIL, on="2025-06")) == ["OrderOfBusinessCleared"]
    assert plenary(begun).latest == TODAY


def test_no_law_is_placed_before_the_day_of_its_report() -> None:
    begun = with_a_law(held(convened(), (OpenCouncilMeeting(), GAFAROVA)))
    begun.cases[LAW] = replace(begun.cases[LAW], latest=date(2025, 6, 13))

    refusal = refused(ask(begun, WITH_LAW, COUNCIL))
    assert (refusal.code, "2025-06-13" in refusal.sentence) == ("out-of-time-order", True)


def test_a_plenary_session_that_is_past_does_not_end_in_the_future() -> None:
    past = PAST_XIII.model_copy(update={"last_day": date(2027, 6, 6)})
    answer = play().when(past, case=XIII, by=SECRETARY, on="2024-06-06")

    assert refused(answer).code == "not-yet-happened"
    assert refused(answer).sentence.startswith("last_day 2027-06-06 is yet to come")
