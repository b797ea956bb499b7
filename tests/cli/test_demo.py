"""The demonstration's judgement, what it erases, and the acts that it plays."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.act_lines import numbered, read_line
from cli.demo import OURS, Judged, forget
from cli.exits import ConsoleError, Exit
from cli.playing import FOLDER, act_files
from cli.settling import Settled
from eventstore.envelope import Head
from eventstore.verify import Fault, Verified

NOW = datetime(2026, 6, 12, tzinfo=UTC)
WHOLE = Verified(log="turkpa", size=3, leaf="9f" * 32, recorded_at=NOW)
AGREED = Settled(open=1, completed=2, wrong=())


def judged(
    *, found: Verified | Fault = WHOLE, workflows: Settled = AGREED, calm: bool = True
) -> Judged:
    return Judged(
        cases={"assembly": "constituted"},
        irregularities=0,
        workflows=workflows,
        found=found,
        end=Head(),
        calm=calm,
    )


def test_all_is_well_only_if_register_workflows_and_deadlines_agree() -> None:
    assert judged().exit_code is Exit.DONE
    assert judged(calm=False).exit_code is Exit.UNEXPECTED
    lost = Settled(open=0, completed=2, wrong=("assembly",))
    assert judged(workflows=lost).exit_code is Exit.UNEXPECTED
    assert "assembly: register and workflow disagree" in judged(workflows=lost).faults
    changed = Fault(position=2, sentence="position 2 was changed")
    assert judged(found=changed).exit_code is Exit.VERIFICATION_FAILED


def test_reset_erases_what_is_ours_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    for name in set(OURS) - {"lock"}:
        (tmp_path / name / "inside").mkdir(parents=True)
    (tmp_path / "letters.txt").write_text("mine")

    forget(tmp_path)

    assert [each.name for each in tmp_path.iterdir()] == ["letters.txt"]


def test_every_line_of_the_demonstration_is_an_act_or_meant_to_be_none() -> None:
    for file in act_files(FOLDER):
        lines = [text for _, text in numbered(file.read_bytes().splitlines())]
        assert [read_line(text) for text in lines]


def test_a_folder_without_acts_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(ConsoleError, match="there are no acts"):
        act_files(tmp_path)
