"""Writes a draft into the tables: one statement for events and outcomes, one for each view."""

import json
from collections.abc import Sequence

from eventstore.draft import Draft
from eventstore.durability import Connection
from eventstore.queries import query
from eventstore.work import View


async def write(connection: Connection, draft: Draft, views: Sequence[View]) -> None:
    """Write all that a batch does, if it does anything."""
    if not draft.rows:
        return
    await _append(connection, draft)
    if draft.persons:
        await _append_persons(connection, draft)
    for number, rows in sorted(draft.views.items()):
        text = json.dumps(list(rows.values()), ensure_ascii=False)
        await connection.execute(views[number].upsert, text)


async def _append(connection: Connection, draft: Draft) -> None:
    events = [row.event for row in draft.rows]
    await connection.execute(
        query("append"),
        [event.position for event in events],
        [event.stream for event in events],
        [event.version for event in events],
        [event.type for event in events],
        [row.body for row in draft.rows],
        [row.leaf for row in draft.rows],
        draft.clock,
        [command.key for command in draft.commands],
        [command.said.request_hash for command in draft.commands],
        [command.said.outcome.model_dump_json() for command in draft.commands],
        [command.first for command in draft.commands],
        [command.last for command in draft.commands],
        [command.request for command in draft.commands],
    )


async def _append_persons(connection: Connection, draft: Draft) -> None:
    await connection.execute(
        query("append_persons"),
        [person.position for person in draft.persons],
        [person.field for person in draft.persons],
        [person.ordinal for person in draft.persons],
        [person.command_id for person in draft.persons],
        [person.commitment for person in draft.persons],
        [person.value for person in draft.persons],
        [person.salt for person in draft.persons],
        draft.clock,
    )
