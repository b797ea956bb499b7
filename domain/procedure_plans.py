"""Plans: a procedure map as it is on one day, ready to be worked out from step to step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.cycles import groups
from domain.messages import Id
from domain.procedure_gates import (
    CLOSED,
    INPUTS,
    NOT_KNOWN,
    Signal,
    given,
    happened,
    not_to_be_negated,
)
from domain.procedure_maps import Kind, Route, Step

ANY_NUMBER = frozenset({Kind.AND, Kind.OR, Kind.SUM, Kind.EQUALS})
"""Steps into which every route counts; into the others one leads, the open one if any is."""


_MOST_NAMED = 10


class Fed(NamedTuple):
    """What leads into a step: places of signals, and what is wrong with it, in words."""

    places: tuple[int, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """All signals of a map, given what has happened, and the NOT steps that got ALLOWS."""

    signals: Sequence[Signal]
    faults: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The map on a day. Behind the signals of its steps stand one closed and one unknown."""

    steps: Sequence[Step]
    business: tuple[int, ...]
    fed: Sequence[Fed]
    order: tuple[int, ...]
    """The steps between business steps, each after those on which it depends; without circles."""

    def read(self, times: Mapping[Id, int]) -> Reading:
        """Return every signal, given how often each business step has happened."""
        signals = [NOT_KNOWN] * len(self.steps) + [CLOSED, NOT_KNOWN]
        for place in self.business:
            signals[place] = happened(times.get(self.steps[place].id, 0))
        faults = []
        for place in self.order:
            kind, inputs = (
                self.steps[place].kind,
                [signals[each] for each in self.fed[place].places],
            )
            signals[place] = given(kind, inputs)
            if not_to_be_negated(kind, inputs):
                faults.append(place)
        return Reading(signals=signals, faults=frozenset(faults))


def plan_on(day: date, steps: Sequence[Step], inbound: Sequence[Sequence[Route]]) -> Plan:
    """Return a map as it is on a day; `inbound` are the routes into each step."""
    places = {step.id: place for place, step in enumerate(steps)}
    fed = [_fed(step, routes, day, places) for step, routes in zip(steps, inbound, strict=True)]
    between = {place for place, step in enumerate(steps) if step.kind is not Kind.BUSINESS}
    edges = {place: [each for each in fed[place].places if each in between] for place in between}
    order: list[int] = []
    for group in groups(edges):
        if len(group) == 1 and group[0] not in edges[group[0]]:
            order += group
            continue
        note = _circle([steps[place] for place in sorted(group)])
        for place in group:
            fed[place] = Fed((), (*fed[place].notes, note))
    business = tuple(place for place in range(len(steps)) if place not in between)
    return Plan(steps=steps, business=business, fed=fed, order=tuple(order))


def is_open(route: Route, day: date) -> bool:
    """Tell whether a route is open on a day; its first and its last day are inside."""
    begun = route.from_date is None or route.from_date <= day
    return begun and (route.to_date is None or day <= route.to_date)


def _fed(step: Step, routes: Sequence[Route], day: date, places: Mapping[Id, int]) -> Fed:
    if step.kind not in ANY_NUMBER and any(is_open(each, day) for each in routes):
        routes = [each for each in routes if is_open(each, day)]
    told = [_came(each, day, places) for each in routes]
    lacking = INPUTS[step.kind] - len(routes)
    if lacking > 0:
        told += [(_unknown(places), _lacks(step, lacking))] * lacking
    return Fed(tuple(place for place, _ in told), tuple(dict.fromkeys(n for _, n in told if n)))


def _came(route: Route, day: date, places: Mapping[Id, int]) -> tuple[int, str]:
    """Return the place of the signal that a route carries, and what is wrong with it."""
    if not is_open(route, day):
        return len(places), f"{route.in_words} is closed: open {_opening(route)}"
    if route.source not in places:
        strange = f"{route.in_words} comes from {route.source}, which is not on the map"
        return _unknown(places), strange
    return places[route.source], ""


def _unknown(places: Mapping[Id, int]) -> int:
    return len(places) + 1


def _opening(route: Route) -> str:
    begins = f"from {route.from_date}" if route.from_date else ""
    ends = f"to {route.to_date}" if route.to_date else "on"
    return f"{begins} {ends}".strip()


def _circle(steps: Sequence[Step]) -> str:
    named = ", ".join(step.label for step in steps[:_MOST_NAMED])
    more = " and more" if len(steps) > _MOST_NAMED else ""
    return f"there is a circle without business: {named}{more}"


def _lacks(step: Step, lacking: int) -> str:
    if lacking == INPUTS[step.kind]:
        return f"no route leads to {step.label}"
    return f"{step.label} lacks a second route in"
