"""The how-to on national procedures says what is so: its rows are rows, its steps are steps."""

import re
import tomllib
from pathlib import Path
from typing import get_args

from domain.assemblies.loader import load
from domain.assemblies.procedures import SeedProcedure, known
from domain.national_track import path_decider
from domain.national_track.receipt import ReceiptAcknowledged
from domain.national_track.steps import NationalStep

TEXT = (Path(__file__).parents[2] / "docs" / "how-to" / "national-procedures.md").read_text()
BLOCKS = re.findall(r"^```toml$(.*?)^```$", TEXT, flags=re.MULTILINE | re.DOTALL)
SPECIAL = {"reading-1", "first-chamber", "amendments", "passed", "rejected", "fallen"}
"""Names under which a step counts besides its own."""


def _kinds(kind: type[NationalStep]) -> set[type[NationalStep]]:
    below = kind.__subclasses__()
    return {*below, *(each for child in below for each in _kinds(child))}


def _steps() -> set[str]:
    assert get_args(path_decider.StepTaken)
    assert ReceiptAcknowledged in _kinds(NationalStep)
    told = {getattr(each, "step", "") for each in _kinds(NationalStep)}
    return (told | SPECIAL) - {"", "committee-adjourned"}


def test_the_rows_of_the_example_are_rows_of_the_package() -> None:
    example = SeedProcedure.model_validate(tomllib.loads(BLOCKS[0]))
    [own] = [each for each in load("turkpa").procedures if each.parliament == "az"]

    assert set(example.limits) <= set(own.limits)


def test_the_seed_names_the_procedures_that_there_are() -> None:
    assert sorted(tomllib.loads(BLOCKS[1])["national_procedures"]) == list(known())


def test_the_steps_that_are_named_are_all_there_are() -> None:
    [sentence] = [line for line in TEXT.splitlines() if line.startswith("`starts` and `ends`")]
    named = set(re.findall(r"`([a-z0-9-]+)`", sentence)) - {"starts", "ends"}

    assert named == _steps()


def test_each_row_of_the_package_names_steps_that_there_are() -> None:
    steps = _steps() | {"reading-2"}
    limits = [limit for each in load("turkpa").procedures for limit in each.limits]

    assert {step for each in limits for step in (each.starts, *each.ends)} <= steps
