"""Measure the calculators from the outside: lines in, lines out, on as many cores as there are.

Every number includes the start of the process, reading and writing JSON. `python -m bench.compute`.
"""

import asyncio
import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

PLENARY = Path(sys.executable).with_name("plenary")
RULES = (
    {"name": "majority_of_votes_cast"},
    {"name": "majority_of_component_members"},
    {"name": "fraction_of_votes_cast", "fraction": "2/3"},
    {"name": "fraction_of_members", "fraction": "3/5"},
    {"name": "consensus"},
)
ROUTES = 5_000


class Load(NamedTuple):
    """Lines of one calculator, and the map that they need, if any."""

    name: str
    kind: str
    number: int
    lines: Callable[[random.Random], Iterator[dict[str, object]]]
    with_map: bool = False


def totals(chance: random.Random) -> Iterator[dict[str, object]]:
    """Votes by their totals."""
    number = 0
    while True:
        cast = {each: chance.randrange(300) for each in ("for", "against", "abstain")}
        rule, number = RULES[number % len(RULES)], number + 1
        yield {"id": number, "rule": rule, "totals": cast, "electorate": {"legal": 900}}


def ballots(chance: random.Random) -> Iterator[dict[str, object]]:
    """Votes by seven hundred ballots each."""
    while True:
        cast = [
            {"voter": f"v{number}", "choice": chance.choice(("for", "against", "abstain"))}
            for number in range(700)
        ]
        yield {"id": "b", "rule": RULES[1], "ballots": cast, "electorate": {"legal": 705}}


def dates(chance: random.Random) -> Iterator[dict[str, object]]:
    """Dates by months."""
    while True:
        yield {
            "id": "d",
            "start": f"20{chance.randrange(10, 40)}-03-15",
            "convention": "months_then_first_of_next_month",
            "n": chance.randrange(60),
            "unit": "months",
        }


def deposits(chance: random.Random) -> Iterator[dict[str, object]]:
    """Treaties with a hundred deposits each."""
    while True:
        acts = [
            {"party": f"P{number}", "kind": "ratification", "on": f"20{10 + number // 5}-06-20"}
            for number in range(100)
        ]
        chance.shuffle(acts)
        rule = {"count": 50, "convention": "months_same_day", "n": 3, "unit": "months"}
        yield {"id": "t", "rule": rule, "acts": acts}


def cases(chance: random.Random) -> Iterator[dict[str, object]]:
    """Cases of a procedure with thousands of routes."""
    while True:
        happened = [
            {"step": f"b{chance.randrange(ROUTES // 5)}", "on": "2024-01-01"} for _ in range(50)
        ]
        yield {"id": "c", "actualised": happened, "as_of": "2024-06-06"}


def chart(chance: random.Random) -> dict[str, object]:
    """Return a map of thousands of routes: pairs of business joined, decided and passed on."""
    steps: list[dict[str, str]] = []
    routes: list[dict[str, str]] = []
    for number in range(ROUTES // 5):
        one, other = (f"b{chance.randrange(number + 1)}" for _ in range(2))
        gate, decision, target = f"g{number}", f"d{number}", f"b{number}"
        steps += [
            {"id": target, "kind": "business", "name": f"Step {number}"},
            {"id": gate, "kind": chance.choice(("AND", "OR"))},
            {"id": decision, "kind": "decision"},
        ]
        ways = ((one, gate), (other, gate), (gate, decision), (decision, target))
        routes += [
            {"id": f"{number}-{place}", "from": a, "to": b} for place, (a, b) in enumerate(ways)
        ]
    return {"id": "bench", "name": "bench", "steps": steps, "routes": routes}


LOADS = (
    Load("votes by totals", "vote", 100_000, totals),
    Load("votes by 700 ballots", "vote", 1_000, ballots),
    Load("dates by months", "date", 100_000, dates),
    Load("treaties of 100 deposits", "entry-into-force", 2_000, deposits),
    Load(f"cases on {ROUTES * 4 // 5} routes", "procedure", 1_000, cases, with_map=True),
    Load(f"one case on {ROUTES * 4 // 5} routes", "procedure", 1, cases, with_map=True),
)


def measured(load: Load, folder: Path) -> tuple[float, int]:
    """Return the seconds that a load takes, and the mebibytes of its largest process."""
    chance = random.Random(1)
    source, made = folder / "lines.jsonl", load.lines(chance)
    with source.open("w") as file:
        for _ in range(load.number):
            file.write(json.dumps(next(made)) + "\n")
    words = [str(PLENARY), "compute", load.kind, "--from", str(source)]
    if load.with_map:
        (folder / "map.json").write_text(json.dumps(chart(chance)))
        words += ["--map", str(folder / "map.json")]
    begun = time.monotonic()
    with (folder / "answers.jsonl").open("wb") as answers:
        asyncio.run(_ran(words, answers.fileno()))
    seconds = time.monotonic() - begun
    told = (folder / "answers.jsonl").read_bytes().count(b"\n")
    if told != load.number:
        raise SystemExit(f"{load.name}: {told} answers to {load.number} lines")
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


async def _ran(words: Sequence[str], answers: int) -> None:
    process = await asyncio.create_subprocess_exec(*words, stdout=answers)
    if await process.wait():
        raise SystemExit(f"{' '.join(words)} ended with {process.returncode}")


def main() -> None:
    """Measure every load, or those whose names hold a word of the command line."""
    wanted = sys.argv[1:]
    for load in LOADS:
        if wanted and not any(word in load.name for word in wanted):
            continue
        with TemporaryDirectory() as folder:
            seconds, mebibytes = measured(load, Path(folder))
        rate = load.number / seconds
        sys.stdout.write(
            f"{load.name}: {load.number} lines in {seconds:.1f} s, {rate:.0f} a second, "
            f"at most {mebibytes} MiB\n"
        )


if __name__ == "__main__":
    main()
