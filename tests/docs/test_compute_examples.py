"""The examples of the how-to on computing are computed, line by line."""

import io
import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from cli.compute_workers import all_answered
from cli.computing import Answerer
from cli.line_reader import LineReader
from docs.generate import FOLDER
from domain.day_counting.calendars import CalendarLine, Calendars
from domain.procedure import Procedure
from domain.procedure_maps import ProcedureMap

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "compute.md"
BLOCK = re.compile(
    r"^(?P<what>Calendar|Map|Answers|Lines of `(?P<kind>[a-z-]+)`):\n\n```json\n(?P<text>.*?)^```$",
    flags=re.MULTILINE | re.DOTALL,
)


class Example(NamedTuple):
    """Lines of one calculator, what it needs beside them, and what it answers."""

    kind: str
    beside: tuple[object, ...]
    lines: str
    answers: list[object]


def examples() -> list[Example]:
    found: list[Example] = []
    beside: tuple[object, ...] = ()
    kind = lines = ""
    for block in BLOCK.finditer(HOW_TO.read_text()):
        match block["what"]:
            case "Calendar":
                days = map(CalendarLine.model_validate_json, block["text"].splitlines())
                beside = (Calendars(days),)
            case "Map":
                beside = (Procedure(ProcedureMap.model_validate_json(block["text"])),)
            case "Answers":
                answers = [json.loads(each) for each in block["text"].splitlines()]
                found.append(Example(kind, beside, lines, answers))
                beside = ()
            case _:
                kind, lines = block["kind"], block["text"]
    return found


EXAMPLES = examples()
IDS = [f"{place}-{each.kind}" for place, each in enumerate(EXAMPLES, start=1)]


def schema(name: str) -> Draft202012Validator:
    text = (FOLDER / "compute" / f"{name}.schema.json").read_text()
    return Draft202012Validator(json.loads(text), format_checker=FormatChecker())


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_an_example_is_answered_as_the_how_to_says(example: Example) -> None:
    reader = LineReader(io.BytesIO(example.lines.encode()))
    answerer = Answerer(name=example.kind, beside=example.beside)

    text = b"".join(each.text for each in all_answered(reader, answerer))

    assert [json.loads(each) for each in text.splitlines()] == example.answers


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_an_example_has_the_shape_that_the_schema_says(example: Example) -> None:
    asked = schema(f"{example.kind}-line")
    told, fault = schema(f"{example.kind}-answer"), schema("error")

    for line, answer in zip(example.lines.splitlines(), example.answers, strict=True):
        is_fault = isinstance(answer, dict) and "error" in answer
        (fault if is_fault else told).validate(answer)
        assert asked.is_valid(json.loads(line)) is not is_fault


def test_every_calculator_has_an_example() -> None:
    assert {each.kind for each in EXAMPLES} == {
        *("vote", "date", "plan", "entry-into-force", "procedure"),
    }
