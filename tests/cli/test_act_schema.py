"""The JSON Schema of acts: current, and of one mind with the code that reads them."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cli.act_schema import act_schema, schema_text
from domain.assemblies.loader import available, load, seed_acts
from domain.catalogue import ACTS

STORED = Path(__file__).parents[2] / "docs" / "reference" / "act.schema.json"
CHECK = Draft202012Validator(act_schema())
BY = {"subject": "secretary", "capacity": "secretariat"}
CLAIM = {
    "act": "RecordClaim",
    "case": "assembly",
    "by": BY,
    "occurred_at": "2021-09",
    "claim": "Turkmenistan is a member",
    "according_to": "an encyclopaedia",
}


def test_the_stored_schema_is_current() -> None:
    assert STORED.read_text(encoding="utf-8") == schema_text(), "run `make docs`"


def test_it_is_a_valid_schema_and_names_every_act() -> None:
    Draft202012Validator.check_schema(act_schema())
    named = {each["$ref"].rpartition("/")[2] for each in json.loads(schema_text())["oneOf"]}

    assert named == set(ACTS)


@pytest.mark.parametrize(
    "good",
    [
        CLAIM,
        {**CLAIM, "id": "0b8a3b1e-66a4-4f0e-9d43-1b3e1c9b1a55", "reason": "two sources disagree"},
        {
            "act": "ExtendDeadline",
            "case": "committee-review/2026-001/legal",
            "by": {"subject": "chair", "capacity": "chair"},
            "occurred_at": "2026-06-12",
            "name": "report",
            "until": "now+PT4S",
            "authority": "the Council",
        },
        {
            "act": "RegisterPerson",
            "case": "assembly",
            "by": BY,
            "occurred_at": "2026-06-12",
            "subject": "az-1",
            "name": "A. Name",
        },
    ],
)
def test_it_accepts_what_the_door_accepts(good: object) -> None:
    assert CHECK.is_valid(good)


@pytest.mark.parametrize(
    "bad",
    [
        {**CLAIM, "act": "AdoptEverything"},
        {**CLAIM, "act": "PassDeadline"},
        {**CLAIM, "weather": "fine"},
        {**CLAIM, "type": "RecordClaim"},
        {**CLAIM, "claim": ["a", "b"]},
        {**CLAIM, "by": {"subject": "x", "capacity": "clock"}},
        {**CLAIM, "by": {"subject": "x", "capacity": "king"}},
        {name: value for name, value in CLAIM.items() if name != "occurred_at"},
        [CLAIM],
    ],
)
def test_it_refuses_what_the_door_refuses(bad: object) -> None:
    assert not CHECK.is_valid(bad)


@pytest.mark.parametrize("assembly", available())
def test_it_accepts_every_seed(assembly: str) -> None:
    assert [each for each in seed_acts(load(assembly)) if not CHECK.is_valid(each)] == []


def test_no_field_of_an_act_bears_a_name_of_the_envelope() -> None:
    from_envelope = {"act", "case", "by", "occurred_at", "source", "reason", "id", "at_version"}

    assert {n: f for n, k in ACTS.items() if (f := from_envelope & set(k.model_fields))} == {}
