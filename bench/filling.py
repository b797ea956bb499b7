"""Fills a register with millions of events, each chained to the last, by COPY."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import TypeAlias
from uuid import UUID

import asyncpg

from bench.acts import DAY, LOG
from domain.claims import ClaimRecorded
from domain.clock import CLOCK, clock_hash, clock_id
from eventstore.canonical import plain
from eventstore.envelope import LEAF_PREFIX, Head, Place, Told, event_id, row, who
from eventstore.outcomes import accepted
from eventstore.queries import query
from eventstore.work import Fact, Json

CASE_EVENTS = 100
"""So many events each case has."""
PAGE = 20_000
EVENT_COLUMNS = ("position", "stream", "version", "type", "recorded_at", "body", "leaf")
COMMAND_COLUMNS = (
    *("command_id", "request_hash", "outcome", "first_position", "last_position"),
    *("recorded_at", "request"),
)
MARK = UUID(int=0xEEEE_EEEE_EEEE_8EEE_8EEE_EEEE_EEEE_EEEE)
EVENT_MARK = UUID(int=0xDDDD_DDDD_DDDD_5DDD_8DDD_DDDD_DDDD_DDDD)
NUMBER, LEAF, STREAM = 8_888_888_888, b"\xee" * 32, "model-law/1999-9999999"

Row: TypeAlias = tuple[object, ...]


def case(number: int) -> str:
    """Return the stream of a case by its number, from 0."""
    return f"model-law/1999-{number + 1:07d}"


class Filler:
    """Goes on from one event to the next; all are of the clock, which signs nothing."""

    def __init__(self) -> None:
        """Begin before the first event."""
        self._filled = 0
        self._leaf = bytes(32)
        self._moment = datetime(2026, 6, 12, 12, tzinfo=UTC)
        self._body, self._outcome = _templates(self._moment)

    async def fill(self, connection: "asyncpg.Connection[asyncpg.Record]", until: int) -> None:
        """Add events until so many were added; others may have written in between."""
        head = await connection.fetchrow(query("head"))
        if head is not None:
            self._leaf, self._moment = head["leaf"], head["recorded_at"]
            self._body, self._outcome = _templates(self._moment)
        position = head["position"] if head is not None else 0
        while self._filled < until:
            pairs = list(self._pairs(position, min(PAGE, until - self._filled)))
            position += len(pairs)
            async with connection.transaction():
                for table, columns, rows in (
                    ("event", EVENT_COLUMNS, [event for event, _ in pairs]),
                    ("command", COMMAND_COLUMNS, [command for _, command in pairs]),
                ):
                    await connection.copy_records_to_table(table, records=rows, columns=columns)

    def _pairs(self, after: int, count: int) -> Iterator[tuple[Row, Row]]:
        for position in range(after + 1, after + count + 1):
            number, place = divmod(self._filled, CASE_EVENTS)
            self._filled, version = self._filled + 1, place + 1
            stream = case(number)
            command = clock_id(stream, str(version))
            own = event_id(command, 0)
            body = self._body.format(
                command=command,
                id=own,
                n=version,
                position=position,
                prev=self._leaf.hex(),
                stream=stream,
            )
            self._leaf = sha256(LEAF_PREFIX + body.encode()).digest()
            outcome = self._outcome.format(
                command=command, id=own, n=version, position=position, stream=stream
            )
            yield (
                (position, stream, version, "ClaimRecorded", self._moment, body, self._leaf),
                (
                    command,
                    clock_hash(command, stream, DAY),
                    outcome,
                    position,
                    position,
                    self._moment,
                    None,
                ),
            )


def _templates(moment: datetime) -> tuple[str, str]:
    """Return body and outcome of one event, with names in braces where they differ."""
    event = ClaimRecorded(number=NUMBER, claim="one of many", according_to="bench")
    data: dict[str, Json] = event.model_dump(mode="json", exclude={"type"})
    fact = Fact(stream=STREAM, type=event.type, schema=event.schema_version, data=data)
    told = Told(log=LOG, command=MARK, actor=plain(who(CLOCK)), occurred_at=DAY)
    place = Place(version=NUMBER, id=EVENT_MARK, recorded_at=moment)
    made = row(fact, told, place, Head(position=NUMBER, leaf=LEAF, recorded_at=moment))
    texts = made.body, accepted(MARK, moment, [made]).model_dump_json()
    body, outcome = map(_opened, texts)
    return body, outcome


def _opened(text: str) -> str:
    marks = {
        str(MARK): "{command}",
        str(EVENT_MARK): "{id}",
        str(NUMBER + 1): "{position}",
        str(NUMBER): "{n}",
        LEAF.hex(): "{prev}",
        STREAM: "{stream}",
    }
    text = text.replace("{", "{{").replace("}", "}}")
    for mark, name in marks.items():
        text = text.replace(mark, name)
    return text
