"""`show`, `timeline`, `replay`: a case as it stands or stood, and how it came to it."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path
from shutil import get_terminal_size
from textwrap import fill

from activities.folding import CaseFold, as_case
from cli.choosing import named
from cli.exits import not_found
from cli.folding import folded
from cli.moments import AsOf, day_of, moment_of, position_of, today
from cli.on_record import events_of
from cli.output import Head, Output, on_terminal, write_line
from cli.plain import page, plain
from cli.reading import register_of
from cli.sealed import proved
from cli.sentences import as_row, sentence, told, who
from cli.treaty_chart import lines
from domain.case import Case
from domain.catalogue import EVENTS
from domain.text import on_one_line
from domain.treaty.chart import chart
from domain.treaty.state import Treaty
from domain.vote.result_sheet import result_sheet
from domain.vote.state import Vote
from eventstore.durability import Connection
from eventstore.read import head, read_all
from eventstore.work import Recorded

EVERYTHING = "all"


async def show(
    output: Output, data: Path, ref: str, at: str | None, effective: str | None = None
) -> int:
    """Show a case as it stands, or as the register had it; with a day, what had happened by it.

    An answer about the past says as of when it is.
    """
    moment = moment_of(at)
    day = None if effective is None else day_of(effective, asked="--effective")
    async with register_of(data) as connection:
        position = await position_of(connection, moment)
        events = _effective(await events_of(connection, ref, position), day)
        end = await head(connection)
        how_far, _ = await proved(connection, events[-1].position)
    seen = end.position if position is None else position
    as_of = AsOf(position=seen, moment=moment, effective=day)
    case, last = folded(ref, events), events[-1]
    parts, told_of_parts = _parts(case, day or today())
    shown = {
        "ref": ref,
        "as_of": as_of.told(),
        "stage": case.stage.value,
        "version": case.version,
        "concluded": case.concluded,
        "last_event": as_row(last),
        "proved": how_far,
        "case": plain(case),
        **parts,
    }
    text = [
        f"{ref}  {on_one_line(case.title)}".rstrip(),
        *as_of.lines(),
        f"stage: {case.stage.value}",
    ]
    text += [f"version: {case.version}", f"last event: {sentence(last).strip()}"]
    text += [f"proved: {how_far}", ""]
    own = {name: each for name, each in _fields(case).items() if name not in _SAID}
    output.object(
        shown,
        head=Head(position=end.position, leaf=end.leaf.hex()),
        text="\n".join([*text, *told_of_parts, *page(own)]),
    )
    return 0


def _parts(case: Case, on: date) -> tuple[dict[str, object], list[str]]:
    """Return the table that a vote or a treaty has besides its fields, for programs and people."""
    match case:
        case Vote():
            sheet = result_sheet(case)
            return {"result_sheet": plain(sheet)}, [*sheet.lines(), ""]
        case Treaty():
            rows = chart(case, on)
            return {"chart": plain(rows)}, [*lines(case, rows), ""]
        case _:
            return {}, []


async def timeline(output: Output, data: Path, ref: str, kinds: Sequence[str] = ()) -> int:
    """Give the events of a case, one line each: all, or those of some kinds."""
    for kind in kinds:
        named(kind, sorted(EVENTS), "is no kind of event")
    async with register_of(data) as connection:
        told_of = await events_of(connection, ref)
    events = [each for each in told_of if not kinds or each.type in kinds]
    if output.as_json:
        output.rows(map(as_row, events), columns=())
        return 0
    rows = [
        {
            "position": event.position,
            "occurred": event.occurred_at,
            "by": who(event),
            "what": told(event),
        }
        for event in events
    ]
    output.rows(rows, columns=("position", "occurred", "by", "what"))
    return 0


async def replay(output: Output, data: Path, scope: str, at: str | None) -> int:
    """Step through a case, or through all, folding as it goes; a sentence per event."""
    moment = moment_of(at)
    async with register_of(data) as connection:
        position = await position_of(connection, moment)
        cases: dict[str, Case] = {}
        async for event in _scope(connection, scope, position):
            before = cases.get(event.stream) or as_case(CaseFold().begin(event.stream))
            cases[event.stream] = as_case(CaseFold().evolve(before, event))
            _tell(output, event, before, cases[event.stream])
    return 0


_MARGIN = " " * 8
_SAID = frozenset({"stream", "title", "stage", "version"})


def _fields(case: Case) -> dict[str, object]:
    shown = plain(case)
    return shown if isinstance(shown, dict) else {}


def _tell(output: Output, event: Recorded, before: Case, after: Case) -> None:
    if output.as_json:
        output.rows([{**as_row(event), "stage": after.stage.value}], columns=())
        return
    write_event(event, f"  -> {after.stage.value}" if after.stage is not before.stage else "")


def write_event(event: Recorded, moved: str = "") -> None:
    """Write an event for people: two lines or more on a terminal, a long one in a pipe."""
    if on_terminal():
        when = f"{event.position:>6}  {event.occurred_at[:10]}"
        write_line(f"{when}  {event.stream}  {who(event)}{moved}")
        width = get_terminal_size().columns
        write_line(fill(told(event), width, initial_indent=_MARGIN, subsequent_indent=_MARGIN))
    else:
        write_line(f"{sentence(event)}  [{event.stream}]{moved}")


async def _scope(
    connection: Connection, scope: str, position: int | None
) -> AsyncIterator[Recorded]:
    if scope == EVERYTHING:
        async for event in read_all(connection, up_to=position):
            yield event
        return
    for event in await events_of(connection, scope, position):
        yield event


def _effective(events: list[Recorded], day: date | None) -> list[Recorded]:
    """Return what had happened and held by a day, whenever it was recorded."""
    if day is None:
        return events
    held = [event for event in events if holds_from(event) <= day.isoformat()]
    if not held:
        raise not_found(
            f"nothing of it had happened by {day}; the first is of "
            f"{events[0].occurred_at[:10]}: {told(events[0])}"
        )
    return held


def holds_from(event: Recorded) -> str:
    """Return the day of an event, or the later one from which it holds."""
    kind = EVENTS.get(event.type)
    effect = "" if kind is None or kind.effect is None else str(event.data[kind.effect])
    return max(event.occurred_at[:10], effect)
