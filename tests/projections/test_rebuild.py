"""Views rebuilt from the register: the same as those written along, byte for byte."""

import asyncio

from activities.folding import CaseFold
from cli.rebuilding import differing_told
from domain.submission import Accepted
from projections.all_views import VIEWS
from projections.rebuild import check, rebuild
from tests.activities.desk import Desk

TABLES = tuple(view.table for view in VIEWS)


async def rows_of(desk: Desk, table: str) -> list[str]:
    async with desk.pool.acquire() as connection:
        found = await connection.fetch(f"SELECT (t.*)::text FROM view.{table} AS t ORDER BY 1")
    return [row[0] for row in found]


async def all_rows(desk: Desk) -> dict[str, list[str]]:
    return {table: await rows_of(desk, table) for table in TABLES}


async def is_rebuilt_the_same(desk: Desk) -> None:
    inline = await all_rows(desk)
    async with desk.pool.acquire() as connection:
        compared = await check(connection, VIEWS, CaseFold())
        made = await rebuild(connection, VIEWS, CaseFold())

    assert compared == made
    assert [(each.table, each.rows, each.differing) for each in made] == [
        (table, len(inline[table]), 0) for table in TABLES
    ]
    assert await all_rows(desk) == inline


async def test_each_view_rebuilt_equals_the_inline_one(told: Desk) -> None:
    assert all((await all_rows(told)).values())
    await is_rebuilt_the_same(told)


async def test_each_view_rebuilt_equals_the_inline_one_after_every_kind_of_event(
    quick: Desk,
) -> None:
    await is_rebuilt_the_same(quick)


async def test_what_somebody_changed_in_a_view_is_found_and_made_good(cholpon_ata: Desk) -> None:
    before = await all_rows(cholpon_ata)
    async with cholpon_ata.pool.acquire() as connection:
        await connection.execute("UPDATE view.case_file SET title = 'x' WHERE ref = 'vote/11/1'")
        await connection.execute("DELETE FROM view.irregularity")
        await connection.execute(
            "UPDATE view.case_file SET ref = 'session/9' WHERE ref = 'plenary-session/11'"
        )
        made = await check(connection, VIEWS, CaseFold())
        found = {each.table: each.differing for each in made}
        assert await rows_of(cholpon_ata, "irregularity") == []
        await rebuild(connection, VIEWS, CaseFold())

    assert found == {"case_file": 3, "deadline": 0, "irregularity": 1, "refusal": 0}
    assert [(each.key, each.field) for each in made[0].differences] == [
        ("plenary-session/11", "ref"),
        ("session/9", "ref"),
        ("vote/11/1", "title"),
    ]
    told = differing_told(made[0])
    assert told.startswith("case_file differs in 3 rows: plenary-session/11 is missing, ")
    assert "session/9 is nothing that the register makes, title of vote/11/1 is x, and " in told
    assert await all_rows(cholpon_ata) == before


async def test_acts_taken_while_views_are_rebuilt_are_in_them(cholpon_ata: Desk) -> None:
    desk = cholpon_ata
    async with desk.pool.acquire() as connection:
        rebuilding = asyncio.create_task(rebuild(connection, VIEWS, CaseFold()))
        answers = [
            await desk.act("RecordClaim", "assembly", claim=f"claim {n}", according_to="a source")
            for n in range(50)
        ]
        await rebuilding
        compared = await check(connection, VIEWS, CaseFold())

    assert all(isinstance(each, Accepted) for each in answers)
    assert [each.differing for each in compared] == [0, 0, 0, 0]
