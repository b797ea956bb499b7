"""The shapes of events as they were published: one line a type and schema version, for ever.

They are a file of the release and not made at start, so that no newer library that writes schemas
in other words makes a register of decades strange to us. `make golden` adds a line for what is new,
and a test holds the classes of the events against them.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

FILE = Path(__file__).with_name("event_shapes.jsonl")
Shape: TypeAlias = Mapping[str, Any]
"""A JSON Schema without the words that explain it: a docstring may be improved, a field may not."""


@cache
def published() -> Mapping[tuple[str, int], Shape]:
    """Return every shape that events may be recorded in, by type and schema version."""
    lines = map(json.loads, FILE.read_text(encoding="utf-8").splitlines())
    return MappingProxyType({(each["type"], each["schema"]): each["shape"] for each in lines})
