"""Add the shapes of events to `domain/event_shapes.jsonl`: `python -m tests.golden.add_shapes`.

A line that is there is never touched: registers hold it, and refuse another one.
"""

import sys
from collections.abc import Mapping

from domain.catalogue import EVENTS
from domain.event_shapes import FILE, published
from domain.messages import Event
from eventstore.canonical import canonical, plain
from eventstore.work import Json

WORDS = frozenset({"title", "description"})


def shape(kind: type[Event]) -> Mapping[str, Json]:
    """Return the JSON Schema of an event as it is recorded, without the words that explain it."""
    schema: Json = without_words(kind.model_json_schema(by_alias=False))
    assert isinstance(schema, Mapping)
    return schema


def without_words(schema: Json) -> Json:
    """Return a schema without titles and descriptions; a field of that name stays."""
    if isinstance(schema, Mapping):
        return {
            name: without_words(each)
            for name, each in schema.items()
            if not (name in WORDS and isinstance(each, str))
        }
    if isinstance(schema, list):
        return [without_words(each) for each in schema]
    return schema


def line(kind: str, schema: int, told: Mapping[str, Json]) -> str:
    """Return the line of one shape."""
    return canonical(plain({"type": kind, "schema": schema, "shape": told}))


def main() -> None:
    """Add what is new, in the order of types."""
    ours = {(name, kind.schema_version): shape(kind) for name, kind in EVENTS.items()}
    added = ours.keys() - published().keys()
    lines = [line(*key, told) for key, told in sorted((ours | {**published()}).items())]
    FILE.write_text("".join(f"{each}\n" for each in lines), encoding="utf-8")
    sys.stdout.write(f"{len(added)} shapes added\n")


if __name__ == "__main__":
    main()
