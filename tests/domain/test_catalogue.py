"""The catalogue: every event has a class for each field, and commands and events fit together."""

import json
from typing import Annotated, ClassVar, Literal, get_args, get_origin, get_type_hints

import pytest

from domain.catalogue import ACTS, COMMANDS, EVENTS
from domain.field_classes import (
    PUBLIC_TEXT,
    FieldClass,
    UnclassedFieldError,
    field_class,
    free_text,
)
from domain.messages import COMMITTED, CaseKey, Command, Event, Key, Message, Text
from domain.rules import PARAMETERS
from eventstore.migrate import read_migrations

NAMES_OF_PERSONS = {"official_name", "contact", "person", "email", "phone", "address"}


class VisitorReceived(Event):
    """An event that somebody adds without a thought for who is named in it."""

    type: Literal["VisitorReceived"] = "VisitorReceived"
    parliament: Key
    visitor: Text


class BadgeIssued(Event):
    """An event that somebody adds with a name that law may order erased."""

    personal: ClassVar = ("bearer",)
    type: Literal["BadgeIssued"] = "BadgeIssued"
    bearer: str


def is_committed(hint: object) -> bool:
    if get_origin(hint) is Annotated and COMMITTED in get_args(hint)[1:]:
        return True
    return any(is_committed(each) for each in get_args(hint))


def committed(kind: type[Message]) -> set[str]:
    hints = get_type_hints(kind, include_extras=True)
    return {name for name in kind.model_fields if is_committed(hints[name])}


def test_each_field_of_each_event_is_classed() -> None:
    for kind in EVENTS.values():
        for name in kind.model_fields:
            assert field_class(kind, name) in FieldClass


def test_a_new_field_of_free_text_is_an_error_until_it_is_classed() -> None:
    with pytest.raises(UnclassedFieldError, match=r"VisitorReceived\.visitor holds free text"):
        field_class(VisitorReceived, "visitor")

    assert field_class(VisitorReceived, "parliament") is FieldClass.PUBLIC


def test_the_table_of_public_text_names_nothing_that_is_not_there() -> None:
    there = {f"{name}.{field}" for name, kind in EVENTS.items() for field in free_text(kind)}

    assert there >= PUBLIC_TEXT


def test_what_is_public_is_neither_personal_nor_official() -> None:
    for name, kind in EVENTS.items():
        kept = {f"{name}.{field}" for field in (*kind.personal, *kind.official)}
        assert not kept & PUBLIC_TEXT
        assert not set(kind.personal) & set(kind.official)
        assert {*kind.personal, *kind.official} <= set(kind.model_fields)


def test_no_field_that_names_a_person_is_public() -> None:
    for kind in EVENTS.values():
        named = NAMES_OF_PERSONS & set(kind.model_fields)
        assert FieldClass.PUBLIC not in {field_class(kind, each) for each in named}


@pytest.mark.parametrize(
    "kind", [*EVENTS.values(), *COMMANDS.values()], ids=lambda each: each.__name__
)
def test_a_personal_field_is_a_commitment_and_a_commitment_is_personal(
    kind: type[Event] | type[Command],
) -> None:
    assert committed(kind) == set(kind.personal)


def test_a_personal_field_in_plain_text_would_be_noticed() -> None:
    assert committed(BadgeIssued) != set(BadgeIssued.personal)


def test_each_name_is_the_name_of_its_class() -> None:
    for names in (COMMANDS, EVENTS):
        assert all(name == kind.__name__ for name, kind in names.items())
    assert not set(COMMANDS) & set(EVENTS)


def test_each_act_says_in_which_capacities_one_may_ask_for_it() -> None:
    assert [name for name, kind in COMMANDS.items() if not kind.by] == []
    assert set(COMMANDS) - set(ACTS) == {"PassDeadline"}


def test_each_rule_that_governs_an_act_is_a_parameter() -> None:
    rules = {kind.rule for kind in COMMANDS.values() if kind.rule is not None}

    assert rules <= set(PARAMETERS)


def test_no_field_of_a_message_can_hold_a_float() -> None:
    for kind in (*COMMANDS.values(), *EVENTS.values()):
        assert '"type": "number"' not in json.dumps(kind.model_json_schema())


class Named(Message):
    """A key that names a case."""

    key: CaseKey


@pytest.mark.parametrize("key", ["a_b", "a.b", "legal_affairs.2"])
def test_a_key_that_could_not_stand_in_the_name_of_a_case_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="it becomes part of the names of cases"):
        Named(key=key)

    assert Named(key="legal-affairs").key == "legal-affairs"


def test_the_register_knows_of_each_event_which_it_erases_persons_from() -> None:
    """Migration 0006 finds them by their type: another one needs a migration that names it too."""
    personal = {name for name, kind in EVENTS.items() if kind.personal}
    migration = next(each for each in read_migrations() if each.name == "0006_persons_by_subject")
    assert all(f"type = '{name}'" in migration.text for name in personal)
    assert personal == {"PersonRegistered"}
