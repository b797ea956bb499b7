"""Cells measured in turn and in random order, and the ratios between them with their spread."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeAlias

Act: TypeAlias = Callable[[int], Awaitable[object]]
"""One act on the case of a number, to its answer."""

Cell: TypeAlias = Callable[[], Awaitable[Mapping[str, float]]]
"""One measurement: figures by name, those to be compared taken side by side."""


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """So many callers at once, on so many cases, with so many acts in all."""

    callers: int
    cases: int
    acts: int


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """What is expected of a quotient of two cells, and what was measured round by round."""

    name: str
    values: tuple[float, ...]
    at_least: float | None = None
    at_most: float | None = None

    @property
    def middle(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.values)

    @property
    def reached(self) -> bool:
        """Whether the median is where it should be."""
        low = self.at_least is None or self.middle >= self.at_least
        return low and (self.at_most is None or self.middle <= self.at_most)

    def line(self) -> str:
        """Return one line of a Markdown table."""
        spread = f"{min(self.values):.2f} to {max(self.values):.2f}"
        if self.at_least is None and self.at_most is None:
            return f"| {self.name} | {self.middle:.2f} | {spread} | for comparison | |"
        bound = f"≥ {self.at_least}" if self.at_least is not None else f"≤ {self.at_most}"
        verdict = "yes" if self.reached else "**no**"
        return f"| {self.name} | {self.middle:.2f} | {spread} | {bound} | {verdict} |"


async def rounds(cells: Sequence[Cell], count: int, order: Random) -> dict[str, list[float]]:
    """Run every cell once a round, in a new random order each round; return all figures."""
    measured: dict[str, list[float]] = {}
    for _ in range(count):
        for cell in order.sample(cells, len(cells)):
            for name, figure in (await cell()).items():
                measured.setdefault(name, []).append(figure)
    return measured


async def latencies(acts: Mapping[str, Act], times: int, order: Random) -> dict[str, float]:
    """Return the median seconds of each kind of act, one after the other, the kinds mixed."""
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(times):
        for name in order.sample(sorted(acts), len(acts)):
            begun = time.perf_counter()
            await acts[name](0)
            taken[name].append(time.perf_counter() - begun)
    return {name: statistics.median(each) for name, each in taken.items()}


async def throughput(act: Act, crowd: Crowd) -> float:
    """Return acts per second of concurrent callers, spread over the first cases."""
    each = crowd.acts // crowd.callers

    async def caller(number: int) -> None:
        for _ in range(each):
            await act(number % crowd.cases)

    begun = time.perf_counter()
    await asyncio.gather(*(caller(number) for number in range(crowd.callers)))
    return each * crowd.callers / (time.perf_counter() - begun)


async def throughputs(acts: Mapping[str, tuple[Act, Crowd]], order: Random) -> dict[str, float]:
    """Return acts per second of each kind of act, one crowd right after the other."""
    names = order.sample(sorted(acts), len(acts))
    return {name: await throughput(*acts[name]) for name in names}


def quotient(above: Sequence[float], below: Sequence[float]) -> tuple[float, ...]:
    """Return the quotients round by round."""
    return tuple(a / b for a, b in zip(above, below, strict=True))


def report(ratios: Sequence[Ratio], file: Path | None, **more: object) -> int:
    """Print a Markdown table, write figures to a file where one is named; return the exit code."""
    lines = ["| ratio | median | min-max | to reach | reached |", "|---|---|---|---|---|"]
    sys.stdout.write("\n".join([*lines, *(each.line() for each in ratios)]) + "\n")
    if file is not None:
        figures = {each.name: {"median": each.middle, "values": each.values} for each in ratios}
        file.write_text(json.dumps({**figures, **more}, indent=2) + "\n")
    return 0 if all(each.reached for each in ratios) else 1
