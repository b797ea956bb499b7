"""The how-to on sittings shows lines that are played: every one stands in the file of acts."""

import json
import re
from pathlib import Path

from domain.rules import PARAMETERS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "how-to" / "hold-a-sitting.md").read_text(encoding="utf-8")
PLAYED = (ROOT / "tests" / "golden" / "acts" / "sittings.jsonl").read_text(encoding="utf-8")


def test_every_line_of_the_how_to_is_one_that_is_played() -> None:
    shown = [json.loads(line) for line in TEXT.splitlines() if line.startswith("{")]
    played = [json.loads(line) for line in PLAYED.splitlines()]

    assert len(shown) > 20
    assert [line for line in shown if line not in played] == []


def test_every_parameter_that_the_how_to_names_is_one() -> None:
    named = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", TEXT))

    assert named
    assert named <= set(PARAMETERS)
