"""It does not slow down as it grows: no statement of the append path scans a table."""

import asyncpg
import pytest

from eventstore.queries import query

PARAMETERS = {
    "look": 3,
    "append": 13,
    "append_persons": 8,
    "read_streams": 1,
    "find_outcomes": 1,
}


@pytest.mark.parametrize("name", list(PARAMETERS))
async def test_no_statement_under_the_lock_scans_a_table(database_url: str, name: str) -> None:
    connection = await asyncpg.connect(database_url)
    await connection.execute(query("begin"))
    await connection.execute(f"PREPARE tried AS {query(name)}")

    values = ", ".join(["NULL"] * PARAMETERS[name])
    lines = await connection.fetch(f"EXPLAIN EXECUTE tried({values})")

    plan = "\n".join(line[0] for line in lines)
    assert "Seq Scan" not in plan, plan
    await connection.close()
