"""Shapes as published: what an event is made of stays, whatever writes JSON Schemas today."""

from collections.abc import Mapping
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator

from domain.catalogue import EVENTS
from domain.event_shapes import FILE, published
from domain.messages import Event
from domain.upcasts import readable
from eventstore.envelope import recorded
from tests.golden.add_shapes import line, shape
from tests.golden.test_golden_events import REFUSED, SAMPLES


def test_the_classes_of_events_are_as_their_shapes_were_published() -> None:
    ours = {(name, kind.schema_version): shape(kind) for name, kind in EVENTS.items()}
    odd = [key for key, told in ours.items() if published().get(key) != told]

    assert not odd, "new: `make golden` adds it; changed: it needs the next schema_version"


def test_every_published_shape_is_read_and_none_was_lost() -> None:
    read = {(name, schema) for name, kind in EVENTS.items() for schema in readable(kind)}

    assert published().keys() == read


def test_the_file_has_one_line_a_shape_in_order_and_canonical() -> None:
    lines = [line(*key, told) for key, told in sorted(published().items())]

    assert FILE.read_text(encoding="utf-8") == "".join(f"{each}\n" for each in lines)


@pytest.mark.parametrize("key", sorted(published()), ids=lambda key: f"{key[0]}.{key[1]}")
def test_a_published_shape_is_a_json_schema_that_takes_its_golden_event(
    key: tuple[str, int],
) -> None:
    told: Mapping[str, Any] = published()[key]
    Draft202012Validator.check_schema(told)
    validator = Draft202012Validator(told)
    for event in (each for each in GOLDEN if (each.type, each.schema) == key):
        validator.validate({**event.data, "type": event.type})
        assert not validator.is_valid({**event.data, "type": event.type, "weather": "fine"})


GOLDEN = [
    recorded(path.read_text(encoding="utf-8"))
    for path in SAMPLES
    if not path.name.startswith(REFUSED)
]


def test_words_that_explain_are_no_part_of_the_shape() -> None:
    class First(Event):
        """It happened."""

        type: Literal["First"] = "First"
        title: str

    class Second(Event):
        """It happened, and we say so better."""

        type: Literal["First"] = "First"
        title: str

    assert shape(First) == shape(Second)
    assert "title" in str(shape(First))
