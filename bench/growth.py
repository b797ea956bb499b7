"""`python -m bench.growth`: what a register of millions costs, against a small one beside it.

Two registers on one durable server: one of a hundred thousand events, and one that grows. At each
size both take the same acts and tell the same cases again, in turns; what is reported is the
quotient. At the last size the whole register is verified quickly, against reading it.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import structlog

from activities.folding import CaseFold
from bench.acts import LOG
from bench.append import fresh, sent
from bench.filling import CASE_EVENTS, Filler, case
from bench.measure import Ratio, quotient, report
from bench.pictures import draw_growth, draw_tree
from bench.ready import Author, Transport
from config.postgres_server import PostgresServer
from config.preparing import prepare
from config.sealing import SigningMemory, log_keys
from eventstore.checking_seals import KeySpell, Trust
from eventstore.connections import close_pool, open_pool
from eventstore.durability import Connection
from eventstore.proofs.sealer import seal
from eventstore.proofs.signer import Signer
from eventstore.queries import query
from eventstore.read import read_stream
from eventstore.streams import folded_from
from eventstore.verify import Verified
from eventstore.verify_quickly import PAGE, verify_quickly
from projections.all_views import VIEWS
from projections.rebuild import rebuild

SMALL = 100_000
SIZES = (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
CALLERS, ACTS, CASES, TURNS = 32, 3_200, 100, 3
PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
APPEND, REPLAY = "append", "replay"


class Growing:
    """A register that is filled, written to and read."""

    def __init__(self, url: str, app: str, author: Author) -> None:
        """Take the addresses of administrator and application."""
        self.url = url
        self._app = app
        self._author = author
        self._filler = Filler()
        self._years = iter(range(2027, 9999))
        self.cases = 0

    async def fill(self, events: int) -> None:
        """Add cases of a hundred events until there are so many events of them."""
        connection = await asyncpg.connect(self.url, server_settings={"TimeZone": "UTC"})
        await self._filler.fill(connection, events)
        await connection.execute("VACUUM ANALYZE event, command")
        await connection.execute("CHECKPOINT")
        await connection.close()
        self.cases = events // CASE_EVENTS

    async def append(self) -> float:
        """Return acts a second of 32 callers, on cases that nobody has opened."""
        year = next(self._years)
        acts = [self._author.ready(fresh(number, year)) for number in range(ACTS)]
        pool = await open_pool(self._app)
        async with Transport(pool) as transport:
            speed = await sent(acts, CALLERS, transport.take)
        await close_pool(pool)
        return speed

    async def replay(self) -> float:
        """Return cases a second that are read and folded, any of them."""
        chance = Random(20261125)
        chosen = [case(chance.randrange(self.cases)) for _ in range(CASES)]
        connection = await asyncpg.connect(self.url)
        begun = time.perf_counter()
        for stream in chosen:
            events = await read_stream(connection, stream)
            if folded_from(CaseFold(), stream, events).version != CASE_EVENTS:
                raise RuntimeError(f"{stream} was not read whole")
        speed = CASES / (time.perf_counter() - begun)
        await connection.close()
        return speed


async def compared(small: Growing, large: Growing) -> Mapping[str, tuple[float, ...]]:
    """Measure both in turns; return the quotients, large by small."""
    seen: dict[tuple[str, bool], list[float]] = {}
    for turn in range(TURNS):
        for is_large in (False, True) if turn % 2 else (True, False):
            register = large if is_large else small
            seen.setdefault((APPEND, is_large), []).append(await register.append())
            seen.setdefault((REPLAY, is_large), []).append(await register.replay())
    return {name: quotient(seen[name, True], seen[name, False]) for name in (APPEND, REPLAY)}


async def verified(large: Growing, folder: Path) -> tuple[float, ...]:
    """Seal the register; return how long the quick walk takes, in times of reading alone."""
    connection = await asyncpg.connect(large.url, server_settings={"TimeZone": "UTC"})
    keys = log_keys(folder / "log", LOG)
    signer = Signer(keys, SigningMemory(folder))
    while await seal(connection, signer, LOG) is not None:
        pass
    trust = Trust(spells=[KeySpell(key=each.verifier, since=0) for each in keys])

    async def walk() -> None:
        found = await verify_quickly(connection, trust)
        if not isinstance(found, Verified) or found.sealing is None:
            raise TypeError(f"the register does not verify: {found}")

    async def read() -> None:
        async with connection.transaction(readonly=True):
            events = await connection.cursor(query("verify_quickly"))
            while await events.fetch(PAGE):
                pass

    times = [(await _seconds(walk), await _seconds(read)) for _ in range(TURNS)]
    await connection.close()
    return tuple(walked / alone for walked, alone in times)


async def rebuilt(small: Growing) -> float:
    """Return events a second that are folded into fresh views."""
    connection = await asyncpg.connect(small.url)
    events: int = await connection.fetchval("SELECT count(*) FROM event")
    seconds = await _seconds(lambda: _rebuild(connection))
    await connection.close()
    return events / seconds


async def _rebuild(connection: Connection) -> None:
    await rebuild(connection, VIEWS, CaseFold())


async def _seconds(call: Callable[[], Awaitable[None]]) -> float:
    begun = time.perf_counter()
    await call()
    return time.perf_counter() - begun


async def run(folder: Path, sizes: Sequence[int]) -> tuple[list[Ratio], Mapping[str, object]]:
    """Start a server, grow a register beside a small one, stop it."""
    server = PostgresServer(folder, log=structlog.get_logger())
    try:
        await server.start()
        author = Author(folder / "keys")
        small, large = await _made(server.url, author)
        await small.fill(SMALL)
        points: dict[int, Mapping[str, tuple[float, ...]]] = {}
        for size in sizes:
            await large.fill(size)
            points[size] = await compared(small, large)
            sys.stderr.write(f"{size:>12,} events: {_shown(points[size])}\n")
        walked = await verified(large, folder)
        speed = await rebuilt(small)
        leaves = await _leaves(small.url)
    finally:
        await server.stop()
    figures = {"growth": points, "rebuilt": speed}
    PICTURES.mkdir(exist_ok=True)
    draw_growth({size: each[APPEND] for size, each in points.items()}, PICTURES / "growth.svg")
    draw_tree(leaves, PICTURES / "tree.svg")
    return _ratios(points, walked), figures


def _ratios(
    points: Mapping[int, Mapping[str, tuple[float, ...]]], walked: tuple[float, ...]
) -> list[Ratio]:
    last = max(points)
    return [
        Ratio(
            name=f"append at {last:,} events, against {SMALL:,}",
            values=points[last][APPEND],
            at_least=0.9,
        ),
        Ratio(
            name=f"replay of one case at {last:,} events, against {SMALL:,}, in time",
            values=tuple(1 / each for each in points[last][REPLAY]),
            at_most=1.5,
        ),
        Ratio(
            name=f"bytes, chain, tree and signatures of {last:,} events, against reading them",
            values=walked,
            at_most=1.5,
        ),
    ]


async def _made(url: str, author: Author) -> tuple[Growing, Growing]:
    """Make the two registers; the second preparation gives the application its password."""
    maintenance = await asyncpg.connect(url)
    for name in ("small", "large"):
        await maintenance.execute(f"CREATE DATABASE {name}")
    await maintenance.close()
    await prepare(_named(url, "small"))
    app = await prepare(_named(url, "large"))
    small, large = (
        Growing(_named(url, name), _named(app, name), author) for name in ("small", "large")
    )
    return small, large


def _named(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


async def _leaves(url: str) -> list[bytes]:
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(query("leaves_after"), 0, 11)
    await connection.close()
    return [row["leaf"] for row in rows]


def _shown(point: Mapping[str, Iterable[float]]) -> str:
    return ", ".join(f"{name} {statistics.median(each):.2f}" for name, each in point.items())


def main() -> None:
    """Measure, draw the pictures of the documentation, and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_000_000, help="how many events to grow to")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    sizes = [each for each in SIZES if each <= options.most]
    with tempfile.TemporaryDirectory(prefix="plenary-bench-") as folder:
        measured, figures = asyncio.run(run(Path(folder), sizes))
    code = report(measured, options.json, **figures)
    sys.stdout.write(f"{figures['rebuilt']:.0f} events a second are folded into fresh views\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
