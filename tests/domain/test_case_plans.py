"""What remains of the path of a case, planned backwards; and cases in which nothing happens."""

from datetime import date

import pytest

from domain.assembly.calendars import RecordCalendar
from domain.assembly.state import Assembly
from domain.case_plans import plan
from domain.day_counting.calendars import Calendars, CalendarSpan, DayKind
from domain.dead_zones import quiet
from domain.model_law.referral import ReferToCommittee
from domain.model_law.state import ModelLaw
from domain.rules import Parameter, Rules
from domain.stages import Stage
from domain.suspensions import SuspendDeadline
from tests.domain.lowlands import LAW, LEGAL, SECRETARY, done, drafted, referred

VOTE = date(2026, 6, 12)
COUNCIL = Parameter(value=1, citation="Rules, art. 2(3)")
LEAD = Parameter(value="P15D", citation="Rules, art. 6")


def law(stage: Stage) -> ModelLaw:
    return ModelLaw(stream="model-law/2026-001", version=1, stage=stage)


def rules(**parameters: Parameter) -> Rules:
    return Rules(parameters={name.replace("__", "."): each for name, each in parameters.items()})


def planned(stage: Stage, held: Rules, calendars: Calendars) -> dict[str, str]:
    steps = plan(law(stage), VOTE, held, calendars)
    return {each.name: str(each.latest or "; ".join(each.missing)) for each in steps}


def test_the_committee_must_report_and_be_seised_in_time_for_the_vote() -> None:
    held = rules(
        committee__lead=LEAD,
        committee__deadline=Parameter(value="P3M"),
        languages__lead=Parameter(value="P1M"),
        documents__lead=Parameter(value="PT12H"),
        council__offset=COUNCIL,
    )

    assert planned(Stage.DRAFTING, held, Calendars()) == {
        "referral to the committees": "2026-02-28",
        "report of the committees": "2026-05-28",
        "language versions": "2026-05-12",
        "distribution of documents": "2026-06-11",
        "order of business cleared by the Council": "2026-06-11",
    }


def test_what_the_rules_leave_unset_makes_the_earlier_step_unknown_and_is_named() -> None:
    held = rules(committee__deadline=Parameter(value="P3M"), council__offset=COUNCIL)
    steps = planned(Stage.DRAFTING, held, Calendars())

    assert steps["report of the committees"] == "committee.lead is unset: it needs a ruling"
    assert steps["referral to the committees"] == "committee.lead is unset: it needs a ruling"
    assert steps["order of business cleared by the Council"] == "2026-06-11"


def test_a_step_that_is_taken_is_planned_no_more() -> None:
    assert list(planned(Stage.REPORTED, rules(committee__lead=LEAD), Calendars())) == [
        "language versions",
        "distribution of documents",
        "order of business cleared by the Council",
    ]
    assert plan(law(Stage.ADOPTED), VOTE, rules(), Calendars()) == []


@pytest.mark.parametrize(("last_sitting", "latest"), [(12, "2026-06-10"), (11, "2026-06-09")])
def test_a_lead_in_sitting_days_is_planned_back_from_the_last_of_them(
    last_sitting: int, latest: str
) -> None:
    held = rules(committee__lead=Parameter(value="sitting-days:2:east-diet"))
    spans = (
        CalendarSpan(since=date(2026, 6, 9), until=VOTE, kind=DayKind.ADJOURNMENT),
        CalendarSpan(
            since=date(2026, 6, 9), until=date(2026, 6, last_sitting), kind=DayKind.SITTING
        ),
    )
    play = referred()
    done(play, RecordCalendar(body="east-diet", spans=spans), "assembly", SECRETARY)
    assembly = play.case("assembly")
    assert isinstance(assembly, Assembly)

    steps = planned(Stage.IN_COMMITTEE, held, assembly.calendar())
    assert steps["report of the committees"] == latest
    assert "whether east-diet sits on 2026-06-12" in str(
        planned(Stage.IN_COMMITTEE, held, Calendars())
    )


@pytest.mark.parametrize(
    ("on", "days", "dead"), [("2026-09-10", 90, False), ("2026-09-11", 91, True)]
)
def test_a_case_is_quiet_from_its_last_fact_on(on: str, days: int, *, dead: bool) -> None:
    case = referred().case(LEGAL)
    found = quiet(case, rules(dead_zone__after=Parameter(value="P90D")), on=date.fromisoformat(on))

    assert found is not None
    assert (found.last_fact, found.days, found.dead) == (date(2026, 6, 12), days, dead)
    assert found.awaited.startswith(("what follows", "report"))


def test_without_a_rule_no_silence_is_too_long() -> None:
    found = quiet(referred().case(LEGAL), rules(), on=date(2036, 6, 12))

    assert found is not None
    assert not found.dead


def test_what_is_awaited_without_a_date_says_why_there_is_none() -> None:
    play = drafted(committee__deadline=Parameter(value="P90D"))
    done(play, ReferToCommittee(committees=("legal",)), LAW, SECRETARY)
    done(play, SuspendDeadline(name="report", authority="the chair"), LEGAL, SECRETARY)
    found = quiet(play.case(LEGAL), rules(), on=date(2026, 7, 1))

    assert found is not None
    assert "the end of the suspension" in found.awaited
