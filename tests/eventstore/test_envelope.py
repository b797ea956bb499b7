"""The body of an event: canonical to the byte, and complete."""

import hashlib
import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from domain.submission import Capacity
from eventstore.canonical import NotCanonicalError, Plain, canonical, plain
from eventstore.checking_form import FORMS
from eventstore.envelope import (
    BodyTooLargeError,
    Head,
    Place,
    Told,
    attempt_id,
    event_id,
    instant,
    recorded,
    row,
    who,
)
from eventstore.work import Basis, Fact
from tests.eventstore.example import SOMEBODY

COMMAND = UUID("00000000-0000-4000-8000-000000000001")
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
SAFE = 2**53 - 1


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(nfc)
integers = st.integers(-SAFE, SAFE)
values = st.recursive(
    st.none() | st.booleans() | integers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_every_value_is_as_rfc_8785_has_it(value: Plain) -> None:
    assert canonical(plain(value)).encode() == rfc8785.dumps(value)


@given(values)
def test_every_value_comes_back(value: Plain) -> None:
    assert json.loads(canonical(plain(value))) == value


@given(st.dictionaries(texts, values, max_size=4), texts)
def test_every_event_comes_back_from_its_body(data: dict[str, Plain], source: str) -> None:
    told = Told(log="x", command=COMMAND, actor=who(SOMEBODY), occurred_at="2026", source=source)
    fact = Fact(stream="jar/1", type="MarblePut", schema=1, data=data)
    place = Place(version=7, id=event_id(COMMAND, 0), recorded_at=NOON)

    made = row(fact, told, place, Head(position=41, leaf=bytes(range(32)), recorded_at=NOON))

    assert recorded(made.body) == made.event
    assert made.body.encode() == rfc8785.dumps(dict(made.event.envelope))
    assert made.leaf == hashlib.sha256(b"\0" + made.body.encode()).digest()


def test_keys_beyond_the_basic_plane_are_sorted_by_utf_16_units() -> None:
    assert canonical({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'


def test_the_published_example_without_its_floats() -> None:
    sample: dict[str, Plain] = {
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
        "numbers": [10, 0, -1],
        "\u000a": "Newline",
        "1": "One",
    }
    assert canonical(sample).encode() == rfc8785.dumps(sample)


@pytest.mark.parametrize(
    "value", [1.0, 2**53, -(2**53), "e\u0301", {1: "a"}, {"e\u0301": 1}, b"bytes", NOON]
)
def test_what_no_body_may_hold_is_refused(value: object) -> None:
    refuse: Callable[[object], object] = plain  # type: ignore[assignment]
    with pytest.raises(NotCanonicalError):
        refuse({"field": value} if not isinstance(value, dict) else value)


def test_tuples_mappings_and_enumerations_are_read_as_a_parser_would() -> None:
    value = plain(MappingProxyType({"a": ("b", Capacity.CLOCK), "c": MappingProxyType({})}))

    assert value == {"a": ["b", "clock"], "c": {}}
    assert isinstance(value, dict)
    assert canonical(value) == '{"a":["b","clock"],"c":{}}'


def test_all_fields_are_always_there() -> None:
    told = Told(log="x", command=COMMAND, actor=who(SOMEBODY), occurred_at="2026-11")
    fact = Fact(
        stream="jar/1",
        type="MarblePut",
        schema=2,
        data={},
        basis=Basis(article="art. 1", rules=3),
    )
    place = Place(version=1, id=event_id(COMMAND, 0), recorded_at=NOON)

    made = row(fact, told, place, Head())

    assert set(made.event.envelope) == set(FORMS)
    assert made.event.envelope["prev"] == "0" * 64
    assert made.event.envelope["basis"] == {"article": "art. 1", "rules": 3}
    assert made.event.envelope["recorded_at"] == "2026-11-25T12:00:00.000000Z"
    assert made.event.envelope["actor"] == {
        "subject": "p-1",
        "capacity": "secretariat",
        "body": None,
        "method": "gateway",
    }


def test_a_body_too_large_says_by_how_much() -> None:
    told = Told(log="x", command=COMMAND, actor=None, occurred_at="2026")
    fact = Fact(stream="jar/1", type="MarblePut", schema=1, data={"colour": "x" * 60_000})
    place = Place(version=1, id=event_id(COMMAND, 0), recorded_at=NOON)
    with pytest.raises(BodyTooLargeError, match="60000 are allowed"):
        row(fact, told, place, Head())


def test_moments_are_written_in_utc_with_six_digits() -> None:
    ankara = datetime(2026, 11, 25, 15, 0, 0, 1, tzinfo=timezone(timedelta(hours=3)))
    assert instant(ankara) == "2026-11-25T12:00:00.000001Z"


def test_the_id_of_a_late_attempt_depends_on_what_it_asks_for() -> None:
    ids = {attempt_id(COMMAND, bytes([n])) for n in range(3)} | {event_id(COMMAND, 0)}
    assert len(ids) == 4
