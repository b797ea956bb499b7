"""The catalogue of event types: what was once enrolled may never change its shape."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventstore.canonical import canonical, plain
from eventstore.durability import Connection
from eventstore.queries import query
from eventstore.work import Json


class CatalogueDriftError(Exception):
    """An event type has another shape than the register knows."""


class UnknownEventError(LookupError):
    """The register holds an event that this release does not know: it is too old to fold it."""


@dataclass(frozen=True, kw_only=True)
class EventType:
    """One shape of one kind of event: its stored name, schema version and JSON Schema."""

    type: str
    schema: int
    json_schema: Mapping[str, Json]

    @property
    def text(self) -> str:
        """The schema as it is stored, canonical."""
        return canonical(plain(self.json_schema))

    @property
    def sha256(self) -> bytes:
        """The hash of the stored schema."""
        return hashlib.sha256(self.text.encode()).digest()


async def enrol(connection: Connection, types: Sequence[EventType]) -> None:
    """Enrol what is new; raise `CatalogueDriftError` where a known shape was changed."""
    await connection.execute(
        query("enrol_event_types"),
        [each.type for each in types],
        [each.schema for each in types],
        [each.text for each in types],
        [each.sha256 for each in types],
    )
    rows = await connection.fetch(query("read_event_types"))
    stored = {(row["type"], row["schema_version"]): row["sha256"] for row in rows}
    drifted = [each for each in types if stored[each.type, each.schema] != each.sha256]
    if drifted:
        names = ", ".join(f"{each.type} (schema {each.schema})" for each in drifted)
        raise CatalogueDriftError(
            f"{names}: the shape differs from the one recorded events have; "
            "give the new shape the next schema version, and the old one an upcast"
        )
