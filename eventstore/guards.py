"""What guards the record in the database: as it stands there, and as the migrations make it.

`guards.jsonl` is written from a database that was just migrated, by `python -m
tests.golden.write_guards`; a test holds it against one. Nothing in it is written by hand.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from eventstore.durability import Connection
from eventstore.queries import query
from eventstore.strayed import Strayed, strayed

FILE = Path(__file__).with_name("guards.jsonl")
PLAINLY = "SET LOCAL search_path = pg_catalog"
"""Names are then written with their schemas, whatever was set for the role or the database."""
Guard = tuple[str, str, str]
"""Its kind, its name, and its definition."""


async def guards_of(connection: Connection, tables: Sequence[str] | None = None) -> list[Guard]:
    """Return every guard of these tables, or of all, in the order of kind and name."""
    async with connection.transaction():
        await connection.execute(PLAINLY)
        rows = await connection.fetch(query("guards"), tables)
    return sorted((row["kind"], row["name"], row["definition"]) for row in rows)


async def guards_strayed(connection: Connection) -> list[Strayed]:
    """Return which guards are not as the migrations make them, whole tables before their parts."""
    ours = _ours()
    found = await guards_of(connection, _tables())
    odd = strayed(*({_named(each): each[2] for each in guards} for guards in (found, ours)))
    return sorted(odd, key=lambda each: not each.name.startswith("table "))


async def is_register(connection: Connection) -> bool:
    """Tell whether there is anything of a register in a database, be it as it may."""
    return bool(await guards_of(connection, _tables()))


def written(guards: Sequence[Guard]) -> str:
    """Return the text of the file, one guard a line."""
    return "".join(f"{json.dumps(each)}\n" for each in guards)


@cache
def _ours() -> tuple[Guard, ...]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    return tuple((kind, name, definition) for kind, name, definition in told)


def _tables() -> list[str]:
    return [name for kind, name, _ in _ours() if kind == "table"]


def _named(guard: Guard) -> str:
    """Return a name among all kinds; that of a right says all of it."""
    kind, name, _ = guard
    return name if kind == "right" else f"{kind} {name}"
