"""Whatever is wrong with a field of an act is said in our words, not in those of a library."""

import pytest
from pydantic import ValidationError

from domain.catalogue import ACTS
from domain.fault_words import WORDS, in_words
from domain.messages import Command

WRONG: list[object] = [
    *("", "x", "1", "2025-99-99", "🙂"),
    *(0, 1, -5, 10**30, 1.5, float("inf"), float("nan"), True, None),
    *([], ["x"], [1], [["x"]], [{"a": 1}], {}, {"a": 1}, {"x": {}}),
]
OURS = {*WORDS, "value_error"}
"""A `value_error` is raised by our own code, in a sentence of its own."""


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_every_fault_of_every_field_has_words_of_ours(act: type[Command]) -> None:
    for field in act.model_fields:
        for value in WRONG:
            try:
                act.model_validate({field: value})
            except ValidationError as error:
                faults = error.errors()
                assert [each for each in faults if each["type"] not in OURS] == []
                assert all(in_words(each, part="field") for each in faults)


def test_a_number_and_a_word_are_asked_for_plainly() -> None:
    with pytest.raises(ValidationError) as raised:
        ACTS["AnnounceNextHost"].model_validate({"year": 1, "place": "x", "parliament": "az"})

    said = {each["loc"][0]: in_words(each, part="field") for each in raised.value.errors()}
    assert said["year"] == "should be 1900 or more"
