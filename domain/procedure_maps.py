"""Procedure maps: the steps of a procedure and the routes between them, as they are written down.

After the published design notes of the UK Parliament's procedure data: what may happen follows
from what has happened, through routes and through steps that decide, negate, join or count.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

from domain.day_counting.iso_days import IsoDay
from domain.messages import Id, Message


class Kind(StrEnum):
    """What a step does with what comes in."""

    BUSINESS = "business"
    DECISION = "decision"
    NOT = "NOT"
    AND = "AND"
    OR = "OR"
    SUM = "SUM"
    INCREMENT = "INCREMENT"
    EQUALS = "EQUALS"
    SUMMATION = "summation"


class Step(Message):
    """A waypoint: business that can happen, or what connects one with another."""

    id: Id
    kind: Kind
    name: str | None = None

    @property
    def label(self) -> str:
        """The name of the step with its id, for people."""
        return f"{self.name} ({self.id})" if self.name else str(self.id)


class Route(Message):
    """A passage from one step to another, open from one day to another, both inside."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    id: Id | None = None
    source: Id = Field(alias="from")
    target: Id = Field(alias="to")
    from_date: IsoDay | None = None
    to_date: IsoDay | None = None

    @property
    def label(self) -> str:
        """The id of the route, else where it leads, for people."""
        return self.way if self.id is None else str(self.id)

    @property
    def in_words(self) -> str:
        """The route by its id, if it has one, and the steps between which it leads."""
        return f"route {self.way}" if self.id is None else f"route {self.id} {self.way}"

    @property
    def way(self) -> str:
        """The steps between which it leads."""
        return f"from {self.source} to {self.target}"


def _each_once(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    seen: set[Id] = set()
    for step in steps:
        if step.id in seen:
            raise ValueError(f"step {step.id} stands twice")
        seen.add(step.id)
    return steps


def _each_with_one_meaning(routes: tuple[Route, ...]) -> tuple[Route, ...]:
    """Take a route that is written twice once; refuse two that bear the same id."""
    told = tuple(dict.fromkeys(routes))
    seen: set[Id] = set()
    for route in told:
        if route.id is not None and route.id in seen:
            raise ValueError(f"two routes are called {route.id}")
        if route.id is not None:
            seen.add(route.id)
    return told


class ProcedureMap(Message):
    """The map of one procedure. Routes may lack a step, and steps a route: that is not known."""

    id: Id | None = None
    name: str | None = None
    steps: Annotated[tuple[Step, ...], AfterValidator(_each_once)]
    routes: Annotated[tuple[Route, ...], AfterValidator(_each_with_one_meaning)]


class MapEdition(Message):
    """A map in force from a day on; its id is the kind of case whose procedure it is."""

    number: int = Field(ge=1)
    valid_from: IsoDay
    chart: ProcedureMap
