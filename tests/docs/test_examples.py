"""The examples of acts in the documents are acts."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from activities.opening import parse
from cli.act_lines import read_line
from cli.relative_times import relative_fields, resolved
from domain.case import category
from domain.cases import DEFINITIONS, SHARED_COMMANDS
from domain.catalogue import ACTS

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "submit-acts.md"
FENCE = re.compile(r"^```json$(?P<lines>.*?)^```$", flags=re.MULTILINE | re.DOTALL)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
EXAMPLES = [
    line
    for block in FENCE.finditer(HOW_TO.read_text())
    for line in block["lines"].splitlines()
    if line
]
IDS = [f"{place}-{json.loads(line)['act']}" for place, line in enumerate(EXAMPLES, start=1)]


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_an_example_is_an_act_on_a_case_of_its_kind(example: str) -> None:
    line = read_line(example.encode())
    kind = ACTS[line.envelope.act]
    fields = resolved(line.fields, relative_fields(kind, line.fields), NOON)

    assert isinstance(parse(line.envelope.act, json.dumps(fields)), kind)
    assert line.envelope.by.capacity in kind.by
    assert kind in (*SHARED_COMMANDS, *DEFINITIONS[category(line.envelope.case)].commands)


def test_no_two_examples_are_the_same_act() -> None:
    ids = [read_line(example.encode()).command_id for example in EXAMPLES]

    assert len(ids) == len(set(ids)) >= 5


def test_the_how_to_names_every_capacity_in_which_somebody_may_act() -> None:
    named = set(re.findall(r"`([a-z-]+)`", HOW_TO.read_text()))

    assert {each.value for act in ACTS.values() for each in act.by} <= named
