"""Lines: the draft of the minutes of a plenary session, a pure function of what is recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.messages import Event
from domain.minutes.sentences import said
from domain.plenary_session.closing import PlenarySessionClosed
from domain.plenary_session.decisions import VoteCalled
from domain.plenary_session.documents import OutcomeDocumentAwaited
from domain.plenary_session.sitting import PlenarySessionOpened, SittingClosed, SittingOpened
from domain.replacing import replace
from domain.text import on_one_line
from domain.vote.ballots import BallotCast

BEFORE, BETWEEN = "Before the opening", "Between the sittings"


@dataclass(frozen=True, kw_only=True)
class Source:
    """The event that a line stands on, by its place in the register and in its stream."""

    position: int
    stream: str
    version: int

    def __str__(self) -> str:
        """Name it as a reference: `41: vote/14/1#5`."""
        return f"{self.position}: {self.stream}#{self.version}"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One event of a plenary session, of its votes or of its documents, as it is recorded."""

    source: Source
    occurred_at: str
    event: Event


@dataclass(frozen=True, kw_only=True)
class Line:
    """One sentence of the minutes under its heading; no line is without an event."""

    number: int
    heading: str
    occurred_at: str
    text: str
    sources: tuple[Source, ...]

    @property
    def day(self) -> str:
        """The day it happened, or less where less is known: `2025-06-11`, `2025-06`."""
        return self.occurred_at[:10]

    @property
    def references(self) -> str:
        """The events that it stands on, in words."""
        return ", ".join(map(str, self.sources))


def draft(entries: Iterable[Entry], names: Mapping[str, str]) -> Sequence[Line]:
    """Return the minutes up to the closing: whatever is recorded after it changes no line.

    Entries are taken by their position in the register, so that their order does not matter.
    `names` are what parliaments are called; one without a name is called by its key.
    """
    lines: list[Line] = []
    heading, ballots = BEFORE, _no_ballots()
    for entry in _up_to_the_closing(entries):
        if isinstance(entry.event, BallotCast):
            ballots = _with_ballot(ballots, entry)
            continue
        heading = _heading(entry) or heading
        lines += _of_ballots(ballots.pop(entry.source.stream, ()), heading, names)
        lines.append(_line(said(entry.event, names), heading, [entry]))
        if isinstance(entry.event, SittingClosed):
            heading = BETWEEN
    for stream in list(ballots):
        lines += _of_ballots(ballots.pop(stream), heading, names)
    return [replace(line, number=number) for number, line in enumerate(lines, start=1)]


def told_elsewhere(events: Iterable[Event]) -> Sequence[str]:
    """Return the cases of a plenary session that its minutes also tell: votes and documents."""
    found: dict[str, None] = {}
    for event in events:
        match event:
            case VoteCalled(vote=stream) | OutcomeDocumentAwaited(document=stream):
                found[stream] = None
            case _:
                continue
    return tuple(found)


def text_of(title: str, lines: Sequence[Line]) -> str:
    """Return the minutes as text: a heading once, then its lines, each with its references."""
    parts, heading = [title], ""
    for line in lines:
        if line.heading != heading:
            heading = line.heading
            parts += ["", heading, ""]
        parts.append(f"{line.number}. {line.day}  {line.text}  [{line.references}]")
    return "\n".join(parts)


def _up_to_the_closing(entries: Iterable[Entry]) -> Iterable[Entry]:
    for entry in sorted(entries, key=lambda each: each.source.position):
        yield entry
        if isinstance(entry.event, PlenarySessionClosed):
            return


def _heading(entry: Entry) -> str | None:
    """Return the heading that begins with an event, or None where it goes on."""
    match entry.event:
        case PlenarySessionOpened():
            return f"Sitting 1, {entry.occurred_at[:10]}"
        case SittingOpened(sitting=number):
            return f"Sitting {number}, {entry.occurred_at[:10]}"
        case _:
            return None


def _no_ballots() -> dict[str, tuple[Entry, ...]]:
    return {}


def _with_ballot(
    ballots: dict[str, tuple[Entry, ...]], entry: Entry
) -> dict[str, tuple[Entry, ...]]:
    stream = entry.source.stream
    return {**ballots, stream: (*ballots.get(stream, ()), entry)}


def _of_ballots(entries: Sequence[Entry], heading: str, names: Mapping[str, str]) -> Sequence[Line]:
    """Return one line for the ballots of a vote that follow each other: who gave which answer."""
    if not entries:
        return []
    by_choice: dict[str, list[str]] = {}
    for entry in entries:
        if isinstance(entry.event, BallotCast):
            who = entry.event.voter or entry.event.parliament
            by_choice.setdefault(entry.event.choice, []).append(names.get(who, who))
    told = "; ".join(f"{choice}: {', '.join(who)}" for choice, who in sorted(by_choice.items()))
    return [_line(f"Answers given: {told}.", heading, entries)]


def _line(text: str, heading: str, entries: Sequence[Entry]) -> Line:
    return Line(
        number=0,
        heading=heading,
        occurred_at=entries[-1].occurred_at,
        text=on_one_line(text),
        sources=tuple(each.source for each in entries),
    )
