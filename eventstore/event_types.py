"""The catalogue of event types: what was once enrolled may never change its shape."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventstore.canonical import canonical, plain
from eventstore.durability import Connection
from eventstore.queries import query
from eventstore.strayed import Stray, Strayed, strayed
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
    """Enrol what is new; raise `CatalogueDriftError` where this program must not start.

    That is where a known shape was changed, and where a kind of event that it knows was recorded
    in a shape that it does not know.
    """
    await connection.execute(
        query("enrol_event_types"),
        [each.type for each in types],
        [each.schema for each in types],
        [each.text for each in types],
        [each.sha256 for each in types],
    )
    odd = await types_strayed(connection, types)
    if changed := [each.name for each in odd if each.how is Stray.CHANGED]:
        raise CatalogueDriftError(
            f"{', '.join(changed)}: the shape in table event_type is not the one of this program; "
            "one of the two was changed. If the program was, give the new shape the next schema "
            "version, and the old one an upcast; if the table was, restore it from a backup"
        )
    known = {each.type for each in types}
    if unread := [each.name for each in odd if _kind_of(each) in known]:
        raise CatalogueDriftError(
            f"{', '.join(unread)}: events of this shape may be on record, and this program does "
            "not know it; use the release that recorded them, or a newer one"
        )


def _kind_of(odd: Strayed) -> str | None:
    """Return the kind of event whose shape is not ours; None where ours is missing or changed."""
    return odd.name.partition(" ")[0] if odd.how is Stray.NOT_OURS else None


async def types_strayed(connection: Connection, types: Sequence[EventType]) -> list[Strayed]:
    """Return in what the catalogue differs from these types."""
    rows = await connection.fetch(query("verify_event_types"))
    found = {
        (row["type"], row["schema_version"]): (row["json_schema"], row["sha256"]) for row in rows
    }
    ours = {(each.type, each.schema): (each.text, each.sha256) for each in types}
    return strayed(_named(found), _named(ours))


def _named(
    shapes: Mapping[tuple[str, int], tuple[str, bytes]],
) -> Mapping[str, tuple[str, bytes]]:
    return {f"{name} (schema {schema})": shape for (name, schema), shape in shapes.items()}
