"""What a superuser does to a register: to a value, to a row, or to two rows at once."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import asyncpg

Connection = asyncpg.Connection
COLUMNS: Mapping[str, Sequence[str]] = {
    "event": ("position", "stream", "version", "type", "recorded_at", "body", "leaf"),
    "command": (
        "command_id",
        "request_hash",
        "outcome",
        "first_position",
        "last_position",
        "recorded_at",
        "request",
    ),
    "checkpoint": ("size", "root", "note"),
    "cosignature": ("size", "witness", "line"),
    "stamp": ("size", "authority", "token", "note"),
    "tile": ("level", "index", "width", "hashes"),
    "person": ("position", "field", "ordinal", "command_id", "commitment", "value", "salt"),
    "event_type": ("type", "schema_version", "json_schema", "sha256"),
}
"""The columns that say something; when a checkpoint was signed is no part of what is proved.
That a whole cosignature or time-stamp is gone shows only where somebody outside kept it."""
USED = """WHERE (type, schema_version) IN
    (SELECT type, (body->>'schema')::int FROM original.event)"""
"""Of shapes that no event has, `doctor` misses one, and the next start enrols it again."""
KEPT_OUTSIDE = ("cosignature", "stamp")
FORGET = "DELETE FROM tile; DELETE FROM stamp; DELETE FROM cosignature; DELETE FROM checkpoint"


@dataclass(frozen=True, kw_only=True)
class Forged:
    """What was done, in words, and to which table."""

    table: str
    words: str


class Forger:
    """A superuser with a copy of every table, from which he can put back what he changed."""

    def __init__(self, connection: "Connection[asyncpg.Record]") -> None:
        """Take a connection on which no trigger fires."""
        self._connection = connection

    async def prepare(self) -> None:
        """Keep the original of each table, and drop what would only make him fail."""
        await self._connection.execute("CREATE SCHEMA original")
        for table in COLUMNS:
            await self._connection.execute(f"CREATE TABLE original.{table} AS TABLE {table}")
            for name in await self._constraints(table):
                await self._connection.execute(
                    f"ALTER TABLE {table} DROP CONSTRAINT {name} CASCADE"
                )

    async def forge(self, chance: random.Random) -> Forged:
        """Change something at random; what is done differs from what was there."""
        while True:
            table = chance.choice(("event", "command", *COLUMNS))
            act = chance.choice((self._change, self._change, self._change, self._swap, self._row))
            try:
                words = await act(table, chance)
            except asyncpg.DataError:
                await self.put_back(table)
                continue  # the column can hold no such value
            if await self._differs(table):
                return Forged(table=table, words=f"{words} of {table}")

    async def put_back(self, table: str) -> None:
        """Make a table what it was."""
        await self._connection.execute(
            f"TRUNCATE {table}; INSERT INTO {table} SELECT * FROM original.{table}"
        )

    async def _differs(self, table: str) -> bool:
        columns = ", ".join(f'"{each}"::text' for each in COLUMNS[table])
        one, other = (f"SELECT {columns} FROM {each}" for each in (table, f"original.{table}"))
        found = await self._connection.fetchval(
            f"SELECT count(*) FROM (({one} EXCEPT ALL {other}) UNION ALL "
            f"({other} EXCEPT ALL {one})) AS differing"
        )
        return bool(found)

    async def _constraints(self, table: str) -> list[str]:
        rows = await self._connection.fetch(
            "SELECT conname FROM pg_constraint "
            "WHERE conrelid = $1::text::regclass AND contype <> 'n'",
            table,
        )
        return [row["conname"] for row in rows]

    async def _change(self, table: str, chance: random.Random) -> str:
        column = chance.choice(COLUMNS[table])
        place, value = await self._cell(table, column, chance)
        return await self._set(table, column, place, _otherwise(value, chance))

    async def _swap(self, table: str, chance: random.Random) -> str:
        column = chance.choice(COLUMNS[table])
        (one, here), (other, there) = [await self._cell(table, column, chance) for _ in range(2)]
        await self._set(table, column, one, there)
        return f"swapped with another: {await self._set(table, column, other, here)}"

    async def _row(self, table: str, chance: random.Random) -> str:
        place, _ = await self._cell(table, COLUMNS[table][0], chance)
        if table not in KEPT_OUTSIDE and chance.random() < 0.5:
            await self._connection.execute(f"DELETE FROM {table} WHERE ctid = $1::text::tid", place)
            return f"row {place} dropped"
        await self._connection.execute(
            f"INSERT INTO {table} SELECT * FROM {table} WHERE ctid = $1::text::tid", place
        )
        return f"row {place} doubled"

    async def _cell(self, table: str, column: str, chance: random.Random) -> tuple[str, object]:
        used = USED if table == "event_type" else ""
        rows = await self._connection.fetch(
            f'SELECT ctid::text AS place, "{column}" AS value FROM {table} {used} ORDER BY ctid'
        )
        row = chance.choice(rows)
        return row["place"], row["value"]

    async def _set(self, table: str, column: str, place: str, value: object) -> str:
        await self._connection.execute(
            f'UPDATE {table} SET "{column}" = $2 WHERE ctid = $1::text::tid', place, value
        )
        return f"{column} in row {place}"


def _otherwise(value: object, chance: random.Random) -> object:
    """Return another value of the same kind."""
    match value:
        case bytes() if value:
            changed = bytearray(value)
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            return bytes(changed)
        case str() if value:
            at = chance.randrange(len(value))
            return value[:at] + chance.choice("0a1bZ ") + value[at + chance.randrange(2) :]
        case int():
            return max(1, value + chance.choice((-1, 1)))
        case datetime():
            return value + timedelta(microseconds=chance.choice((-1, 1, 10**6)))
        case UUID():
            return uuid4()
        case _:
            return None
