"""Backward plans: by when each step of a path must be taken if a target is to be reached.

Each step counts in its own unit and calendar. What is not known of one is not known of any step
that comes before it: nothing is guessed, and the missing fact is named. Counted forwards, no step
arrives after the day that it must reach.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.day_counting.budgets import Budget, Suspension
from domain.day_counting.calendars import Calendars
from domain.day_counting.counting_hours import hours_due
from domain.day_counting.courses import Course, Unknown
from domain.day_counting.latest_days import latest

TARGET = "target"


@dataclass(frozen=True, kw_only=True)
class PlanStep:
    """A step that must be taken so long before another one, or before the target."""

    name: str
    before: str
    budget: Budget
    suspensions: tuple[Suspension, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    """The latest day, or moment, of a step; null if something is missing."""

    name: str
    latest: date | datetime | None = None
    missing: tuple[Unknown, ...] = ()


def plan(
    target: date | datetime, steps: Sequence[PlanStep], calendars: Calendars
) -> tuple[PlannedStep, ...]:
    """Return the steps in the order given, each with its latest date.

    Raise ValueError for steps that wait for each other, or for one that nobody named.
    """
    goal = _goal(steps)
    planned = {goal: PlannedStep(name=goal, latest=target)}
    for step in _from(goal, steps):
        planned[step.name] = _latest(step, planned[step.before], calendars)
    return tuple(planned[step.name] for step in steps)


def _goal(steps: Sequence[PlanStep]) -> str:
    """Return the one name that is before no other step: `target`, or what the plan calls it."""
    names = [step.name for step in steps]
    if len({*names, TARGET}) <= len(names):
        raise ValueError("steps: a name is used twice, or a step is called target")
    goals = sorted({step.before for step in steps} - set(names))
    if len(goals) > 1:
        raise ValueError(f"steps: they lead to more than one target: {', '.join(goals)}")
    return goals[0] if goals else TARGET


def _from(goal: str, steps: Sequence[PlanStep]) -> Sequence[PlanStep]:
    """Order the steps so that each follows the one before which it must be taken."""
    earlier: dict[str, list[PlanStep]] = {}
    for step in steps:
        earlier.setdefault(step.before, []).append(step)
    ordered, names = list[PlanStep](), [goal]
    while names:
        found = earlier.pop(names.pop(), [])
        ordered += found
        names += [step.name for step in found]
    if earlier:
        raise ValueError(f"steps: they wait for each other: {', '.join(sorted(earlier))}")
    return ordered


def _latest(step: PlanStep, following: PlannedStep, calendars: Calendars) -> PlannedStep:
    if following.latest is None:
        return PlannedStep(name=step.name, missing=following.missing)
    if step.budget.unit == "hours":
        return _hours_before(step, following)
    course = Course(
        counting=step.budget,
        start=_civil(following.latest),
        calendars=calendars,
        direction="backward",
        suspensions=step.suspensions,
    )
    count = latest(course, step.budget.n)
    return PlannedStep(name=step.name, latest=count.day, missing=count.missing)


def _hours_before(step: PlanStep, following: PlannedStep) -> PlannedStep:
    """Count hours back from a moment; of a day, the hour is not known."""
    moment = following.latest
    if isinstance(moment, datetime):
        hours = hours_due(moment, step.budget.n, step=-1, suspensions=step.suspensions)
        return PlannedStep(name=step.name, latest=hours.at)
    missing = () if moment is None else (Unknown(body=following.name, on=moment),)
    return PlannedStep(name=step.name, missing=missing)


def _civil(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
