"""Case plans: by when each remaining step of a case must be taken if it is to reach its target.

The lengths are those of the rules. What the rules leave unset makes all earlier steps unknown,
and is named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from domain.case import Case, category
from domain.day_counting.budgets import Budget
from domain.day_counting.calendars import Calendars
from domain.day_counting.courses import Course
from domain.day_counting.latest_days import latest
from domain.day_counting.lengths import length
from domain.refusal import NO_CITATION
from domain.rules import Rules
from domain.stages import Stage

TARGET = "target"
TO_REFER = frozenset(
    {Stage.TITLED, Stage.DRAFTING, Stage.WORKSHOP, Stage.RETURNED, Stage.REFERRED_BACK}
)
TO_REPORT = TO_REFER | {Stage.IN_COMMITTEE}
TO_CLEAR = TO_REPORT | {Stage.REPORTED}
TO_VOTE = TO_CLEAR | {Stage.ON_ORDER_OF_BUSINESS}
TO_OPEN = frozenset({Stage.PLANNED, Stage.POSTPONED, Stage.CONVENED})


@dataclass(frozen=True, kw_only=True)
class PathStep:
    """A step that comes before another by the length that a parameter gives, in some stages."""

    name: str
    before: str
    parameter: str
    stages: frozenset[Stage]


@dataclass(frozen=True, kw_only=True)
class StepDue:
    """The latest day of a step, or what is missing to calculate it; and the article behind it."""

    name: str
    before: str
    latest: date | None = None
    missing: tuple[str, ...] = ()
    citation: str = NO_CITATION


PATHS: Mapping[str, tuple[PathStep, ...]] = MappingProxyType(
    {
        "model-law": (
            PathStep(
                name="referral to the committees",
                before="report of the committees",
                parameter="committee.deadline",
                stages=TO_REFER,
            ),
            PathStep(
                name="report of the committees",
                before=TARGET,
                parameter="committee.lead",
                stages=TO_REPORT,
            ),
            PathStep(
                name="language versions",
                before=TARGET,
                parameter="languages.lead",
                stages=TO_VOTE,
            ),
            PathStep(
                name="distribution of documents",
                before=TARGET,
                parameter="documents.lead",
                stages=TO_VOTE,
            ),
            PathStep(
                name="order of business cleared by the Council",
                before=TARGET,
                parameter="council.offset",
                stages=TO_CLEAR,
            ),
        ),
        "plenary-session": (
            PathStep(
                name="credentials",
                before=TARGET,
                parameter="credentials.deadline",
                stages=TO_OPEN,
            ),
            PathStep(
                name="meeting of the Council",
                before=TARGET,
                parameter="council.offset",
                stages=TO_OPEN,
            ),
        ),
    }
)
"""The way to the vote of the plenary on a model law, and to the opening of a plenary session."""


def plan(case: Case, target: date, rules: Rules, calendars: Calendars) -> Sequence[StepDue]:
    """Return the remaining steps of a case, each with the latest day on which it is in time."""
    steps = [each for each in PATHS.get(category(case.stream), ()) if case.stage in each.stages]
    planned = {TARGET: StepDue(name=TARGET, before="", latest=target)}
    for step in reversed(steps):
        planned[step.name] = _due(step, planned[step.before], rules, calendars)
    return [planned[step.name] for step in steps]


def _due(step: PathStep, following: StepDue, rules: Rules, calendars: Calendars) -> StepDue:
    citation = rules.cite(step.parameter)
    if following.latest is None:
        latest, missing = None, following.missing
    else:
        latest, missing = _days_before(rules, step.parameter, following.latest, calendars)
    return StepDue(
        name=step.name, before=step.before, latest=latest, missing=missing, citation=citation
    )


def _days_before(
    rules: Rules, parameter: str, day: date, calendars: Calendars
) -> tuple[date | None, tuple[str, ...]]:
    """Return the day that lies before another by a parameter, or what is missing."""
    value = rules.value(parameter)
    if type(value) is int:
        return day - timedelta(days=value), ()
    if not isinstance(value, str):
        return None, (f"{parameter} is unset: it needs a ruling",)
    given = length(value)
    if isinstance(given, Budget):
        course = Course(counting=given, start=day, calendars=calendars, direction="backward")
        count = latest(course, given.n)
        return count.day, tuple(f"whether {e.body} sits on {e.on}" for e in count.missing)
    return given.before(datetime.combine(day, time(), tzinfo=UTC)).date(), ()
