"""Cells measured in turn and in random order, and the ratios between them with their spread."""

import random
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

Cell = Callable[[], Awaitable[float]]


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
        bound = f"≥ {self.at_least}" if self.at_least is not None else f"≤ {self.at_most}"
        spread = f"{min(self.values):.2f} to {max(self.values):.2f}"
        verdict = "yes" if self.reached else "**no**"
        return f"| {self.name} | {self.middle:.2f} | {spread} | {bound} | {verdict} |"


async def rounds(cells: Mapping[str, Cell], count: int, *, seed: int) -> dict[str, list[float]]:
    """Run every cell once a round, in a new random order each round."""
    order = random.Random(seed)
    measured: dict[str, list[float]] = {name: [] for name in cells}
    for _ in range(count):
        names = order.sample(sorted(cells), len(cells))
        for name in names:
            measured[name].append(await cells[name]())
    return measured


async def median_latency(act: Callable[[int], Awaitable[object]], times: int) -> float:
    """Return the median seconds of `times` acts, one after the other."""
    taken = []
    for number in range(times):
        begun = time.perf_counter()
        await act(number)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def quotient(above: Sequence[float], below: Sequence[float]) -> tuple[float, ...]:
    """Return the quotients round by round."""
    return tuple(a / b for a, b in zip(above, below, strict=True))
