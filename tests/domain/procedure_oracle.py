"""A second reading of the truth tables, cell by cell and by recursion, to compare the first with.

It knows nothing of places, plans or orders; it is slow, and short enough to be read at once.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.procedure_maps import ProcedureMap, Route, Step

T, F, A, X, U = "TRUE", "FALSE", "ALLOWS", "UNTRAVERSABLE", "UNKNOWN"
ORDER = (T, F, A, X, U)
AND = {
    T: dict(zip(ORDER, (T, F, A, X, U), strict=True)),
    F: dict(zip(ORDER, (F, F, F, F, F), strict=True)),
    A: dict(zip(ORDER, (A, F, A, X, U), strict=True)),
    X: dict(zip(ORDER, (X, F, X, X, X), strict=True)),
    U: dict(zip(ORDER, (U, F, U, X, U), strict=True)),
}
OR = {
    T: dict(zip(ORDER, (T, T, T, T, T), strict=True)),
    F: dict(zip(ORDER, (T, F, A, X, U), strict=True)),
    A: dict(zip(ORDER, (T, A, A, X, U), strict=True)),
    X: dict(zip(ORDER, (T, X, X, X, X), strict=True)),
    U: dict(zip(ORDER, (T, U, U, X, U), strict=True)),
}
NOT = {T: F, F: T, A: U, X: X, U: U}
DECISION = {T: A, F: F, A: A, X: X, U: U}
STATES = {T: "must", A: "may", F: "not-yet", X: "not-now", U: "unknown"}


class Oracle:
    """The map on a day, with what has happened by then."""

    def __init__(self, written: ProcedureMap, times: Mapping[str | int, int], day: date) -> None:
        """Take the map, the day and how often each step has happened."""
        self.map, self.times, self.day = written, times, day
        self.steps = {step.id: step for step in written.steps}

    def states(self) -> list[str]:
        """Return the state of each business step."""
        return [self.state(step) for step in self.map.steps if step.kind == "business"]

    def state(self, step: Step) -> str:
        """Return the state of one business step."""
        values = {value for value, _ in self.inputs(step)}
        value = values.pop() if len(values) == 1 else U
        if value == T and self.times.get(step.id, 0) > 0:
            return "done"
        return STATES[value]

    def inbound(self, step: Step) -> list[Route]:
        """Return the routes into a step."""
        return [route for route in self.map.routes if route.target == step.id]

    def open(self, route: Route) -> bool:
        """Tell whether a route is open on the day."""
        after = route.from_date is not None and route.from_date > self.day
        before = route.to_date is not None and route.to_date < self.day
        return not after and not before

    def inputs(self, step: Step) -> list[tuple[str, int]]:
        """Return what comes into a step; what lacks is not known."""
        routes = self.inbound(step)
        single = step.kind in {"business", "decision", "NOT", "INCREMENT", "summation"}
        if single and any(map(self.open, routes)):
            routes = [route for route in routes if self.open(route)]
        came = [self.carried(route) for route in routes]
        while len(came) < (1 if single else 2):
            came.append((U, 0))
        return came

    def carried(self, route: Route) -> tuple[str, int]:
        """Return what a route carries."""
        if not self.open(route):
            return X, 0
        if route.source not in self.steps:
            return U, 0
        return self.given(self.steps[route.source])

    def circular(self, step: Step) -> bool:
        """Tell whether a step leads to itself with no business between."""
        seen: set[str | int] = set()
        waiting = [step]
        while waiting:
            for route in self.inbound(waiting.pop()):
                before = self.steps.get(route.source)
                if not self.open(route) or before is None or before.kind == "business":
                    continue
                if before.id == step.id:
                    return True
                if before.id not in seen:
                    seen.add(before.id)
                    waiting.append(before)
        return False

    def given(self, step: Step) -> tuple[str, int]:
        """Return what a step gives."""
        if step.kind == "business":
            times = self.times.get(step.id, 0)
            return (T, times) if times > 0 else (F, 0)
        if self.circular(step):
            return U, 0
        return self.passed(step.kind, self.inputs(step))

    def passed(self, kind: str, inputs: Sequence[tuple[str, int]]) -> tuple[str, int]:
        """Return what a kind of step makes of what comes in."""
        if kind in {"AND", "OR"}:
            value = inputs[0][0]
            for other, _ in inputs[1:]:
                value = (AND if kind == "AND" else OR)[value][other]
            return value, 0
        if kind in {"NOT", "decision"}:
            values = {value for value, _ in inputs}
            value = values.pop() if len(values) == 1 else U
            return (NOT if kind == "NOT" else DECISION)[value], 0
        if kind == "summation":
            return inputs[0] if len(set(inputs)) == 1 else (U, 0)
        if any(value in {X, U} for value, _ in inputs):
            return U, 0
        counts = [times for _, times in inputs]
        if kind == "SUM":
            return T, sum(counts)
        if kind == "INCREMENT":
            return (T, counts[0] + 1) if len(counts) == 1 else (U, 0)
        if len(counts) != 2:
            return U, 0
        return (T if counts[0] == counts[1] else F), 0
