"""Rebuild: folds the whole register into fresh tables, and compares or switches them at once."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from eventstore.durability import Connection
from eventstore.read import PAGE, read_all
from eventstore.work import Fold, Recorded, State
from projections.queries import query
from projections.view import TableView


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field in which a kept row is not what the register makes of it.

    Of a row that is there on one side only, the key is the one field named.
    """

    key: str
    field: str
    kept: str | None
    made: str | None


@dataclass(frozen=True, kw_only=True)
class Made:
    """A view made anew: its rows, how many of the kept ones differ, and the first in what."""

    table: str
    rows: int
    differing: int
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Statements:
    begin: str
    clear: str
    fill: str
    count: str
    compare: str
    differences: str
    end: str


async def check(connection: Connection, views: Sequence[TableView], fold: Fold) -> list[Made]:
    """Compare each view with what the register makes of it, in one snapshot. Changes nothing."""
    async with _fresh(connection, views, fold) as fresh:
        await fresh.catch_up()
        async with connection.transaction(isolation="repeatable_read"):
            await fresh.catch_up()
            return await fresh.compare()


async def rebuild(connection: Connection, views: Sequence[TableView], fold: Fold) -> list[Made]:
    """Put the views made anew in the place of the kept ones, in one transaction.

    Most is folded while others append; only the last events and the switch hold them up. Readers
    see the old rows until the commit.
    """
    async with _fresh(connection, views, fold) as fresh:
        await fresh.catch_up()
        async with connection.transaction():
            await connection.execute(query("hold_register"))
            await fresh.catch_up()
            made = await fresh.compare()
            await fresh.switch()
    return made


@asynccontextmanager
async def _fresh(
    connection: Connection, views: Sequence[TableView], fold: Fold
) -> AsyncIterator["_Fresh"]:
    """Have empty tables of this connection alone, and drop them at the end."""
    rows = [
        await connection.fetchrow(query("rebuild_statements"), view.table, view.key)
        for view in views
    ]
    statements = [_Statements(**row) for row in rows if row is not None]
    for each in statements:
        await connection.execute(each.begin)
    try:
        yield _Fresh(connection, dict(zip(views, statements, strict=True)), fold)
    finally:
        for each in statements:
            await connection.execute(each.end)


class _Fresh:
    """The tables being made, and the cases folded so far."""

    def __init__(
        self, connection: Connection, views: Mapping[TableView, _Statements], fold: Fold
    ) -> None:
        self._connection = connection
        self._views = views
        self._fold = fold
        self._cases: dict[str, State] = {}
        self._position = 0

    async def catch_up(self) -> None:
        """Fold what was recorded since, a page at a time."""
        page: list[Recorded] = []
        async for event in read_all(self._connection, after=self._position):
            page.append(event)
            if len(page) == PAGE:
                await self._write(page)
                page = []
        await self._write(page)

    async def compare(self) -> list[Made]:
        """Count rows and differences, table by table."""
        return [await self._compared(view.table, each) for view, each in self._views.items()]

    async def _compared(self, table: str, of: _Statements) -> Made:
        differing = await self._connection.fetchval(of.compare)
        rows = await self._connection.fetch(of.differences) if differing else []
        return Made(
            table=table,
            rows=await self._connection.fetchval(of.count),
            differing=differing,
            differences=tuple(Difference(**row) for row in rows),
        )

    async def switch(self) -> None:
        """Let the kept tables hold the rows made anew."""
        for each in self._views.values():
            await self._connection.execute(each.clear)
            await self._connection.execute(each.fill)

    async def _write(self, page: Sequence[Recorded]) -> None:
        pairs = [(event, self._followed(event)) for event in page]
        last = {event.stream: (event, case) for event, case in pairs}.values()
        for view in self._views:
            shown = last if view.of_cases else pairs
            made = {row[view.key]: row for event, case in shown for row in view.rows(event, case)}
            text = json.dumps(list(made.values()), ensure_ascii=False)
            await self._connection.execute(view.upsert_into("pg_temp"), text)
        if page:
            self._position = page[-1].position

    def _followed(self, event: Recorded) -> State:
        before = self._cases.get(event.stream) or self._fold.begin(event.stream)
        case = self._cases[event.stream] = self._fold.evolve(before, event)
        return case
