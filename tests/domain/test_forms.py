"""The forms that fields ask for: every pattern of an act has words, and no words are left over."""

import re
from collections.abc import Iterator

import pytest

from domain.catalogue import ACTS
from domain.forms import FORMS, form_of


def patterns(schema: object) -> Iterator[str]:
    """Yield the patterns anywhere in a JSON Schema."""
    if isinstance(schema, dict):
        if isinstance(found := schema.get("pattern"), str):
            yield found
        for each in schema.values():
            yield from patterns(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from patterns(each)


def test_every_pattern_of_an_act_is_said_in_words() -> None:
    asked = {each for act in ACTS.values() for each in patterns(act.model_json_schema())}

    assert asked == set(FORMS)


@pytest.mark.parametrize("pattern", [each for each in FORMS if ", as " in FORMS[each]])
def test_every_example_has_the_form(pattern: str) -> None:
    said = FORMS[pattern].rpartition(", as ")[2]
    examples = [each for each in re.split(r", | or ", said) if each != "a SHA-256"]

    assert all(re.search(pattern, each) for each in examples), examples


def test_a_pattern_without_words_is_shown_itself() -> None:
    assert form_of("^x$") == "the pattern ^x$"
