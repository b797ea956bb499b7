"""Changes of a procedure: what another map says otherwise, and of which cases."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from domain.messages import Id
from domain.procedure import Judged, Procedure, State
from domain.procedure_maps import ProcedureMap, Route, Step

What: TypeAlias = Literal["step", "route"]
How: TypeAlias = Literal["added", "removed", "changed"]


class Change(NamedTuple):
    """A step or a route that another map adds, removes or changes; in words, what it was and is."""

    what: What
    how: How
    named: str
    before: str
    after: str


class Moved(NamedTuple):
    """A business step that stands elsewhere under another map."""

    step: Id
    before: State | None
    after: State | None
    reason: str


def changes(before: ProcedureMap, after: ProcedureMap) -> tuple[Change, ...]:
    """Return what a map has that another has not, steps first, in the order of the maps."""
    steps = _compared("step", _steps(before.steps), _steps(after.steps))
    routes = _compared("route", _routes(before.routes), _routes(after.routes))
    return (*steps, *routes)


def moved(
    times: Mapping[Id, int], day: date, before: Procedure, after: Procedure
) -> tuple[Moved, ...]:
    """Return the steps of one case that stand elsewhere under another map."""
    was = {each.step: each for each in before.judged(times, day)}
    will = {each.step: each for each in after.judged(times, day)}
    told = (_moved(step, was.get(step), will.get(step)) for step in {**was, **will})
    return tuple(each for each in told if each.before is not each.after)


def _moved(step: Id, was: Judged | None, will: Judged | None) -> Moved:
    before, after = was.state if was else None, will.state if will else None
    return Moved(step, before, after, will.reason if will else "the map has no such step")


def _steps(steps: Sequence[Step]) -> dict[str, str]:
    return {str(step.id): f"{step.kind}, {step.name}" if step.name else step.kind for step in steps}


def _routes(routes: Sequence[Route]) -> dict[str, str]:
    """Return routes in words by their ids; those without one by where they lead."""
    return {route.label: _in_words(route) for route in routes}


def _in_words(route: Route) -> str:
    begins = f", open from {route.from_date}" if route.from_date else ""
    ends = f", open to {route.to_date}" if route.to_date else ""
    return f"{route.way}{begins}{ends}"


def _compared(what: What, before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[Change]:
    for named in {**before, **after}:
        was, will = before.get(named, ""), after.get(named, "")
        if was != will:
            yield Change(what, _how(was, will), named, was, will)


def _how(was: str, will: str) -> How:
    if not was:
        return "added"
    return "changed" if will else "removed"
