"""Files of acts, played in memory."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.assemblies.loader import load, seed_acts
from domain.catalogue import ACTS
from domain.refusal import Refusal
from domain.submission import Actor
from tests.scenario import Play

FOLDER = Path(__file__).parents[1] / "cli" / "demo_acts"
ENVELOPE = frozenset({"act", "case", "by", "occurred_at", "source", "reason", "id", "at_version"})
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SOON = {"now+PT9M": 9, "now+PT10M": 10, "now+PT3S": 1, "now+PT6S": 2}


def seeded(name: str) -> Play:
    """Return a play in which a seed has been accepted whole."""
    play = Play()
    assert not played(play, seed_acts(load(name)))
    return play


def history(*names: str) -> tuple[Play, dict[str, Refusal]]:
    """Play TURKPA's seed and then files by the beginning of their names; return the refusals."""
    play = seeded("turkpa")
    refusals: dict[str, Refusal] = {}
    for name in names:
        (path,) = FOLDER.glob(f"{name}-*.jsonl")
        refusals |= played(play, [json.loads(line) for line in path.read_text().splitlines()])
    return play, refusals


def played(play: Play, lines: Iterable[Mapping[str, object]]) -> dict[str, Refusal]:
    """Play acts as lines say them; return the refusals by number and name of the act."""
    refusals = {}
    for number, line in enumerate(lines, start=1):
        fields = {k: _soon(v) for k, v in line.items() if k not in ENVELOPE}
        reason = line.get("reason")
        answer = play.when(
            ACTS[str(line["act"])].model_validate(fields),
            case=str(line["case"]),
            by=Actor.model_validate(line["by"]),
            on=str(line["occurred_at"]),
            reason=None if reason is None else str(reason),
            now=NOW,
        )
        if isinstance(answer, Refusal):
            refusals[f"{number} {line['act']}"] = answer
    return refusals


def _soon(value: object) -> object:
    if isinstance(value, str) and value in SOON:
        return NOW + timedelta(minutes=SOON[value])
    return value
