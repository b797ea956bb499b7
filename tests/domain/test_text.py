"""Text that may enter the record: visible, in normal form C."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text import BIDI_OVERRIDES, clean

SOUND = st.text(st.characters(exclude_categories=("Cc", "Cs"))).map(
    lambda text: "".join(each for each in text if each not in BIDI_OVERRIDES)
)


@given(SOUND)
def test_sound_text_is_taken_in_normal_form_c_and_then_stays_the_same(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)
    assert clean(clean(text)) == clean(text)


@given(SOUND, st.sampled_from(["\0", "\t", "\r", "\x1b", "\x7f", "\x85"]), SOUND)
def test_a_control_character_is_named_with_its_place(before: str, bad: str, after: str) -> None:
    with pytest.raises(ValueError, match=rf"character {len(before) + 1} is a control character"):
        clean(before + bad + after)


@given(SOUND, st.integers(0xD800, 0xDFFF))
def test_half_of_a_surrogate_pair_is_refused(before: str, point: int) -> None:
    with pytest.raises(ValueError, match=rf"half of a surrogate pair \(U\+{point:04X}\)"):
        clean(before + chr(point))


@pytest.mark.parametrize("override", sorted(BIDI_OVERRIDES))
def test_text_cannot_be_made_to_read_backwards(override: str) -> None:
    with pytest.raises(ValueError, match="a bidirectional override"):
        clean(f"adopted{override}detcejer")


def test_lines_may_be_broken() -> None:
    assert clean("one\ntwo") == "one\ntwo"


def test_marks_upon_marks_are_no_writing() -> None:
    stacked = "q" + "\u0316\u0301" * 15
    assert clean(stacked) == unicodedata.normalize("NFC", stacked)
    with pytest.raises(ValueError, match="character 32 is the 31st combining mark in a row"):
        clean(stacked + "\u0301")
    with pytest.raises(ValueError, match="combining mark"):
        clean("q" + "\u0301" * 12_300 + "\u0316" * 12_300)
