"""What a command prints: data on standard output, everything else on standard error.

Tables and colour only on a terminal; tab-separated text in a pipe; `--json` for programs.
"""

import codecs
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import TextIO, TypeAlias

from rich.console import Console
from rich.text import Text

from cli.exits import ConsoleError
from cli.fitting import fitted, table
from domain.text import on_one_line

Row: TypeAlias = Mapping[str, object]
Screen: TypeAlias = Mapping[str, Callable[[Row], str]]
_AS_THEY_ARE: Screen = MappingProxyType({})
_ESCAPED = "plenary.escaped"


@dataclass(frozen=True, kw_only=True)
class Head:
    """How far the register reaches: the last position and its leaf, in hex."""

    position: int = 0
    leaf: str = ""


@dataclass(frozen=True, kw_only=True)
class Output:
    """The two ways out of a command, one for programs and one for people."""

    as_json: bool = False
    quiet: bool = False

    def say(self, sentence: str) -> None:
        """Tell people what goes on."""
        if not self.quiet:
            sys.stderr.write(_for_people(sentence, sys.stderr) + "\n")
            sys.stderr.flush()

    def object(
        self,
        data: object,
        *,
        head: Head | None = None,
        text: str = "",
        warnings: Sequence[str] = (),
    ) -> None:
        """Give one object to programs, or its text to people."""
        if self.as_json:
            write_json({"ok": True, "data": data, **_head(head), "warnings": list(warnings)})
        else:
            write_line(_for_people(text, sys.stdout))

    def good_news(self, text: str) -> None:
        """Give people a sentence in green, where there is colour."""
        shown = Text(_for_people(text, sys.stdout), style="green")
        Console(highlight=False, soft_wrap=True).print(shown)

    def failure(self, error: ConsoleError, data: Row) -> None:
        """Give programs an error together with what was found."""
        write_json({"ok": False, "error": error_object(error), "data": data})

    def rows(
        self, rows: Iterable[Row], *, columns: Sequence[str], screen: Screen = _AS_THEY_ARE
    ) -> None:
        """Give a sequence: one JSON object a line, tab-separated lines, or a table.

        `screen` says what a table shows where the columns themselves would be too wide for it.
        """
        if self.as_json:
            for row in rows:
                write_json(row)
        elif on_terminal():
            shown = screen or {name: _column(name) for name in columns}
            _print_table([{title: show(row) for title, show in shown.items()} for row in rows])
        else:
            for row in rows:
                write_line("\t".join(cell(row.get(name)) for name in columns))

    def goes_on(self, cursor: str, sentence: str) -> None:
        """Say after the rows that there are more: a last object for programs, or a sentence."""
        if self.as_json:
            write_json({"next_cursor": cursor})
        else:
            self.say(sentence)


def on_terminal(stream: TextIO | None = None) -> bool:
    """Tell whether people read a stream as it comes; standard output if none is named."""
    return (stream or sys.stdout).isatty()


def write_json(value: object) -> None:
    """Write one value as one line of JSON."""
    write_line(json.dumps(value, ensure_ascii=False, default=str))


def write_line(text: str) -> None:
    """Write one line of data."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def show_all_characters() -> None:
    """Let both streams take every text: what their encoding lacks is written as JSON escapes it.

    So an answer for programs stays JSON, in whatever encoding, and half a surrogate pair is shown.
    """
    codecs.register_error(_ESCAPED, _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_ESCAPED)


def _escaped(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return json.dumps(fault.object[fault.start : fault.end])[1:-1], fault.end


def cell(value: object) -> str:
    """Return a value as the text of one cell: a single line."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return on_one_line(value)
        case list() | tuple():
            return ", ".join(cell(each) for each in value)
        case Mapping():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def error_object(error: ConsoleError, *, reference: str | None = None) -> dict[str, object]:
    """Return an error as programs read it."""
    return {
        "code": error.code,
        "message": error.sentence,
        "citation": error.citation,
        "missing": list(error.missing),
        "reference": reference,
    }


def report(error: ConsoleError, *, as_json: bool, reference: str | None = None) -> None:
    """Say one clear sentence on standard error; in JSON also one object on standard output."""
    if as_json:
        told = {"ok": False, "error": error_object(error, reference=reference)}
        with suppress(OSError):  # nobody takes what we write: the sentence below still says it
            write_json(told if error.position is None else {**told, "position": error.position})
    sys.stderr.write(_for_people(f"plenary: {error.words}", sys.stderr) + "\n")


def _for_people(text: str, stream: TextIO) -> str:
    """Return a text as it is, and on a terminal wrapped at words to its width."""
    return fitted(text) if on_terminal(stream) else text


def _head(head: Head | None) -> dict[str, object]:
    return {} if head is None else {"position": head.position, "head": head.leaf}


def _column(name: str) -> Callable[[Row], str]:
    return lambda row: cell(row.get(name))


def _print_table(rows: Sequence[Mapping[str, str]]) -> None:
    if not rows:
        sys.stderr.write("nothing\n")
        return
    console = Console(file=sys.stdout, highlight=False)
    console.print(table(rows, console.width))
