"""The pictures of the documentation, drawn from what was measured."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eventstore.proofs.tree import Hash, frontier_nodes, node_hash, root

INK, SOFT, FRONTIER = "#1b2a41", "#8d99ae", "#c8553d"
mpl.rcParams.update({"svg.hashsalt": "plenary", "font.size": 9, "svg.fonttype": "none"})


def draw_growth(points: Mapping[int, Sequence[float]], file: Path) -> None:
    """Draw the rate of appending by size, against a small register, with least and greatest."""
    figure, axes = _sheet(7, 3.2)
    sizes = sorted(points)
    middles = [sorted(points[size])[len(points[size]) // 2] for size in sizes]
    low = [middle - min(points[size]) for size, middle in zip(sizes, middles, strict=True)]
    high = [max(points[size]) - middle for size, middle in zip(sizes, middles, strict=True)]
    axes.axhline(1, color=SOFT, linewidth=0.8)
    axes.axhline(0.9, color=SOFT, linewidth=0.8, linestyle=":")
    axes.errorbar(sizes, middles, yerr=[low, high], color=INK, marker="o", capsize=3)
    axes.set_xscale("log")
    axes.set_ylim(0, 1.4)
    axes.set_xlabel("events in the register")
    axes.set_ylabel("acts a second,\nsmall register = 1")
    _save(figure, file, "Rate of appending as the register grows")


def draw_tree(leaves: Sequence[Hash], file: Path) -> None:
    """Draw the tree over a few leaves, the complete subtrees on its frontier marked."""
    figure, axes = _sheet(8, 4)
    axes.axis("off")
    frontier = set(frontier_nodes(len(leaves)))
    level, height, places = list(leaves), 0, [float(n) for n in range(len(leaves))]
    while level:
        for number, (each, x) in enumerate(zip(level, places, strict=True)):
            colour = FRONTIER if (height, number) in frontier else INK
            _label(axes, x, height, each.hex()[:6], colour)
        pairs = len(level) // 2
        above = [(places[2 * n] + places[2 * n + 1]) / 2 for n in range(pairs)]
        for number, x in enumerate(above):
            for child in (places[2 * number], places[2 * number + 1]):
                axes.plot([child, x], [height, height + 1], color=SOFT, linewidth=0.8, zorder=0)
        level = [node_hash(level[2 * n], level[2 * n + 1]) for n in range(pairs)]
        height, places = height + 1, above
    for number in range(len(leaves)):
        axes.text(number, -0.5, f"event {number + 1}", ha="center", fontsize=7, color=SOFT)
    said = f"root over {len(leaves)} events, joined from the marked subtrees: "
    axes.text(0, height, said + root(leaves).hex()[:12], color=FRONTIER)
    axes.set_ylim(-0.8, height + 0.4)
    _save(figure, file, "The tree over the first events of a register")


def _label(axes: Axes, x: float, y: float, text: str, colour: str) -> None:
    box = {"boxstyle": "round", "facecolor": "white", "edgecolor": colour}
    axes.text(x, y, text, ha="center", va="center", fontsize=7, color=colour, bbox=box)


def _sheet(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def _save(figure: Figure, file: Path, title: str) -> None:
    """Write a picture that is the same for the same figures: no date, no random id."""
    figure.savefig(file, format="svg", metadata={"Date": None, "Title": title})
