"""`uptake` and `path`: what parliaments made of a model law, and how far a bill has come."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from activities.folding import as_case
from cli.exits import not_found
from cli.folding import folded
from cli.moments import day_or_today, today
from cli.on_record import events_of
from cli.output import Head, Output, Row
from cli.reading import register_of
from domain.assembly.state import STREAM, Assembly
from domain.case import Case
from domain.model_law.state import CATEGORY as LAW
from domain.model_law.state import ModelLaw, track_stream
from domain.national_track.outlook import PathStep, outlook
from domain.national_track.state import CATEGORY as TRACK
from domain.national_track.state import NationalTrack
from domain.national_track.uptake_register import UptakeRegister, uptake_register
from eventstore.durability import Connection
from eventstore.read import head

COLUMNS = (
    "parliament",
    "territory",
    "progress",
    "grade",
    "year",
    "in_force_on",
    "national_act",
    "stale",
)
STEPS = ("step", "taken_on", "due", "limit", "majority", "missing")


async def uptake(output: Output, data: Path, ref: str) -> int:
    """Show the uptake register of a model law, as of today and as known at a position."""
    async with register_of(data) as connection:
        law = await _law(connection, ref)
        tracks = [
            track
            for name in law.parliaments
            if isinstance(
                track := await _case(connection, track_stream(law.stream, name)), NationalTrack
            )
        ]
        end = await head(connection)
    register = uptake_register(law, tracks, as_of=today())
    known = Head(position=end.position, leaf=end.leaf.hex())
    output.object(_shown(register), head=known, text=_text(register, end.position))
    return 0


async def path(output: Output, data: Path, ref: str, on: str | None) -> int:
    """Show the path of a bill in its parliament, step by step, as of a day."""
    day = day_or_today(on, asked="--on")
    async with register_of(data) as connection:
        track, assembly = await _case(connection, ref), await _case(connection, STREAM)
    if not isinstance(track, NationalTrack):
        raise not_found(f"{ref} is no national track: name one, as {TRACK}/2026-014/az")
    if not isinstance(assembly, Assembly):
        raise TypeError(f"{STREAM} is a {type(assembly).__name__}")
    steps = outlook(track, assembly, day)
    output.rows(map(_row, steps), columns=STEPS)
    return 0


def _row(step: PathStep) -> Row:
    return {name: str(value) if value else "" for name, value in asdict(step).items()} | {
        "citations": "; ".join(step.citations)
    }


def _shown(register: UptakeRegister) -> dict[str, object]:
    every = register.every_line
    lines = [{name: _plain(value) for name, value in asdict(each).items()} for each in every]
    return {
        "law": register.law,
        "title": register.title,
        "as_of": register.as_of.isoformat(),
        "formula": register.formula if register.lines else "it was sent to no parliament",
        "lines": lines,
    }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _text(register: UptakeRegister, position: int) -> str:
    shown = _shown(register)
    head_line = f"{register.law}  {register.title}".rstrip()
    known = f"as of {register.as_of}, as known at position {position}"
    return "\n".join([head_line, known, str(shown["formula"]), "", *_table(register)])


def _table(register: UptakeRegister) -> Iterable[str]:
    for line in register.every_line:
        told = asdict(line)
        said = (f"{name}: {_plain(told[name])}" for name in COLUMNS[1:] if told[name])
        yield f"{line.parliament}  {'; '.join(said)}"
        if line.coverage:
            yield f"    {line.coverage}"


async def _law(connection: Connection, ref: str) -> ModelLaw:
    law = await _case(connection, ref)
    if not isinstance(law, ModelLaw):
        raise not_found(f"{ref} is no model law: name one, as {LAW}/2026-014")
    return law


async def _case(connection: Connection, ref: str) -> Case:
    events = await events_of(connection, ref)
    return as_case(folded(ref, events))
