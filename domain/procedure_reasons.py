"""Reasons: on which steps the state of a business step depends, and what of them has happened."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from domain.procedure_maps import Kind, Step
from domain.procedure_plans import Fed, Plan, Reading

MOST_NAMED = 100


class Sources(NamedTuple):
    """On what a step depends: business, what is to be negated, and what is wrong on the way.

    Of each as many as people can read; one more says that there are more.
    """

    business: tuple[int, ...] = ()
    negating: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


class Reasons:
    """The reasons of a map on a day. On what a step depends is looked for once."""

    def __init__(self, plan: Plan) -> None:
        """Take the map as it is on the day."""
        self._plan = plan
        places = range(len(plan.steps))
        known = [Sources(notes=plan.fed[place].notes) for place in places] + [Sources()] * 2
        for place in plan.order:
            known[place] = _sources(plan.steps, plan.fed[place], known)
            if plan.steps[place].kind is Kind.NOT:
                known[place] = known[place]._replace(negating=(place, *known[place].negating))
        self._sources = [_sources(plan.steps, plan.fed[place], known) for place in plan.business]

    def given(self, reading: Reading) -> Iterator[str]:
        """Return of each business step, in order, on what it depends and what of it happened."""
        steps, signals = self._plan.steps, reading.signals
        said = {
            place: f"{steps[place].label} {_times(signals[place].times)}"
            for place in self._plan.business
        }
        for place, found in zip(self._plan.business, self._sources, strict=True):
            named = [said[each] for each in found.business[:MOST_NAMED]]
            if len(found.business) > MOST_NAMED:
                named.append("and more")
            if reading.faults:
                named += _faults(steps, reading.faults.intersection(found.negating))
            routes = {signals[each].value for each in self._plan.fed[place].places}
            if len(routes) > 1:
                named.append(f"the routes into {steps[place].label} do not say the same")
            yield "; ".join((*named, *found.notes))


def _sources(steps: Sequence[Step], fed: Fed, known: Sequence[Sources]) -> Sources:
    """Return on what a step depends: business directly before it first."""
    business = [each for each in fed.places if _is_business(steps, each)]
    before = [known[each] for each in fed.places if not _is_business(steps, each)]
    return Sources(
        business=_first(chain(business, *(each.business for each in before))),
        negating=_first(chain(*(each.negating for each in before))),
        notes=tuple(dict.fromkeys(chain(fed.notes, *(each.notes for each in before))))[:MOST_NAMED],
    )


def _first(places: Iterable[int]) -> tuple[int, ...]:
    return tuple(islice(dict.fromkeys(places), MOST_NAMED + 1))


def _is_business(steps: Sequence[Step], place: int) -> bool:
    return place < len(steps) and steps[place].kind is Kind.BUSINESS


def _faults(steps: Sequence[Step], places: frozenset[int]) -> Sequence[str]:
    return [
        f"{steps[place].label} is to negate what is only allowed, which is an error of the map"
        for place in sorted(places)
    ]


def _times(number: int) -> str:
    match number:
        case 0:
            return "has not happened"
        case 1:
            return "has happened once"
        case _:
            return f"has happened {number} times"
