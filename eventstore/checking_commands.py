"""Checks that table `command` says of every act what its events say."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from eventstore.checking import Body, EventRow, FaultError
from eventstore.envelope import Head, attempt_id, event_id


@dataclass(frozen=True, kw_only=True)
class CommandRecord:
    """A row of table `command` as it is stored."""

    command_id: UUID
    request_hash: bytes | None
    outcome: str
    first_position: int
    last_position: int
    recorded_at: datetime


class Answers:
    """Goes along the outcomes while the chain goes along the events."""

    def __init__(self, commands: AsyncIterator[CommandRecord]) -> None:
        """Take the outcomes in the order of their events."""
        self._commands = commands
        self._current: CommandRecord | None = None
        self._outcome: dict[str, Any] = {}

    async def cover(self, row: EventRow, body: Body) -> None:
        """Check that exactly one outcome stands for this event, and says the same."""
        if self._current is None or row.position > self._current.last_position:
            await self._next(row)
        command = self._current
        if command is None or command.first_position > row.position:
            raise FaultError(row.position, "has no outcome in table command")
        _check_request(command, row, body)
        if self._outcome.get("kind") == "accepted":
            _check_entry(command, self._outcome, row, body)
        else:
            _check_refusal(self._outcome, row, body)

    async def end(self, head: Head) -> None:
        """Check that no outcome is left whose events are gone."""
        if self._current is not None and self._current.last_position > head.position:
            raise _gone(head, self._current)
        if (left := await anext(self._commands, None)) is not None:
            raise _gone(head, left)

    async def _next(self, row: EventRow) -> None:
        self._current = await anext(self._commands, None)
        if self._current is None:
            return
        if self._current.first_position < row.position:
            raise FaultError(row.position, "is claimed by two outcomes in table command")
        self._outcome = json.loads(self._current.outcome)


def _gone(head: Head, command: CommandRecord) -> FaultError:
    return FaultError(
        head.position + 1,
        f"is missing: table command holds the outcome of command {command.command_id}, "
        f"which reaches to position {command.last_position}",
    )


def _check_request(command: CommandRecord, row: EventRow, body: Body) -> None:
    """Check the command's id, its request hash against the signed one, and its time."""
    key = UUID(body["command"])
    if body["id"] != str(event_id(key, row.position - command.first_position)):
        key = attempt_id(key, command.request_hash or b"")
        if body["id"] != str(key):
            raise FaultError(row.position, "bears an id that its command does not give it")
    if command.command_id != key:
        raise FaultError(
            row.position, f"is of command {key}, but table command says {command.command_id}"
        )
    proof = body.get("proof")
    if proof is not None and command.request_hash != bytes.fromhex(proof["request_hash"]):
        raise FaultError(row.position, "was signed for another request than table command says")
    if command.recorded_at != row.recorded_at:
        raise FaultError(row.position, "was not recorded when table command says")


def _check_entry(
    command: CommandRecord, outcome: dict[str, Any], row: EventRow, body: Body
) -> None:
    entries = outcome["entries"]
    if len(entries) != command.last_position - command.first_position + 1:
        raise FaultError(row.position, "is answered by a receipt with other events than recorded")
    says = entries[row.position - command.first_position]
    holds = {
        "position": row.position,
        "stream": row.stream,
        "version": row.version,
        "type": row.type,
        "event_id": body["id"],
    }
    if {name: says.get(name) for name in holds} != holds:
        raise FaultError(row.position, "is not what the receipt in table command says")


def _check_refusal(outcome: dict[str, Any], row: EventRow, body: Body) -> None:
    names = ("code", "sentence", "citation", "missing")
    says = [outcome.get("position"), *(outcome.get(name) for name in names)]
    holds = [row.position, *(body["data"].get(name) for name in names)]
    if says != holds:
        raise FaultError(row.position, "is not the refusal that table command says")
