"""The treaties of domain.md 8.3, as acts: H6, H7, H9; and D6, D7 as a history."""

from datetime import date

import pytest

from cli.treaty_chart import lines
from domain.refusal import Refusal
from domain.stages import Stage
from domain.treaty.chart import Row, chart
from domain.treaty.reckoning import EntryIntoForceDateFixed, ThresholdReached
from domain.treaty.state import Treaty
from tests.acts import history
from tests.scenario import Play

LATEST = date(2026, 3, 31)


@pytest.fixture(scope="module", name="told")
def _told() -> tuple[Play, dict[str, Refusal]]:
    return history("50")


def treaty(play: Play, name: str) -> Treaty:
    case = play.case(f"treaty/{name}")
    assert isinstance(case, Treaty)
    return case


def rows(play: Play, name: str, on: date = LATEST) -> dict[str, Row]:
    return {row.party: row for row in chart(treaty(play, name), on)}


def test_every_act_is_accepted(told: tuple[Play, dict[str, Refusal]]) -> None:
    assert told[1] == {}


def test_h6_the_fund_is_not_in_force_whatever_the_press_says(
    told: tuple[Play, dict[str, Refusal]],
) -> None:
    fund = treaty(told[0], "turkic-investment-fund")

    assert fund.stage is Stage.OPEN_FOR_SIGNATURE
    assert fund.fixed_on is None
    assert fund.entry().explanation == "not reached: 0 of the parties named (5 needed)"
    assert fund.claims == 7, "claims stay claims"
    assert fund.opened_on == date(2023, 3, 16)
    assert {party: row.standing for party, row in rows(told[0], fund.stream[7:]).items()} == {
        "az": "approved-by-parliament",
        "kg": "approved-by-head-of-state",
        "kz": "approved-by-parliament",
        "tr": "approved-by-head-of-state",
        "uz": "signed",
    }


def test_h7_uzbekistan_is_bound_thirty_days_after_the_completion_and_the_claim_stays(
    told: tuple[Play, dict[str, Refusal]],
) -> None:
    agreement = treaty(told[0], "nakhchivan-agreement")
    bound = rows(told[0], "nakhchivan-agreement")

    assert bound["uz"].in_force_on == date(2019, 10, 14)
    assert bound["az"].in_force_on == date(2010, 11, 17)
    assert agreement.claims == 1


def test_h9_cybercrime_convention(told: tuple[Play, dict[str, Refusal]]) -> None:
    bound = rows(told[0], "ets-185")
    reached = [
        event
        for stream, event in told[0].events
        if stream == "treaty/ets-185" and isinstance(event, ThresholdReached)
    ]

    assert treaty(told[0], "ets-185").in_force_since == date(2004, 7, 1)
    assert [each.by_parties for each in reached] == [("lt",)]
    assert bound["az"].in_force_on == date(2010, 7, 1)
    assert bound["az"].signed_on == date(2008, 6, 30)
    assert bound["az"].notes == ("R", "D", "A", "T")
    assert {bound[each].in_force_on for each in ("al", "hr", "ee", "hu", "lt")} == {
        date(2004, 7, 1)
    }


def test_h9_istanbul_convention_goes_on_without_turkiye(
    told: tuple[Play, dict[str, Refusal]],
) -> None:
    convention = treaty(told[0], "cets-210")
    before = rows(told[0], "cets-210", date(2021, 6, 30))
    after = rows(told[0], "cets-210", date(2021, 7, 1))
    fixed = [
        event.date_fixed
        for stream, event in told[0].events
        if stream == "treaty/cets-210" and isinstance(event, EntryIntoForceDateFixed)
    ]

    assert fixed == [date(2014, 8, 1)]
    assert convention.stage is Stage.IN_FORCE
    assert before["tr"].standing == "denounced"
    assert after["tr"].standing == "ended"
    assert after["tr"].ends_on == date(2021, 7, 1)
    assert after["at"].standing == "in-force"
    assert rows(told[0], "cets-210")["eu"].in_force_on == date(2023, 10, 1)


def test_the_chart_stands_on_the_page_of_the_treaty(told: tuple[Play, dict[str, Refusal]]) -> None:
    convention = treaty(told[0], "ets-185")
    page = lines(convention, chart(convention, LATEST))

    assert page[0] == f"entry into force: {convention.entry().explanation}"
    assert page[2] == (
        "az  in-force; signed 2008-06-30; deposited 2010-03-15; in force 2010-07-01; R D A T"
    )
