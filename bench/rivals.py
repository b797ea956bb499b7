"""`python -m bench.rivals`: our transport beside the event stores of others, with 32 callers.

All write the same amount of ready text, one event per append, on one durable server, each into a
database of its own, in random order. `eventsourcing` comes with the dependencies of group `rivals`,
`emmett` with `npm ci` in bench/emmett; where node is missing it is left out and said so.
"""

import asyncio
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.append import Bench, reported
from bench.measure import Cell, Ratio, quotient

CALLERS = 32
EVENTS = 6_400
EMMETT = Path(__file__).parent / "emmett"
OURS = f"transport, {CALLERS}"


class Rivals(Bench):
    """The server of the benchmark of appending, on which others write too."""

    async def eventsourcing(self) -> Mapping[str, float]:
        """Events a second of eventsourcing, with its database functions."""
        return await self._other("eventsourcing", sys.executable, "-m", "bench.rival_eventsourcing")

    async def emmett(self) -> Mapping[str, float]:
        """Events a second of emmett."""
        return await self._other("emmett", "node", str(EMMETT / "store.mjs"))

    async def ours(self) -> Mapping[str, float]:
        """Events a second of our transport."""
        return await self.transport(CALLERS)

    async def _other(self, name: str, *command: str) -> Mapping[str, float]:
        body = self.folder / "body.json"
        await asyncio.to_thread(body.write_text, self.body)
        async with self.empty() as url:
            words = (url, str(body), str(CALLERS), str(EVENTS))
            process = await asyncio.create_subprocess_exec(
                *command, *words, stdout=asyncio.subprocess.PIPE
            )
            out, _ = await process.communicate()
        if process.returncode != 0:
            raise RuntimeError(f"{name} ended with {process.returncode}")
        return {name: float(out)}


def cells(bench: Rivals) -> list[Cell]:
    """Return what is measured: ours and those of others that are here."""
    if shutil.which("node") is None:
        sys.stderr.write("node is not here: emmett is left out\n")
        return [bench.ours, bench.eventsourcing]
    return [bench.ours, bench.eventsourcing, bench.emmett]


def ratios(seen: Mapping[str, Sequence[float]]) -> list[Ratio]:
    """Compare our transport with each of the others."""
    ours = seen[OURS]
    return [
        Ratio(
            name=f"transport, {CALLERS} callers, against {name}",
            values=quotient(ours, figures),
            at_least=12.0 if name == "eventsourcing" else None,
        )
        for name, figures in seen.items()
        if name != OURS
    ]


if __name__ == "__main__":
    sys.exit(reported(__doc__, Rivals, cells, ratios))
