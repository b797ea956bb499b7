"""Procedure: what must, may or may not happen next, as a map and what has happened tell it."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from domain.messages import Id
from domain.procedure_gates import Value, agreed
from domain.procedure_maps import ProcedureMap, Route
from domain.procedure_plans import Plan, Reading, plan_on
from domain.procedure_reasons import Reasons


class State(StrEnum):
    """Where a business step of a procedure stands on a day."""

    MUST = "must"
    MAY = "may"
    NOT_YET = "not-yet"
    NOT_NOW = "not-now"
    DONE = "done"
    UNKNOWN = "unknown"


STATES: Mapping[Value, State] = MappingProxyType(
    {
        Value.TRUE: State.MUST,
        Value.ALLOWS: State.MAY,
        Value.FALSE: State.NOT_YET,
        Value.UNTRAVERSABLE: State.NOT_NOW,
        Value.UNKNOWN: State.UNKNOWN,
    }
)
OPENINGS: Mapping[State, str] = MappingProxyType(
    {
        State.MUST: "it must be taken",
        State.MAY: "it may be taken",
        State.NOT_YET: "it is not in order yet",
        State.NOT_NOW: "it cannot be taken now",
        State.DONE: "it had to be taken and has been",
        State.UNKNOWN: "this is not known",
    }
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A business step, where it stands, and why."""

    step: Id
    state: State
    reason: str


class Procedure:
    """A map that can be asked. What is worked out once for a day is kept: it never changes."""

    def __init__(self, written: ProcedureMap) -> None:
        """Take the map as it is written."""
        self.written = written
        inbound: dict[Id, list[Route]] = {step.id: [] for step in written.steps}
        for route in written.routes:
            if route.target in inbound:
                inbound[route.target].append(route)
        self._inbound = tuple(inbound.values())
        self._begin = sorted(each.from_date for each in written.routes if each.from_date)
        self._end = sorted(each.to_date for each in written.routes if each.to_date)
        self._known: dict[tuple[int, int], tuple[Plan, Reasons]] = {}

    def judged(self, times: Mapping[Id, int], day: date) -> tuple[Judged, ...]:
        """Return where every business step stands, given how often each has happened by the day."""
        plan, reasons = self._on(day)
        reading = plan.read(times)
        told = []
        for place, reason in zip(plan.business, reasons.given(reading), strict=True):
            state = _state(place, plan, reading)
            told.append(Judged(plan.steps[place].id, state, f"{OPENINGS[state]}: {reason}"))
        return tuple(told)

    def _on(self, day: date) -> tuple[Plan, Reasons]:
        """Return the map as it is on a day: between two dates of its routes it is the same."""
        period = (bisect_right(self._begin, day), bisect_left(self._end, day))
        if period not in self._known:
            plan = plan_on(day, self.written.steps, self._inbound)
            self._known[period] = plan, Reasons(plan)
        return self._known[period]


def _state(place: int, plan: Plan, reading: Reading) -> State:
    """Return the state of a business step: that of the one route into it."""
    value = agreed([reading.signals[each] for each in plan.fed[place].places])
    if value is Value.TRUE and reading.signals[place].times:
        return State.DONE
    return STATES[value]
