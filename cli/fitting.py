"""What people read on a terminal: lines wrapped at words, and tables that fit its width.

Dates, times and numbers are never cut and never fold; what is too wide elsewhere folds.
"""

import re
from collections.abc import Mapping, Sequence
from shutil import get_terminal_size
from textwrap import TextWrapper

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

GAP = 2
TEXT, NAME, LEAST = 16, 12, 4
"""How narrow a column becomes, one after the other: of sentences, of names, of either."""

_WHOLE = re.compile(
    r"(?<![\w/-])\d{4}-\d{2}(?:-\d{2})?(?:[T ]\d{2}:\d{2}[\d:.]*(?:Z|[+-]\d{2}:\d{2})?)?(?![\w/])"
    r"|^[-\d.,]+$"
)


def fitted(text: str, width: int | None = None) -> str:
    """Return a text whose long lines are wrapped at words; what has no spaces stays whole."""
    wide = width or get_terminal_size().columns
    return "\n".join(
        _wrapped(line, wide) if cell_len(line) > wide else line for line in text.split("\n")
    )


def table(rows: Sequence[Mapping[str, str]], width: int) -> Table:
    """Return rows as a table of that width; a column in which nothing stands is left out."""
    names = [name for name in rows[0] if any(row[name] for row in rows)]
    columns = [[name.replace("_", " "), *(row[name] for row in rows)] for name in names]
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for (title, *_), wide in zip(columns, _widths(columns, width), strict=True):
        drawn.add_column(title, width=wide, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(row[name]) for name in names))
    return drawn


def _wrapped(line: str, width: int) -> str:
    margin = line[: len(line) - len(line.lstrip())]
    wrapper = TextWrapper(
        width=width, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.fill(line)


def _widths(columns: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return how wide each column is: as it asks, or narrower, the widest first."""
    widths = [max(map(_width, column)) for column in columns]
    whole = [max(map(_whole, column)) for column in columns]
    spoken = [any(" " in each for each in column[1:]) for column in columns]
    room = width - GAP * (len(columns) - 1)
    for least, narrowed in ((TEXT, (True,)), (NAME, (False,)), (LEAST, (True, False))):
        floors = [
            max(least, kept) if told in narrowed else wide
            for wide, kept, told in zip(widths, whole, spoken, strict=True)
        ]
        _narrow(widths, floors, room)
    return widths


def _narrow(widths: list[int], floors: Sequence[int], room: int) -> None:
    """Take from the widest column that is above its floor, until all fit or none is."""
    excess = sum(widths) - room
    while excess > 0:
        above = [place for place, wide in enumerate(widths) if wide > floors[place]]
        if not above:
            return
        widths[max(above, key=widths.__getitem__)] -= 1
        excess -= 1


def _width(text: str) -> int:
    return max(map(cell_len, text.split("\n")))


def _whole(text: str) -> int:
    """Return the length of the longest date, time or number in a cell; 0 where there is none."""
    return max((len(each.group()) for each in _WHOLE.finditer(text)), default=0)
