"""Signed notes (C2SP signed-note): a text, an empty line, and a line per signature. Pure."""

import base64
import binascii
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

MOST_SIGNATURES = 64
_DASH = "\u2014 "
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
KEY_ID_BYTES = 4
_MOST_DIGITS = 19


class NoteError(ValueError):
    """A note that is not well-formed, or not signed as it must be."""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One signature line: whose key it names, and the bytes behind the key's id."""

    name: str
    key_id: bytes
    raw: bytes

    @property
    def line(self) -> str:
        """Return the line with its end."""
        return f"{_DASH}{self.name} {encoded(self.key_id + self.raw)}\n"

    @classmethod
    def read(cls, line: str) -> Self:
        """Read a line without its end; raise `NoteError` where it is not one."""
        name, _, rest = line.removeprefix(_DASH).partition(" ")
        check_name(name)
        raw = decoded(rest)
        if not line.startswith(_DASH) or len(raw) <= KEY_ID_BYTES:
            raise NoteError(f"this is no signature line: {line[:60]!r}")
        return cls(name=name, key_id=raw[:KEY_ID_BYTES], raw=raw[KEY_ID_BYTES:])


@dataclass(frozen=True, kw_only=True)
class Note:
    """A text that ends in a newline, and its signatures."""

    text: str
    signatures: Sequence[Signature]

    @property
    def whole(self) -> str:
        """Return the note as it is stored and sent."""
        return f"{self.text}\n{''.join(each.line for each in self.signatures)}"

    @classmethod
    def read(cls, note: str) -> Self:
        """Read a note; raise `NoteError` where it is not well-formed to the last byte."""
        if _CONTROL.search(note) or not note.endswith("\n"):
            raise NoteError("a note has no control characters and ends with a newline")
        text, found, signed = note.rpartition("\n\n")
        lines = signed.removesuffix("\n").split("\n")
        if not found or not text or len(lines) > MOST_SIGNATURES:
            raise NoteError("a note is a text, an empty line and a line per signature")
        return cls(text=f"{text}\n", signatures=[Signature.read(line) for line in lines])


def check_name(name: str) -> None:
    """Raise `NoteError` unless a key may bear this name."""
    if not name or "+" in name or any(each.isspace() or _is_space(each) for each in name):
        raise NoteError(f"a key's name is not empty and has no space and no plus: {name!r}")


def decoded(text: str) -> bytes:
    """Return what is encoded; refuse a second spelling of the same bytes (RFC 4648, 3.5)."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError(f"this is not base64: {text[:60]!r}") from error
    if encoded(raw) != text:
        raise NoteError(f"this is not the one base64 of its bytes: {text[:60]!r}")
    return raw


def encoded(raw: bytes) -> str:
    """Return the base64 of some bytes."""
    return base64.b64encode(raw).decode()


def is_size(text: str) -> bool:
    """Tell whether a text is a whole number of 63 bits in its one decimal spelling."""
    is_short = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return is_short and str(int(text)) == text and int(text) < 2**63


def _is_space(character: str) -> bool:
    return unicodedata.category(character).startswith("Z")
