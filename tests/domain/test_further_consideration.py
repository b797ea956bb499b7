"""Between two chambers: what the second rejects or amends comes back (domain.md 5.2)."""

from datetime import date

import pytest

from domain.day_counting.zones import begins
from domain.messages import Command
from domain.national_track.further_consideration import (
    BillNotPassedAgain,
    BillPassedAgain,
    ReportFurtherConsideration,
)
from domain.national_track.head_of_state import ReportObjections, SendToHeadOfState
from domain.national_track.introduction import RegisterNationalBill
from domain.national_track.readings import ReportReading
from domain.national_track.second_chamber import (
    ReportSecondChamber,
    SecondChamberAmended,
    SendToSecondChamber,
    StartConciliation,
)
from domain.national_track.votes import NationalResultAnomalyFlagged, NationalVote
from domain.refusal import Refusal
from domain.stages import Stage
from domain.time_limits import DeadlineSet
from tests.domain.test_national_paths import (
    BILL,
    SECRETARY,
    breaches,
    received,
    steps,
    stream,
    track,
    with_reason,
)
from tests.scenario import Play

SENT, AGAIN = SendToSecondChamber(), ReportFurtherConsideration(outcome="passed")
REJECTED, APPROVED, AMENDED = (
    ReportSecondChamber(outcome="rejected"),
    ReportSecondChamber(outcome="approved"),
    ReportSecondChamber(outcome="amended"),
)


def in_the_senate() -> Play:
    """Let a bill lie before the Senate of Kazakhstan from 5 September 2022 on."""
    play = received("kz", on="2022-06-01")
    reading = ReportReading(number=1, outcome="passed")
    steps(play, "kz", ("2022-06-02", BILL), ("2022-09-01", reading), ("2022-09-05", SENT))
    return play


def rejected() -> Play:
    """Let the Senate have rejected it on 20 September."""
    play = in_the_senate()
    steps(play, "kz", ("2022-09-20", REJECTED))
    return play


def why(play: Play, act: Command, on: str) -> str:
    """Return what is out of order in an act that needs a reason."""
    answer = play.when(act, case=stream("kz"), by=SECRETARY, on=on)
    assert isinstance(answer, Refusal), answer
    assert answer.code == "reason-needed"
    return answer.sentence


def voted(outcome: str, in_favour: int, against: int) -> ReportFurtherConsideration:
    told = NationalVote(in_favour=in_favour, against=against, abstentions=0, members=107)
    return ReportFurtherConsideration.model_validate({"outcome": outcome, "vote": told})


def test_what_the_senate_rejects_the_mazhilis_passes_again_by_two_thirds_of_all() -> None:
    events = steps(rejected(), "kz", ("2022-10-01", voted("passed", 72, 20)))

    (again,) = (each for each in events if isinstance(each, BillPassedAgain))
    assert again.counted is not None
    assert (again.counted.outcome, again.counted.needed) == ("adopted", 72)
    assert not breaches(events)


def test_sixty_of_a_hundred_and_seven_are_no_two_thirds_and_that_is_flagged() -> None:
    events = steps(rejected(), "kz", ("2022-10-01", voted("passed", 60, 40)))

    (flag,) = (each for each in events if isinstance(each, NationalResultAnomalyFlagged))
    assert (flag.question, flag.announced) == ("re-approval", "adopted")
    assert (flag.counted.outcome, flag.counted.needed) == ("rejected", 72)


def test_passed_again_it_goes_to_the_senate_again_and_its_sixty_days_begin_anew() -> None:
    play = rejected()
    events = steps(play, "kz", ("2022-10-01", AGAIN), ("2022-10-03", SENT))

    (limit,) = (each for each in events if isinstance(each, DeadlineSet))
    assert limit.name == "national.second-chamber"
    assert limit.at == begins(date(2022, 12, 3), "Asia/Almaty")
    steps(play, "kz", ("2022-11-01", APPROVED))
    assert track(play, "kz").stage is Stage.PASSED


def test_the_senate_does_not_vote_again_on_what_was_not_sent_again() -> None:
    assert "was not sent there again" in why(rejected(), APPROVED, "2022-10-03")


def test_it_is_not_sent_again_without_the_second_vote_of_the_mazhilis() -> None:
    sentence = why(rejected(), SENT, "2022-10-03")

    assert "the first chamber passes again what the second rejected" in sentence


def test_the_time_of_the_senate_does_not_begin_anew_by_sending_twice() -> None:
    play = in_the_senate()

    assert "lies before the second chamber of kz already" in why(play, SENT, "2022-10-30")
    late = why(play, REJECTED, "2022-12-20")
    assert "late: 60 calendar-days from 2022-09-05" in late


def test_twice_rejected_it_does_not_come_again_in_the_same_annual_session() -> None:
    play = rejected()
    steps(play, "kz", ("2022-10-01", AGAIN), ("2022-10-03", SENT), ("2022-10-20", REJECTED))
    steps(play, "kz", ("2022-11-01", AGAIN))

    sentence = why(play, SENT, "2022-11-02")
    assert "rejected it 2 times: not again in the same annual session" in sentence
    assert breaches(with_reason(play, "kz", SENT, "2022-11-02")) == ["national.order"]


def test_what_the_mazhilis_does_not_pass_again_waits_for_a_conciliation() -> None:
    play = rejected()
    events = steps(play, "kz", ("2022-10-01", voted("failed", 60, 40)))

    (failed,) = (each for each in events if isinstance(each, BillNotPassedAgain))
    assert failed.counted is not None
    assert failed.counted.outcome == "rejected"
    steps(play, "kz", ("2022-10-02", StartConciliation()))
    assert track(play, "kz").stage is Stage.CONCILIATION


def test_amendments_that_the_mazhilis_takes_are_the_law_of_both() -> None:
    play = in_the_senate()
    events = steps(play, "kz", ("2022-10-01", AMENDED))
    assert [type(each) for each in events] == [SecondChamberAmended]

    taken = steps(play, "kz", ("2022-10-10", voted("passed", 60, 40)))
    (again,) = (each for each in taken if isinstance(each, BillPassedAgain))
    assert again.counted is not None
    assert (again.counted.outcome, again.counted.missing) == ("cannot-compute", ("majority",))
    assert track(play, "kz").stage is Stage.PASSED
    steps(play, "kz", ("2022-10-12", SendToHeadOfState()))


def test_amendments_that_it_does_not_take_go_to_a_conciliation() -> None:
    play = in_the_senate()
    refused_them = ReportFurtherConsideration(outcome="failed")
    steps(
        play,
        "kz",
        ("2022-10-01", AMENDED),
        ("2022-10-10", refused_them),
        ("2022-10-12", StartConciliation()),
    )
    assert track(play, "kz").stage is Stage.CONCILIATION


def test_there_is_nothing_to_consider_again_before_the_second_chamber_has_voted() -> None:
    assert "neither rejected nor amended" in why(in_the_senate(), AGAIN, "2022-09-20")


def test_another_bill_begins_before_the_chambers_again() -> None:
    play = rejected()
    other = RegisterNationalBill(reference="Bill 2")
    with_reason(play, "kz", other, "2022-12-01")

    assert (track(play, "kz").second, track(play, "kz").rejections) == ("", 0)


@pytest.mark.parametrize(("kinds", "returned"), [((), True), (("budget",), False)])
def test_a_budget_law_is_not_returned_in_ankara(*, kinds: tuple[str, ...], returned: bool) -> None:
    play = received("tr")
    bill = RegisterNationalBill(reference="Bill 1", kinds=kinds)
    reading = ReportReading(number=1, outcome="passed")
    steps(play, "tr", ("2026-03-01", bill), ("2026-03-10", reading))
    steps(play, "tr", ("2026-03-11", SendToHeadOfState()))

    answer = play.when(ReportObjections(), case=stream("tr"), by=SECRETARY, on="2026-03-20")
    assert isinstance(answer, list) is returned, answer
    if isinstance(answer, Refusal):
        assert "budget laws" not in answer.sentence
        assert "such a law is not returned in tr: TBMM, TBMM-guide (2 sources)" in answer.sentence
