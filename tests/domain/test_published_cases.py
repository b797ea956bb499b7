"""Cases that nobody here made up: real votes, deposits and sitting days with published answers.

The results of votes are those of the records that each line names; deposits are those of the
depositaries; sitting days and dates are those of the egg timer of the UK Parliament, whose months
here are told whole: a day on which a House did not sit was one of adjournment.
"""

import json
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.calculators import date as dates
from domain.calculators import entry_into_force, vote
from domain.day_counting.calendars import CalendarLine, Calendars, DayKind

FOLDER = Path(__file__).parents[1] / "published"


def told(name: str) -> list[Any]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(json.loads(each), id=json.loads(each)["input"]["id"]) for each in lines]


def shown(answer: Any, expected: Mapping[str, object]) -> dict[str, object]:
    """Return what an answer says of all that was published."""
    said = answer.model_dump(mode="json")
    return {name: _part(said[name], wanted) for name, wanted in expected.items()}


def _part(said: Any, wanted: object) -> object:
    return {key: said.get(key) for key in wanted} if isinstance(wanted, dict) else said


def sitting_days() -> Iterator[CalendarLine]:
    """Yield every day of the months that are told, as one of sitting or of adjournment."""
    for body, months in json.loads((FOLDER / "sitting_days.json").read_text()).items():
        for month, sat in months.items():
            year, number = map(int, month.split("-"))
            for day in range(1, monthrange(year, number)[1] + 1):
                kind = DayKind.SITTING if day in sat else DayKind.ADJOURNMENT
                yield CalendarLine(body=body, date=date(year, number, day), kind=kind)


CALENDARS = Calendars(sitting_days())


@pytest.mark.parametrize("case", told("votes"))
def test_a_vote_comes_out_as_it_was_recorded(case: dict[str, Any]) -> None:
    found = vote.compute(vote.Line.model_validate(case["input"]))
    assert shown(found, case["expect"]) == case["expect"]


@pytest.mark.parametrize("case", told("entry_into_force"))
def test_a_treaty_enters_into_force_on_its_day(case: dict[str, Any]) -> None:
    found = entry_into_force.compute(entry_into_force.Line.model_validate(case["input"]))
    assert shown(found, case["expect"]) == case["expect"]


@pytest.mark.parametrize("case", told("dates"))
def test_a_period_of_scrutiny_ends_on_its_day(case: dict[str, Any]) -> None:
    found = dates.compute(dates.Line.model_validate(case["input"]), CALENDARS)
    assert shown(found, case["expect"]) == case["expect"]
