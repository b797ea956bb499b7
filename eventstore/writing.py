"""Writes a draft into the tables: one statement for all of it."""

import json
from collections.abc import Sequence
from datetime import datetime

from eventstore.draft import Draft
from eventstore.durability import Connection
from eventstore.queries import query
from eventstore.work import View

FIRST_VIEW = 24
ROWS = "CASE WHEN (SELECT holds FROM guard) THEN $1 END"
LAST_PART = "SELECT holds,"


class MovedError(Exception):
    """The register does not end where the batch begins, or somebody else is writing."""


class Writer:
    """Writes batches, and their rows of these views."""

    def __init__(self, views: Sequence[View]) -> None:
        """Take the views that are written along."""
        self._views = len(views)
        self._statement = statement(views)

    async def write(self, connection: Connection, draft: Draft, *, looked: bool) -> datetime:
        """Write all that a batch does; return the database's time.

        `looked`: the batch was made of what was read in this transaction, under the lock.
        Raise `MovedError`, having written nothing, where the batch does not fit any more.
        """
        views = (draft.views.get(number, {}) for number in range(self._views))
        found = await connection.fetchrow(
            self._statement,
            *_events(draft),
            draft.clock,
            *_commands(draft),
            *_persons(draft),
            draft.base.position,
            draft.base.leaf,
            looked,
            *(json.dumps(list(rows.values()), ensure_ascii=False) for rows in views),
        )
        if found is None or not found["holds"]:
            raise MovedError("the register does not end where this batch begins")
        moment: datetime = found["clock"]
        return moment


def statement(views: Sequence[View]) -> str:
    """Return the statement that appends, with one part more for each view."""
    before, last, after = query("append").partition(LAST_PART)
    parts = (
        f", view_{number} AS ({view.upsert.replace('$1', ROWS.replace('$1', f'${number}'))})\n"
        for number, view in enumerate(views, FIRST_VIEW)
    )
    return "".join((before, *parts, last, after))


def _events(draft: Draft) -> Sequence[object]:
    events = [row.event for row in draft.rows]
    return (
        [event.position for event in events],
        [event.stream for event in events],
        [event.version for event in events],
        [event.type for event in events],
        [row.body for row in draft.rows],
        [row.leaf for row in draft.rows],
    )


def _commands(draft: Draft) -> Sequence[object]:
    return (
        [command.key for command in draft.commands],
        [command.said.request_hash for command in draft.commands],
        [command.said.outcome.model_dump_json() for command in draft.commands],
        [command.first for command in draft.commands],
        [command.last for command in draft.commands],
        [command.request for command in draft.commands],
    )


def _persons(draft: Draft) -> Sequence[object]:
    return (
        [person.position for person in draft.persons],
        [person.field for person in draft.persons],
        [person.ordinal for person in draft.persons],
        [person.command_id for person in draft.persons],
        [person.commitment for person in draft.persons],
        [person.value for person in draft.persons],
        [person.salt for person in draft.persons],
    )
