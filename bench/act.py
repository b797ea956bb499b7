"""`make bench`: act → receipt, against a bare update and against the usual way, in one run.

(a) a bare update that does nothing; (b) an update that calls an empty normal activity under a
lock; ours is a real act: signed, judged, recorded in PostgreSQL, with views. Cells interleave on
the same Temporal server; ratios are reported with their spread; a cell that loses an act fails.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import asyncpg
import structlog
from temporalio.client import Client, WorkflowHandle

from bench.acts import VOTE, claim, founding, law
from bench.measure import Cell, Crowd, Ratio, latencies, quotient, report, rounds, throughputs
from bench.usual import BARE, FLOOR, QUEUE, USUAL
from config.connections import connect_temporal
from config.embedded import Servers, servers
from config.gateway import Gateway, open_gateway
from config.preparing import prepare
from domain.submission import Accepted, Submission
from eventstore.verify import Fault, verify
from workflows.submit import submit

MANY_CASES, MANY_CALLERS = 50, 128


class Field:
    """The three ways on one server, each with its cases."""

    def __init__(self, client: Client, gateway: Gateway, database_url: str) -> None:
        """Take the server, the gateway's key and the register."""
        self.client = client
        self.accepted = 0
        self._gateway = gateway
        self._database_url = database_url
        self._handles: dict[str, WorkflowHandle[object, object]] = {}

    async def prepare(self) -> None:
        """Found the assembly, open a vote, title the laws, start the workflows to compare with."""
        for each in founding(MANY_CASES):
            await self._send(each)
        for number in range(MANY_CASES):
            await self._start(BARE, number)
            await self._start(USUAL, number)
        await self._start(FLOOR, 0)

    async def _start(self, kind: str, number: int) -> None:
        name = f"{kind}-{number}"
        self._handles[name] = await self.client.start_workflow(kind, id=name, task_queue=QUEUE)

    async def ours(self, number: int) -> None:
        """One act on one law, to its receipt."""
        await self._send(claim(law(number)))

    async def on_the_vote(self, _number: int) -> None:
        """One act on the one vote, as in a roll call."""
        await self._send(claim(VOTE))

    def other(self, kind: str) -> Callable[[int], Awaitable[object]]:
        """Return the same for a way to compare with."""

        async def act(number: int) -> object:
            return await self._handles[f"{kind}-{number}"].execute_update(
                "act", number, result_type=int
            )

        return act

    async def checked(self, measured: Awaitable[Mapping[str, float]]) -> Mapping[str, float]:
        """Return what was measured, once it is sure that nothing was lost on the way."""
        figures = await measured
        await self.check()
        return figures

    async def check(self) -> None:
        """Nothing lost, nothing doubled, the chain whole."""
        connection = await asyncpg.connect(self._database_url)
        try:
            commands = await connection.fetchval("SELECT count(*) FROM command")
            if commands != self.accepted:
                raise AssertionError(f"{self.accepted} acts accepted, {commands} commands stored")
            found = await verify(connection)
            if isinstance(found, Fault):
                raise TypeError(found.sentence)
        finally:
            await connection.close()

    async def _send(self, act: Submission) -> None:
        receipt = await submit(self.client, self._gateway.sign(act))
        if not isinstance(receipt, Accepted):
            raise TypeError(f"not accepted: {receipt}")
        self.accepted += 1


async def measure(field: Field, count: int, size: int) -> list[Ratio]:
    """Run all cells in turn and return the ratios that the issue asks for."""
    order = Random(20261125)
    seen = await rounds(cells(field, size, order), count, order)
    for name, values in sorted(seen.items()):
        sys.stderr.write(f"{name:18} {' '.join(f'{v:.5f}' for v in values)}\n")
    return ratios(seen)


def cells(field: Field, size: int, order: Random) -> list[Cell]:
    """Return what is measured: one caller, fifty cases, a crowd on one case."""
    bare, usual, ours = field.other(BARE), field.other(USUAL), field.ours
    fifty = Crowd(callers=MANY_CASES, cases=MANY_CASES, acts=size * 10)
    slow = Crowd(callers=MANY_CALLERS, cases=1, acts=MANY_CALLERS * 2)
    fast = Crowd(callers=MANY_CALLERS, cases=1, acts=MANY_CALLERS * max(4, size // 8))

    async def alone() -> Mapping[str, float]:
        acts = {
            "bare, 1": bare,
            "usual, 1": usual,
            "floor, 1": field.other(FLOOR),
            "ours, 1": ours,
        }
        return await field.checked(latencies(acts, size, order))

    async def over_fifty() -> Mapping[str, float]:
        acts = {"bare, 50 cases": (bare, fifty), "ours, 50 cases": (ours, fifty)}
        return await field.checked(throughputs(acts, order))

    async def on_one() -> Mapping[str, float]:
        acts = {"usual, one case": (usual, slow), "ours, one case": (field.on_the_vote, fast)}
        return await field.checked(throughputs(acts, order))

    return [alone, over_fifty, on_one]


def ratios(seen: Mapping[str, Sequence[float]]) -> list[Ratio]:
    """Compare our way with the two others."""
    return [
        Ratio(
            name="one caller, latency against a bare update",
            values=quotient(seen["ours, 1"], seen["bare, 1"]),
            at_most=1.6,
        ),
        Ratio(
            name="one caller, latency against the usual way",
            values=quotient(seen["ours, 1"], seen["usual, 1"]),
            at_most=0.5,
        ),
        Ratio(
            name="one caller, a local activity that does nothing, against the usual way",
            values=quotient(seen["floor, 1"], seen["usual, 1"]),
        ),
        Ratio(
            name="fifty cases, throughput against bare updates",
            values=quotient(seen["ours, 50 cases"], seen["bare, 50 cases"]),
            at_least=0.7,
        ),
        Ratio(
            name="128 callers on one case, throughput against the usual way",
            values=quotient(seen["ours, one case"], seen["usual, one case"]),
            at_least=10,
        ),
    ]


@asynccontextmanager
async def process(module: str, running: Servers, **environ: str) -> AsyncIterator[None]:
    """Run a worker of a module beside us."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        env={
            **os.environ,
            "TEMPORAL_ADDRESS": running.temporal_address,
            "TEMPORAL_NAMESPACE": running.temporal_namespace,
            "PLENARY_LOG_LEVEL": "warning",
            **environ,
        },
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        if child.stdout is None:
            raise RuntimeError("the worker has no output")
        await child.stdout.readuntil(b"worker.ready\n")
        yield
    finally:
        child.terminate()
        await child.wait()


async def run(data: Path, count: int, size: int) -> list[Ratio]:
    """Start everything, measure, check, stop everything."""
    async with servers(data, log=structlog.get_logger()) as running:
        database_url = await prepare(running.database_url)
        gateway = open_gateway(data / "keys")
        client = await connect_temporal(running.temporal_address, running.temporal_namespace)
        register = {"DATABASE_URL": database_url, "PLENARY_DATA": str(data)}
        async with (
            process("bench.usual", running),
            process("workers.main", running, **register),
        ):
            field = Field(client, gateway, running.database_url)
            await field.prepare()
            return await measure(field, count, size)


def main() -> None:
    """Measure and print a Markdown table and, with --json, the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--size", type=int, default=100, help="acts of one caller in a cell")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plenary-bench-") as folder:
        ratios = asyncio.run(run(Path(folder), options.rounds, options.size))
    sys.exit(report(ratios, options.json))


if __name__ == "__main__":
    main()
