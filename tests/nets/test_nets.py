"""The nets hold: what a tired hand may do to the house is caught before it is committed."""

import asyncio
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = (
    *("domain", "eventstore", "projections", "activities", "workflows"),
    *("config", "cli", "workers"),
)
CLAIM_DECIDED = """
        case RecordClaim():
            return record_claim(command, case)"""
RULING_FOLDED = """
        case RulingGiven():
            return ruled(case, event)"""
OBJECTION_DECIDED = """
        case ballots.ObjectToConsensus():
            return ballots.object_to_consensus(command, case, acting, rules, record)"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of all that the contracts and the types look at."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        unneeded = shutil.ignore_patterns("__pycache__", "demo_acts")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=unneeded)
    return tmp_path


async def ran(tree: Path, *words: str) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name(words[0])),
        *words[1:],
        cwd=tree,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


def removed(file: Path, arm: str) -> None:
    text = file.read_text()
    assert text.count(arm) == 1, f"{file.name} no longer holds the arm that this test takes out"
    file.write_text(text.replace(arm, ""))


@pytest.mark.parametrize(
    ("where", "planted", "contract"),
    [
        ("domain/vote/ballots.py", "import socket", "the domain is pure"),
        ("domain/decision_rules/majorities.py", "from time import time", "the domain is pure"),
        ("eventstore/read.py", "import domain.vote.state", "the register knows no case"),
        ("workflows/submit.py", "import domain.vote.ballots", "workflows reach the register"),
    ],
)
async def test_a_planted_import_breaks_its_contract(
    tree: Path, where: str, planted: str, contract: str
) -> None:
    file = tree / where
    file.write_text(f"{file.read_text()}\n{planted}\n")

    code, said = await ran(tree, "lint-imports", "--no-cache")

    assert code == 1
    (broken,) = [line for line in said.splitlines() if line.split(" (")[0].endswith(" BROKEN")]
    assert broken.startswith(contract)


async def test_an_arm_that_is_taken_out_breaks_the_types(tree: Path) -> None:
    removed(tree / "domain" / "cases.py", CLAIM_DECIDED)
    removed(tree / "domain" / "cases.py", RULING_FOLDED)
    removed(tree / "domain" / "vote" / "decider.py", OBJECTION_DECIDED)

    code, said = await ran(tree, "mypy", "domain")

    assert code == 1
    faults = [line for line in said.splitlines() if "error:" in line]
    for missing in ("RecordClaim", "RulingGiven", "ObjectToConsensus"):
        assert any("assert_never" in fault and f'"{missing}"' in fault for fault in faults), said
