"""`compute`: the rules of the product put to cases from outside, one JSON object a line."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import cast

from cli.compute_workers import all_answered
from cli.computing import Answerer, LineError, check_object, read_message
from cli.exits import ConsoleError, Exit, misused, not_found
from cli.line_reader import BYTE_ORDER_MARK, LineReader, Source
from cli.sources import opened
from domain.day_counting.calendars import CalendarLine, Calendars
from domain.procedure import Procedure
from domain.procedure_maps import ProcedureMap


class Kind(StrEnum):
    """What can be computed."""

    VOTE = "vote"
    DATE = "date"
    PLAN = "plan"
    ENTRY_INTO_FORCE = "entry-into-force"
    PROCEDURE = "procedure"


def compute(name: str, source: str, *, calendar: Path | None, chart: Path | None) -> int:
    """Answer each line of a file or of standard input; 2 where some could not be read."""
    if name not in list(Kind):
        raise misused(f"there is nothing called {name!r} to compute; there are {', '.join(Kind)}")
    kind = Kind(name)
    answerer = Answerer(name=kind.value, beside=_beside(kind, calendar, chart))
    lines = unreadable = 0
    with opened(source) as lines_in:
        for answered in all_answered(LineReader(cast("Source", lines_in)), answerer):
            sys.stdout.buffer.write(answered.text)
            sys.stdout.buffer.flush()
            lines += answered.lines
            unreadable += answered.unreadable
    if not unreadable:
        return Exit.DONE
    sys.stderr.write(
        f"plenary: {unreadable} of {lines} lines could not be read; the answer to each says why\n"
    )
    return Exit.USAGE


def _beside(kind: Kind, calendar: Path | None, chart: Path | None) -> tuple[object, ...]:
    """Return what a calculator needs beside its lines."""
    if calendar is not None and kind not in _WITH_CALENDAR:
        raise misused(f"--calendar is for {' and '.join(_WITH_CALENDAR)}, not for {kind}")
    if chart is not None and kind is not Kind.PROCEDURE:
        raise misused(f"--map is for {Kind.PROCEDURE}, not for {kind}")
    if kind is Kind.PROCEDURE:
        if chart is None:
            raise misused("give the map of the procedure with --map FILE")
        return (Procedure(read_map(chart)),)
    return (read_calendars(calendar),) if calendar else ()


_WITH_CALENDAR = (Kind.DATE, Kind.PLAN)


def read_map(path: Path) -> ProcedureMap:
    """Return the map of a file; raise `ConsoleError` where it is none."""
    text = _bytes(path)
    try:
        check_object(text)
        return cast("ProcedureMap", read_message(ProcedureMap, text))
    except LineError as fault:
        raise _unreadable("map", f"{path}: {fault}") from None


def read_calendars(path: Path) -> Calendars:
    """Return the calendars of a file, one day of a body a line."""
    return Calendars(_calendar_lines(path))


def _calendar_lines(path: Path) -> Iterator[CalendarLine]:
    for number, line in enumerate(_bytes(path).split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            check_object(line)
            yield cast("CalendarLine", read_message(CalendarLine, line))
        except LineError as fault:
            raise _unreadable("calendar", f"{path}, line {number}: {fault}") from None


def _unreadable(what: str, sentence: str) -> ConsoleError:
    return ConsoleError(
        f"{what}-unreadable",
        f"{sentence}; nothing was computed, correct the {what} and begin again",
        exit_code=Exit.USAGE,
    )


def _bytes(path: Path) -> bytes:
    if path.is_dir() or not path.exists():
        raise not_found(f"there is no file {path}")
    return path.read_bytes().removeprefix(BYTE_ORDER_MARK)
