"""Upcasts: an event of an older shape says the same in the shape of today."""

from typing import ClassVar, Literal

import pytest

from domain.catalogue import EVENTS
from domain.messages import Event
from domain.plenary_session.items import ItemOpened
from domain.upcasts import UPCASTS, Data, readable, upcast


class BellRung(Event):
    """Once it said how loud; then how loud in words; today also how often."""

    schema_version: ClassVar = 3
    type: Literal["BellRung"] = "BellRung"
    how: str
    times: int = 1


def in_words(data: Data) -> Data:
    return {"how": "loudly" if data["decibels"] == 90 else "softly"}


BELLS = {("BellRung", 1): in_words, ("BellRung", 2): lambda data: data}


@pytest.mark.parametrize("kind", EVENTS.values(), ids=EVENTS)
def test_each_shape_that_was_ever_recorded_is_read(kind: type[Event]) -> None:
    assert readable(kind) == [*range(kind.schema_version, 0, -1)]


def test_no_upcast_leads_from_a_shape_that_never_was() -> None:
    assert all(schema < EVENTS[name].schema_version for name, schema in UPCASTS)


@pytest.mark.parametrize(
    ("schema", "data", "says"),
    [
        (1, {"decibels": 90}, BellRung(how="loudly")),
        (2, {"how": "softly"}, BellRung(how="softly")),
        (3, {"how": "softly", "times": 3}, BellRung(how="softly", times=3)),
    ],
)
def test_an_older_shape_is_read_step_by_step(schema: int, data: Data, says: Event) -> None:
    assert BellRung.model_validate(upcast(BellRung, schema, data, BELLS)) == says


@pytest.mark.parametrize("schema", [0, 4])
def test_a_shape_that_no_step_leads_from_is_not_read(schema: int) -> None:
    with pytest.raises(LookupError, match=f"schema {schema}"):
        upcast(BellRung, schema, {}, BELLS)


def test_a_step_that_is_missing_is_missed() -> None:
    without = {("BellRung", 1): in_words}

    assert readable(BellRung, without) == [3]
    with pytest.raises(LookupError, match="schema 1"):
        upcast(BellRung, 1, {"decibels": 90}, without)


def test_an_item_that_was_opened_before_moments_were_kept_has_its_day() -> None:
    told = upcast(ItemOpened, 1, {"item": "3", "jointly": ["4"], "on": "2026-06-12"})

    assert ItemOpened.model_validate(told).moment == "2026-06-12"
