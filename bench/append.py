"""`python -m bench.append`: acts recorded, against rows inserted by PostgreSQL's own benchmark.

Two things apart. The *transport* writes ready bodies through the registrar's own inbox, lock and
statements. The *whole registrar* judges real acts, folds, shows and makes canonical text. Every
cell is a register of its own on one durable server; after it the register is verified and counted.
"""

import argparse
import asyncio
import itertools
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import structlog

from activities.decisions import Decisions
from activities.folding import CaseFold
from bench.acts import LOG, founding, law
from bench.measure import Cell, Ratio, quotient, report, rounds
from bench.pgbench import TABLE, pgbench
from bench.ready import Author, Transport
from config.gateway import trusted_keys
from config.postgres_server import PostgresServer
from config.preparing import prepare
from domain.submission import Accepted, Batch
from eventstore.canonical import canonical
from eventstore.connections import Pool, close_pool, open_pool
from eventstore.envelope import recorded
from eventstore.registrar import Registrar
from eventstore.verify import Verified, verify
from projections.all_views import VIEWS

LAWS = 50
ACTS = {1: 600, 32: 6_400, 256: 12_800}
"""Callers, and how many acts they send in a cell."""
TEMPLATE = "founded"
BEST = " at its best"
FIRST_BODY = "SELECT body::text FROM event ORDER BY position LIMIT 1"
Act = TypeVar("Act")


class Bench:
    """One durable server, and a founded register of which every cell gets a copy."""

    def __init__(self, url: str, folder: Path) -> None:
        """Take the server, and a folder for keys and scripts."""
        self._url = url
        self.folder = folder
        self._author = Author(folder / "keys")
        self._numbers = itertools.count()
        self._password = ""
        self.body = ""

    async def prepare(self) -> None:
        """Found the assembly and title the laws in the register that is copied."""
        await self._run(f"CREATE DATABASE {TEMPLATE}")
        app = await prepare(self._named(self._url, TEMPLATE))
        self._password = urlsplit(app).netloc.rpartition("@")[0]
        pool = await open_pool(app)
        async with Registrar(pool, log=LOG, fold=CaseFold(), views=VIEWS) as registrar:
            decisions = Decisions(registrar, trusted_keys(self.folder / "keys"))
            for each in founding(LAWS):
                batch = Batch(stream=each.stream, submissions=(self._author.sign(each),))
                (answer,) = (await decisions.answer(batch)).answers
                if not isinstance(answer, Accepted):
                    raise TypeError(f"not accepted: {answer}")
            self.body = await pool.fetchval(FIRST_BODY)
        await close_pool(pool)

    async def pgbench(self, callers: int) -> Mapping[str, float]:
        """Rows a second of PostgreSQL's own benchmark, one row per commit."""
        async with self._copy() as (url, _):
            connection = await asyncpg.connect(url)
            await connection.execute(TABLE)
            await connection.close()
            tps = await pgbench(
                url, self.body, callers=callers, rows=2 * ACTS[callers], folder=self.folder
            )
        return {f"pgbench, {callers}": tps}

    async def transport(self, callers: int) -> Mapping[str, float]:
        """Ready bodies a second."""
        acts = [self._author.ready(fresh(number)) for number in range(ACTS[callers])]
        async with self._copy() as (url, pool):
            async with Transport(pool) as transport:
                speed = await sent(acts, callers, transport.take)
            await self._check(url, acts=len(acts))
        return {f"transport, {callers}": speed}

    async def registrar(self, callers: int) -> Mapping[str, float]:
        """Real acts a second: judged, folded, shown, made canonical, recorded."""
        acts = [self._author.work(law(number % LAWS)) for number in range(ACTS[callers])]
        async with self._copy() as (url, pool):
            async with Registrar(pool, log=LOG, fold=CaseFold(), views=VIEWS) as registrar:
                speed = await sent(acts, callers, registrar.take)
            await self._check(url, acts=len(acts))
        return {f"registrar, {callers}": speed}

    async def canonicaliser(self) -> Mapping[str, float]:
        """Bodies a second that are made canonical, and nothing else."""
        envelope = dict(recorded(self.body).envelope)
        begun, times = time.perf_counter(), 20_000
        for _ in range(times):
            canonical(envelope)  # type: ignore[arg-type]  # as a parser returned it
        return {"canonicaliser": times / (time.perf_counter() - begun)}

    @asynccontextmanager
    async def _copy(self) -> AsyncIterator[tuple[str, Pool]]:
        """Have a fresh copy of the register: its administrator's address, and a pool."""
        name = f"cell_{next(self._numbers)}"
        await self._run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        url = self._named(self._url, name)
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        pool = await open_pool(urlunsplit(parts._replace(netloc=f"{self._password}@{host}")))
        yield url, pool
        await close_pool(pool)
        await self._run(f"DROP DATABASE {name} WITH (FORCE)")

    @asynccontextmanager
    async def empty(self) -> AsyncIterator[str]:
        """Have the address of an empty database, for whoever makes tables of his own."""
        name = f"cell_{next(self._numbers)}"
        await self._run(f"CREATE DATABASE {name}")
        yield self._named(self._url, name)
        await self._run(f"DROP DATABASE {name} WITH (FORCE)")

    async def _check(self, url: str, *, acts: int) -> None:
        """Nothing lost, nothing doubled, no gap, chain and signatures true."""
        connection = await asyncpg.connect(url)
        found = await verify(connection, keys=self._author.key)
        stored = await connection.fetchval(
            "SELECT count(*) FROM command WHERE request LIKE '%\"RecordClaim\"%'"
        )
        await connection.close()
        if not isinstance(found, Verified) or stored != acts:
            raise RuntimeError(f"{acts} acts were acknowledged, {stored} are stored: {found}")

    async def _run(self, statement: str) -> None:
        connection = await asyncpg.connect(self._named(self._url, "postgres"))
        await connection.execute(statement)
        await connection.close()

    @staticmethod
    def _named(url: str, database: str) -> str:
        return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


Made = TypeVar("Made", bound=Bench)


def fresh(number: int, year: int = 2027) -> str:
    """Return one of so many cases that nobody has opened."""
    return f"model-law/{year}-{number % LAWS + 1:03d}"


async def sent(
    acts: Sequence[Act], callers: int, take: Callable[[Act], Awaitable[object]]
) -> float:
    """Return acts a second of so many callers, each sending its acts one after the other."""

    async def caller(number: int) -> None:
        for act in acts[number::callers]:
            answer = await take(act)
            if not isinstance(answer, int | Accepted):
                raise TypeError(f"not accepted: {answer}")

    begun = time.perf_counter()
    await asyncio.gather(*(caller(number) for number in range(callers)))
    return len(acts) / (time.perf_counter() - begun)


def cells(bench: Bench) -> list[Cell]:
    """Return what is measured, each crowd on its own."""
    ways = (bench.pgbench, bench.transport, bench.registrar)
    crowds = [_cell(way, callers) for way in ways for callers in ACTS]
    return [*crowds, bench.canonicaliser]


def _cell(way: Callable[[int], Awaitable[Mapping[str, float]]], callers: int) -> Cell:
    async def cell() -> Mapping[str, float]:
        return await way(callers)

    return cell


def ratios(seen: Mapping[str, Sequence[float]]) -> list[Ratio]:
    """Compare the transport with pgbench, and the whole registrar with the transport."""
    best = [max(each) for each in zip(*(seen[f"pgbench, {n}"] for n in ACTS), strict=True)]
    below = {1: (seen["pgbench, 1"], 0.5), 32: (seen["pgbench, 32"], 1.7), 256: (best, 3.0)}
    against = [
        Ratio(
            name=f"transport, {callers} callers, against pgbench{BEST if slow is best else ''}",
            values=quotient(seen[f"transport, {callers}"], slow),
            at_least=least,
        )
        for callers, (slow, least) in below.items()
    ]
    shares = [
        Ratio(
            name=f"whole registrar, {callers} callers, against the transport",
            values=quotient(seen[f"registrar, {callers}"], seen[f"transport, {callers}"]),
        )
        for callers in ACTS
    ]
    return [
        *against,
        *shares,
        Ratio(
            name="whole registrar, 32 callers, against pgbench",
            values=quotient(seen["registrar, 32"], seen["pgbench, 32"]),
            at_least=1.0,
        ),
        Ratio(
            name="whole registrar, 32 callers, against the canonicaliser alone",
            values=quotient(seen["registrar, 32"], seen["canonicaliser"]),
        ),
    ]


async def measured(
    folder: Path,
    count: int,
    make: Callable[[str, Path], Made],
    planned: Callable[[Made], list[Cell]],
) -> Mapping[str, Sequence[float]]:
    """Start a server, measure, check, stop it; return what was seen."""
    server = PostgresServer(folder, log=structlog.get_logger(), settings=["max_connections=300"])
    try:
        await server.start()
        bench = make(server.url, folder)
        await bench.prepare()
        seen = await rounds(planned(bench), count, Random(20261125))
    finally:
        await server.stop()
    for name, values in sorted(seen.items()):
        sys.stderr.write(f"{name:18} {' '.join(f'{v:.0f}' for v in values)}\n")
    return seen


def reported(
    about: str | None,
    make: Callable[[str, Path], Made],
    planned: Callable[[Made], list[Cell]],
    compare: Callable[[Mapping[str, Sequence[float]]], list[Ratio]],
) -> int:
    """Measure as the command line asks; print a Markdown table and, with --json, the figures."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plenary-bench-") as folder:
        seen = asyncio.run(measured(Path(folder), options.rounds, make, planned))
    return report(compare(seen), options.json)


if __name__ == "__main__":
    sys.exit(reported(__doc__, Bench, cells, ratios))
