"""`minutes`: the draft of the minutes of a plenary session, made of what the register holds."""

import hashlib
from pathlib import Path

from activities.folding import told
from cli.exits import misused, not_found
from cli.folding import assembly_of, folded
from cli.output import Output
from cli.reading import register_of
from domain.case import category, is_stream
from domain.minutes.lines import Entry, Line, Source, draft, text_of, told_elsewhere
from domain.plenary_session.state import CATEGORY
from eventstore.durability import Connection
from eventstore.read import read_stream
from eventstore.work import Recorded


async def minutes(output: Output, data: Path, ref: str) -> int:
    """Print the draft; its hash is that of the text as it is printed, line end included."""
    if not is_stream(ref) or category(ref) != CATEGORY:
        raise misused(f"minutes are of a plenary session, as plenary-session/14, not of {ref!r}")
    async with register_of(data) as connection:
        own = await read_stream(connection, ref)
        if not own:
            raise not_found(f"there is no {ref!r} on record; `plenary list cases` names them")
        others = await _others(connection, own)
        assembly = await assembly_of(connection)
    names = {key: each.country for key, each in assembly.parliaments.items()}
    lines = draft(map(_entry, [*own, *others]), names)
    text = text_of(f"Minutes: {folded(ref, own).title}", lines)
    sha256 = hashlib.sha256(f"{text}\n".encode()).hexdigest()
    output.object({"ref": ref, "sha256": sha256, "lines": list(map(_row, lines))}, text=text)
    output.say(f"sha256 {sha256}")
    return 0


async def _others(connection: Connection, own: list[Recorded]) -> list[Recorded]:
    found: list[Recorded] = []
    for stream in told_elsewhere(map(told, own)):
        found += await read_stream(connection, stream)
    return found


def _entry(event: Recorded) -> Entry:
    source = Source(position=event.position, stream=event.stream, version=event.version)
    return Entry(source=source, occurred_at=event.occurred_at, event=told(event))


def _row(line: Line) -> dict[str, object]:
    return {
        "number": line.number,
        "heading": line.heading,
        "occurred_at": line.occurred_at,
        "text": line.text,
        "events": [
            {"position": each.position, "ref": each.stream, "version": each.version}
            for each in line.sources
        ],
    }
