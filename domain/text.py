"""Text: what may enter the record (normal form C, visible characters), and numbers in words."""

import json
import unicodedata

BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


MOST_MARKS = 30
"""So many combining marks on one character (UAX #15, Stream-Safe Text): more are no writing, and
to put thousands in their order takes seconds."""


def clean(text: str) -> str:
    """Return `text` in NFC; refuse control characters, bidirectional overrides, surrogates.

    Also refused are more than 30 combining marks in a row.
    """
    if not text.isascii() and (place := _too_many_marks(text)) is not None:
        raise ValueError(
            f"character {place + 1} is the {MOST_MARKS + 1}st combining mark in a row; "
            "remove it and send again"
        )
    if text.isprintable():  # neither control, format nor surrogate characters
        return unicodedata.normalize("NFC", text)
    for place, character in enumerate(text):
        if (fault := _fault(character)) is not None:
            raise ValueError(f"character {place + 1} is {fault}; remove it and send again")
    return unicodedata.normalize("NFC", text)


def _too_many_marks(text: str) -> int | None:
    """Return the place of the first mark that is one too many, or None where there is none."""
    if not any(map(unicodedata.combining, text)):
        return None
    run = 0
    for place, character in enumerate(text):
        run = run + 1 if unicodedata.combining(character) else 0
        if run > MOST_MARKS:
            return place
    return None


def _fault(character: str) -> str | None:
    if character == "\n":
        return None
    if character in BIDI_OVERRIDES:
        return f"a bidirectional override (U+{ord(character):04X})"
    match unicodedata.category(character):
        case "Cc":
            return f"a control character (U+{ord(character):04X})"
        case "Cs":
            return f"half of a surrogate pair (U+{ord(character):04X})"
        case _:
            return None


def json_fault(fault: json.JSONDecodeError) -> str:
    """Return what is wrong with a JSON text, and at which character, counted from 1."""
    return f"{fault.msg.removesuffix(' at')} at character {fault.pos + 1}"


def on_one_line(text: str) -> str:
    """Return a text without line breaks: what is told in a line cannot begin another one."""
    return " ".join(text.split())


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, which is regular: `1 event`, `1,204 events`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
