"""`plenary verify-package`: its own program's findings in the shape of every other command."""

import json
from pathlib import Path

import pytest

from cli.exits import Exit
from cli.main import console
from tests.tampering.conftest import Original
from tests.tampering.sealed import POLICY


def test_programs_are_answered_in_the_shape_of_every_other_command(
    package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words, events = ["verify-package", str(package), "--json"], package / "data/events.jsonl"

    assert console(words) == Exit.DONE
    assert set(json.loads(capsys.readouterr().out)) == {"ok", "data", "warnings"}
    assert console([*words, "--trust", str(tmp_path / "none")]) == Exit.USAGE
    told = json.loads(capsys.readouterr().out)
    assert told["error"]["message"].startswith("No such file or directory: ")
    events.write_bytes(events.read_bytes().replace(b'"v":1', b'"v":2', 1))
    assert console(words) == Exit.VERIFICATION_FAILED
    told = json.loads(capsys.readouterr().out)
    assert set(told["error"]) == {"code", "message", "citation", "missing", "reference"}
    assert told["error"]["missing"] == ["position 1"]


def test_the_good_news_ends_with_one_line_break(
    package: Path, original: Original, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy, kept = tmp_path / "policy.txt", tmp_path / "kept.note"
    policy.write_text(POLICY)
    kept.write_bytes(original.kept.note)
    words = ["verify-package", str(package), "--policy", str(policy), "--trust", str(kept)]

    assert console(words) == Exit.DONE
    assert not capsys.readouterr().out.endswith("\n\n")
