"""Who holds which office today, folded from the record, and how `--as` says it."""

from cli.folding import assembly_of
from cli.listing import COLUMNS, OFFICES
from cli.moments import today
from cli.output import Row
from cli.plain import plain
from eventstore.durability import Connection


async def offices(connection: Connection) -> list[Row]:
    """Return who holds an office today."""
    held = (await assembly_of(connection)).offices_on(today())
    rows = [{name: plain(getattr(each, name)) for name in COLUMNS[OFFICES]} for each in held]
    return [{**row, "as": _as(row)} for row in rows]


def _as(row: Row) -> str:
    body = f":{row['body']}" if row["body"] else ""
    return f"{row['capacity']}{body}/{row['subject']}"
