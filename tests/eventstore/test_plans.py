"""It does not slow down as it grows: no statement of the append path scans a table."""

import asyncpg
import pytest

from eventstore.queries import query
from eventstore.writing import statement
from projections.all_views import VIEWS

STATEMENTS = {
    "look": (query("look"), 3),
    "append": (statement(VIEWS), 23 + len(VIEWS)),
    "read_streams": (query("read_streams"), 1),
    "find_outcomes": (query("find_outcomes"), 1),
}


@pytest.mark.parametrize("name", list(STATEMENTS))
async def test_no_statement_under_the_lock_scans_a_table(database_url: str, name: str) -> None:
    connection = await asyncpg.connect(database_url)
    await connection.execute(query("settle"))
    statement, parameters = STATEMENTS[name]
    await connection.execute(f"PREPARE tried AS {statement}")

    values = ", ".join(["NULL"] * parameters)
    lines = await connection.fetch(f"EXPLAIN EXECUTE tried({values})")

    plan = "\n".join(line[0] for line in lines)
    assert "Seq Scan" not in plan, plan
    await connection.close()
