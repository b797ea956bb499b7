"""What `--to` names: a free name in a folder that is there, or one sentence and exit code 2."""

from pathlib import Path

import pytest

from cli.exits import ConsoleError, Exit
from cli.main import console
from cli.places import demand_free

WRITING = (
    ("receipt", "1"),
    ("export", "package", "all"),
    ("export", "document", "model-law/2026-001"),
    ("backup",),
)


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("/nonexistent/a/b", "/nonexistent/a is no folder"),
        ("/proc/x", "nothing can be written into /proc: "),
        ("/dev/null", "/dev/null exists and is not overwritten"),
        ("/dev/null/x", "/dev/null is no folder"),
        ("/" + "x" * 300, "nothing can be written into /: "),
    ],
)
def test_every_command_says_where_it_cannot_write(
    words: tuple[str, ...], place: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert console([*words, "--to", place, "--data", "/nowhere"]) == Exit.USAGE

    assert said in capsys.readouterr().err


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    there = tmp_path / "41.tlog-proof"
    there.write_text("kept")

    with pytest.raises(ConsoleError, match="exists and is not overwritten") as caught:
        demand_free(there)

    assert caught.value.exit_code is Exit.USAGE
    assert there.read_text() == "kept"


def test_looking_leaves_nothing_behind(tmp_path: Path) -> None:
    demand_free(tmp_path / "package")

    assert list(tmp_path.iterdir()) == []
