"""When a command was sent first: a time counted from then makes the same request again."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from domain.submission import Accepted, Refused
from eventstore.durability import Connection
from eventstore.read import outcome, read_all


async def first_sent(register: Connection, command_id: UUID) -> datetime | None:
    """Return the signed time of the first submission; None where none is on record."""
    position = _position(await outcome(register, command_id))
    if position is None:
        return None
    async for event in read_all(register, after=position - 1, up_to=position):
        proof = event.envelope.get("proof")
        if isinstance(proof, Mapping):
            return datetime.fromisoformat(str(proof["submitted_at"]))
    return None


def _position(first: Accepted | Refused | None) -> int | None:
    if isinstance(first, Accepted):
        return first.entries[0].position if first.entries else None
    return first.position if first else None
