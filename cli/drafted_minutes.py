"""The draft of the minutes of a plenary session, as the register has it at some position."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from activities.folding import told
from cli.folding import assembly_of, folded
from cli.on_record import events_of
from domain.minutes.lines import Entry, Line, Source, draft, text_of, told_elsewhere
from domain.text import on_one_line
from eventstore.canonical import Plain
from eventstore.durability import Connection
from eventstore.read import read_stream
from eventstore.work import Recorded


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """The draft, what it is called, and where it comes from."""

    ref: str
    log: str
    title: str
    lines: Sequence[Line]
    drawn_from: datetime
    """When the last event was recorded that a line stands on."""

    @property
    def text(self) -> str:
        """What is printed."""
        return text_of(self.title, self.lines)

    @property
    def sha256(self) -> str:
        """The hash of the text as it is printed, line end included."""
        return hashlib.sha256(f"{self.text}\n".encode()).hexdigest()

    @property
    def plain(self) -> dict[str, Plain]:
        """The same for programs."""
        return {"ref": self.ref, "sha256": self.sha256, "lines": list(map(_row, self.lines))}


async def minutes_of(connection: Connection, ref: str, up_to: int | None = None) -> Minutes:
    """Return the minutes of a plenary session as of a position; raise where it had no event."""
    own = await events_of(connection, ref, up_to)
    others = [
        event
        for stream in told_elsewhere(map(told, own))
        for event in await read_stream(connection, stream, up_to_position=up_to)
    ]
    assembly = await assembly_of(connection, up_to)
    names = {key: each.country for key, each in assembly.parliaments.items()}
    lines = draft(map(_entry, [*own, *others]), names)
    cited = {source.position for line in lines for source in line.sources}
    return Minutes(
        ref=ref,
        log=str(own[0].envelope["log"]),
        title=on_one_line(f"Minutes: {folded(ref, own).title}"),
        lines=lines,
        drawn_from=max(each.recorded_at for each in (*own, *others) if each.position in cited),
    )


def _entry(event: Recorded) -> Entry:
    source = Source(position=event.position, stream=event.stream, version=event.version)
    return Entry(source=source, occurred_at=event.occurred_at, event=told(event))


def _row(line: Line) -> Plain:
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
