"""Minutes on paper: PDF/A-2a for the archive, PDF/UA-1 for readers; the same record, the same file.

ISO 19005-2 and ISO 14289-1. The fonts are those that the typesetter brings, so that no machine
sets them otherwise.
"""

import itertools
import json
from pathlib import Path

import typst

from cli.drafted_minutes import Minutes
from cli.exits import ConsoleError, Exit

TEMPLATE = Path(__file__).with_name("minutes.typ")
NO_LETTER = "could not be displayed"


class NotOnPaperError(ConsoleError):
    """A text has a letter that none of our fonts shows: nothing is written."""

    def __init__(self, minutes: Minutes, fault: str) -> None:
        """Name the minutes and the letter."""
        super().__init__(
            "not-on-paper",
            f"{minutes.ref} cannot be set on paper: {fault}. "
            f"`plenary minutes {minutes.ref}` shows its text",
            exit_code=Exit.UNEXPECTED,
        )


def on_paper(minutes: Minutes) -> bytes:
    """Return the minutes as a PDF file; raise `NotOnPaperError` where a letter cannot be shown."""
    try:
        return typst.compile(
            TEMPLATE,
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            sys_inputs={"minutes": json.dumps(_told(minutes), ensure_ascii=False)},
            ignore_system_fonts=True,
            timestamp=int(minutes.drawn_from.timestamp()),
        )
    except typst.TypstError as fault:
        if NO_LETTER not in str(fault):
            raise
        raise NotOnPaperError(minutes, str(fault)) from fault


def _told(minutes: Minutes) -> dict[str, object]:
    return {
        "log": minutes.log,
        "title": minutes.title,
        "sha256": minutes.sha256,
        "parts": [
            (
                heading,
                [
                    {
                        "number": line.number,
                        "day": line.day,
                        "text": line.text,
                        "events": line.references,
                    }
                    for line in lines
                ],
            )
            for heading, lines in itertools.groupby(minutes.lines, lambda line: line.heading)
        ],
    }
