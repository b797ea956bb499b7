"""The answer to each line of acts, in words and for programs."""

import sys

from cli.fitting import fitted
from cli.output import cell
from cli.refused import refused_words
from cli.sending import Told
from domain.submission import Accepted, Refused

MARGIN = " " * 7
"""Below the answer, behind the number of the line."""


def kind_of(told: Told) -> str:
    """Return in one word what became of a line."""
    return "unreadable" if told.receipt is None else told.receipt.kind


def in_words(told: Told) -> str:
    """Return number, answer, where it stands, act, case, and why if not accepted: one line.

    On a terminal the reason stands below, wrapped to its width.
    """
    act, case = (told.line.envelope.act, told.line.envelope.case) if told.line else ("", "")
    parts = [str(told.number), kind_of(told), where(told), act, case, why(told)]
    if not sys.stdout.isatty():
        return "\t".join(cell(part) for part in parts).rstrip("\t")
    number, answer, position, *rest, reason = parts
    if isinstance(told.receipt, Accepted) and position:
        position = f"recorded at {position}"
    line = f"{number:>5}  {answer:<10}  " + "  ".join(part for part in (position, *rest) if part)
    return f"{line}\n{fitted(MARGIN + cell(reason))}" if reason else line


def where(told: Told) -> str:
    """Return the positions of an accepted act, or the code of another answer."""
    match told.receipt:
        case Accepted(entries=entries) if entries:
            first, last = entries[0].position, entries[-1].position
            return f"{first}" if first == last else f"{first}-{last}"
        case Refused(code=code):
            return code
        case _:
            return told.fault.code if told.fault else ""


def why(told: Told) -> str:
    """Return the sentence of an answer that is not yes, with its article."""
    match told.receipt:
        case Refused() as refused:
            return refused_words(refused)
        case _:
            return told.fault.sentence if told.fault else ""


def as_row(told: Told) -> dict[str, object]:
    """Return what became of a line as programs read it."""
    row: dict[str, object] = {"line": told.number}
    if told.line is not None:
        said = told.line.envelope
        row |= {"act": said.act, "ref": said.case, "command_id": str(told.line.command_id)}
    if isinstance(told.receipt, Accepted):
        return {**row, "ok": True, "answer": "accepted", "data": as_recorded(told.receipt)}
    return {**row, "ok": False, "answer": kind_of(told), "error": _error(told)}


def as_recorded(receipt: Accepted) -> dict[str, object]:
    """Return a receipt, and how far what it says is proved: so far, it is on record."""
    return {**receipt.model_dump(mode="json"), "proved": "recorded"}


def _error(told: Told) -> dict[str, object]:
    if isinstance(told.receipt, Refused):
        said = told.receipt
        return {
            "code": said.code,
            "message": said.sentence,
            "citation": said.citation,
            "missing": list(said.missing),
            "position": said.position,
        }
    code, sentence = (told.fault.code, told.fault.sentence) if told.fault else ("", "")
    return {
        "code": code,
        "message": sentence,
        "citation": "none",
        "missing": [],
        "position": None,
    }
