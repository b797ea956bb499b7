"""The JSON Schema of a line of acts, made from the classes that read it."""

import json
import sys
from collections.abc import Mapping
from typing import TypeAlias, cast

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from cli.act_lines import Envelope
from cli.relative_times import RELATIVE, is_instant
from domain.catalogue import ACTS
from domain.messages import Command
from domain.submission import Capacity

Schema: TypeAlias = dict[str, object]

_RELATIVE = {
    "type": "string",
    "pattern": RELATIVE.replace("(\\d", "([0-9]"),
    "description": "an instant counted from the moment of sending, for live demonstrations",
}
_NAME = {
    "type": "string",
    "minLength": 1,
    "maxLength": 8000,
    "description": "given in plain text; the record holds a commitment to it",
}


def act_schema() -> Schema:
    """Return the schema: one of all acts, each with the envelope that every line has."""
    kinds: list[type[BaseModel]] = [*ACTS.values(), Envelope]
    named, whole = models_json_schema(
        [(kind, "validation") for kind in kinds],
        ref_template="#/$defs/{model}",
    )
    definitions = cast("dict[str, Schema]", whole["$defs"])
    names = {kind: _name(named[kind, "validation"]) for kind in kinds}
    envelope = definitions.pop(names[Envelope])
    _without_the_clock(definitions)
    acts = {name: _act(name, definitions.pop(names[ACTS[name]]), envelope) for name in sorted(ACTS)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of acts",
        "description": "One act of an office-holder as one line of JSON (plenary submit --from).",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in acts],
        "$defs": {**definitions, **acts},
    }


def schema_text() -> str:
    """Return the schema as the file in docs/reference holds it."""
    return json.dumps(act_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _act(name: str, own: Schema, envelope: Schema) -> Schema:
    kind = ACTS[name]
    fields = {
        field: _field(kind, field, schema)
        for field, schema in _properties(own).items()
        if field != "type"
    }
    shared = {**_properties(envelope), "act": {"const": name}}
    required = [each for each in _required(own) if each != "type"]
    return {
        "type": "object",
        "title": name,
        "description": own.get("description", ""),
        "properties": {**shared, **fields},
        "required": [*_required(envelope), *required],
        "additionalProperties": False,
    }


def _field(kind: type[Command], field: str, schema: object) -> object:
    if field in kind.personal:
        return _NAME
    if is_instant(kind.model_fields[field].annotation):
        return {"anyOf": [schema, _RELATIVE]}
    return schema


def _without_the_clock(definitions: Mapping[str, Schema]) -> None:
    capacity = definitions[Capacity.__name__]
    capacity["enum"] = [each.value for each in Capacity if each is not Capacity.CLOCK]


def _name(reference: Mapping[str, object]) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


def _properties(schema: Schema) -> Schema:
    return cast("Schema", schema.get("properties", {}))


def _required(schema: Schema) -> list[str]:
    return cast("list[str]", schema.get("required", []))


def print_schema() -> int:
    """Print the schema, as `make docs` keeps it."""
    sys.stdout.write(schema_text())
    return 0
