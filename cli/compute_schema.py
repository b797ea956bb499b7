"""The JSON Schemas of the calculators: every line that is read, every answer that is written."""

import json
from collections.abc import Iterator
from typing import Literal, TypeAlias

from pydantic import BaseModel

from cli.compute import Kind
from cli.computing import Unreadable, calculator_of
from domain.day_counting.calendars import CalendarLine
from domain.procedure_maps import ProcedureMap

Way: TypeAlias = Literal["validation", "serialization"]

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Return the text of every schema by the name of its file."""
    return {
        f"{name}.schema.json": _text(shape, way, title) for name, shape, way, title in _shapes()
    }


def _shapes() -> Iterator[tuple[str, type[BaseModel], Way, str]]:
    for kind in Kind:
        calculator = calculator_of(kind)
        asked, told = calculator.Line, calculator.Answer
        yield f"{kind}-line", asked, "validation", f"A line of plenary compute {kind}"
        yield f"{kind}-answer", told, "serialization", f"An answer of plenary compute {kind}"
    yield "calendar-line", CalendarLine, "validation", "A line of a calendar (--calendar)"
    yield "map", ProcedureMap, "validation", "The map of a procedure (--map)"
    yield "error", Unreadable, "serialization", "The answer to a line that cannot be read"


def _text(shape: type[BaseModel], way: Way, title: str) -> str:
    schema = {"$schema": DRAFT, **shape.model_json_schema(mode=way), "title": title}
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
