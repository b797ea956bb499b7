"""Checks that table `command` says of every act what its events say, and what was asked for."""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import UUID

from eventstore.checking_requests import Keys, asked, check_same
from eventstore.envelope import Head, attempt_id, event_id
from eventstore.stored import Body, CommandRecord, EventRow, FaultError
from eventstore.streams import REFUSALS

REFUSAL = frozenset(("command", "stream", "code", "sentence", "citation", "missing"))


class Answers:
    """Goes along the outcomes while the chain goes along the events."""

    def __init__(self, commands: AsyncIterator[CommandRecord], keys: Keys | None) -> None:
        """Take the outcomes in the order of their events, and the keys of the gateways."""
        self._commands = commands
        self._keys = keys
        self._act: _Act | None = None

    async def cover(self, row: EventRow, body: Body) -> int:
        """Check that exactly one outcome stands for this event; return its ordinal in its act."""
        if self._act is None or row.position > self._act.command.last_position:
            self._act = await self._next(row, body)
        self._act.check(row, body)
        return row.position - self._act.command.first_position

    async def end(self, head: Head) -> None:
        """Check that no outcome is left whose events are gone."""
        if self._act is not None and self._act.command.last_position > head.position:
            raise _gone(head, self._act.command)
        if (left := await anext(self._commands, None)) is not None:
            raise _gone(head, left)

    async def _next(self, row: EventRow, body: Body) -> "_Act":
        command = await anext(self._commands, None)
        if command is not None and command.first_position < row.position:
            raise FaultError(row.position, "is claimed by two outcomes in table command")
        if command is None or command.first_position > row.position:
            raise FaultError(row.position, "has no outcome in table command")
        _check_ids(command, row, body)
        return _Act(command, asked(command, row, body, self._keys))


class _Act:
    """One act: its row in table `command`, what was asked for, and what was answered."""

    def __init__(self, command: CommandRecord, expected: Body) -> None:
        self.command = command
        self._expected = expected
        self._outcome = json.loads(command.outcome)
        self._is_on_its_case = False

    def check(self, row: EventRow, body: Body) -> None:
        """Check one of its events, the last one also against the whole."""
        check_same(self._expected, row, body)
        if row.position == self.command.first_position:
            self._check_text(row)
        else:
            _check_ids(self.command, row, body)  # those of the first were checked to find it
        if row.stream == REFUSALS:
            self._check_refusal(row, body)
        else:
            self._check_entry(row, body)

    def _check_text(self, row: EventRow) -> None:
        """A key that stands twice, or a space too many, would be read in two ways."""
        text = json.dumps(self._outcome, separators=(",", ":"), ensure_ascii=False)
        if text != self.command.outcome:
            raise FaultError(row.position, "has an outcome that is not written as we write it")

    def _check_entry(self, row: EventRow, body: Body) -> None:
        entries = self._outcome.get("entries", ())
        whole = {
            "kind": "accepted",
            "command_id": body["command"],
            "recorded_at": _written(row.recorded_at),
            "entries": entries,
        }
        size = self.command.last_position - self.command.first_position + 1
        if self._outcome != whole or len(entries) != size:
            raise FaultError(row.position, "is not what the receipt in table command says")
        if entries[row.position - self.command.first_position] != _entry(row, body):
            raise FaultError(row.position, "is not what the receipt in table command says")
        self._is_on_its_case |= row.stream == self._expected["stream"]
        if row.position == self.command.last_position and not self._is_on_its_case:
            raise FaultError(row.position, "ends an act which left nothing on its own case")

    def _check_refusal(self, row: EventRow, body: Body) -> None:
        data = body["data"]
        whole = {
            "kind": "refused",
            "command_id": body["command"],
            **{name: data.get(name) for name in REFUSAL - {"command", "stream"}},
            "position": row.position,
        }
        alone = self.command.first_position == self.command.last_position
        if data.keys() != REFUSAL or self._outcome != whole or not alone:
            raise FaultError(row.position, "is not the refusal that table command says")


def _gone(head: Head, command: CommandRecord) -> FaultError:
    return FaultError(
        head.position + 1,
        f"is missing: table command holds the outcome of command {command.command_id}, "
        f"which reaches to position {command.last_position}",
    )


def _check_ids(command: CommandRecord, row: EventRow, body: Body) -> None:
    """Check the ids of command and event, what caused it, and when it was recorded."""
    key, ordinal = UUID(body["command"]), row.position - command.first_position
    if body["id"] != str(event_id(key, ordinal)):
        key = attempt_id(key, command.request_hash or b"")
        if body["id"] != str(key):
            raise FaultError(row.position, "bears an id that its command does not give it")
    if command.command_id != key:
        raise FaultError(
            row.position, f"is of command {key}, but table command says {command.command_id}"
        )
    if body["correlation"] != body["command"]:
        raise FaultError(row.position, "belongs to another command than its correlation says")
    causes = (str(event_id(key, each)) for each in range(ordinal))
    if body["cause"] is not None and body["cause"] not in causes:
        raise FaultError(row.position, "was caused by no earlier event of its act")
    if command.recorded_at != row.recorded_at:
        raise FaultError(row.position, "was not recorded when table command says")


def _entry(row: EventRow, body: Body) -> dict[str, Any]:
    return {
        "position": row.position,
        "stream": row.stream,
        "version": row.version,
        "type": row.type,
        "event_id": body["id"],
    }


def _written(moment: datetime) -> str:
    """Return a moment as receipts write it."""
    return moment.isoformat().replace("+00:00", "Z")
