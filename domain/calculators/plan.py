"""Plans: the latest date of each step on the way to a target (`plenary compute plan`)."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from domain.calculators.date import NO_CALENDAR, DayOrTime, Missing
from domain.day_counting import backward_plans
from domain.day_counting.backward_plans import PlannedStep, PlanStep
from domain.day_counting.budgets import Budget, Suspension
from domain.day_counting.calendars import Calendars
from domain.messages import Id, Message

MOST_STEPS = 1_000
NEXT = "next"
Name = Annotated[str, Field(min_length=1, max_length=200)]


class Step(Budget):
    """A step, and how long before another one it must be taken: by default, before the next."""

    name: Name
    before: Name | None = None
    """The step or the target that it must precede; null, as `next`, is the one behind it."""
    suspensions: tuple[Suspension, ...] = ()


class Line(Message):
    """A target, and the steps that lead to it."""

    id: Id | None = None
    target: DayOrTime
    steps: tuple[Step, ...] = Field(max_length=MOST_STEPS)


class Planned(Message):
    """The latest date of a step, or the unknown day because of which there is none."""

    name: str
    date: date | datetime | None
    missing: tuple[Missing, ...]


class Answer(Message):
    """The steps in the order given, and all that is missing."""

    id: Id | None
    target: date | datetime
    steps: tuple[Planned, ...]
    missing: tuple[Missing, ...]


def compute(line: Line, calendars: Calendars = NO_CALENDAR) -> Answer:
    """Plan backwards; raise ValueError for steps that do not lead to the target."""
    steps = tuple(map(_planned, backward_plans.plan(line.target, _steps(line), calendars)))
    missing = dict.fromkeys(each for step in steps for each in step.missing)
    return Answer(id=line.id, target=line.target, steps=steps, missing=tuple(missing))


def _steps(line: Line) -> tuple[PlanStep, ...]:
    following = [*(step.name for step in line.steps[1:]), backward_plans.TARGET]
    named = {step.name for step in line.steps}
    return tuple(
        PlanStep(
            name=step.name,
            before=_before(step, after, named),
            budget=step,
            suspensions=step.suspensions,
        )
        for step, after in zip(line.steps, following, strict=False)
    )


def _before(step: Step, after: str, named: Collection[str]) -> str:
    if step.before is None or (step.before == NEXT and NEXT not in named):
        return after
    return step.before


def _planned(step: PlannedStep) -> Planned:
    missing = tuple(Missing(body=each.body, date=each.on) for each in step.missing)
    return Planned(name=step.name, date=step.latest, missing=missing)
