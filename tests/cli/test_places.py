"""What `--to` names: a free name in a folder that is there, or one sentence and exit code 2."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.exits import ConsoleError, Exit
from cli.main import console
from cli.places import demand_free, write_new

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


def test_of_two_files_both_are_written_or_none(tmp_path: Path) -> None:
    one, other, nowhere = tmp_path / "1", tmp_path / "2", tmp_path / "none" / "3"
    with pytest.raises(FileNotFoundError):
        write_new({one: b"a", nowhere: b"c"})
    assert list(tmp_path.iterdir()) == []

    write_new({one: b"a", other: b"b"})
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"1": b"a", "2": b"b"}


@pytest.mark.parametrize("event", ["both", "./both", "here/both"])
def test_a_receipt_and_its_event_are_not_kept_in_one_file(
    event: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "here").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)

    ended = console(["receipt", "1", "--to", "both", "--event", event, "--data", "/nowhere"])

    assert ended == Exit.USAGE
    said = capsys.readouterr().err
    assert "--to and --event both name both" in said
    assert "nothing was written: name another one with --event" in said
    assert [each.name for each in tmp_path.iterdir()] == ["here"]


def test_a_file_that_came_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    one, other = tmp_path / "1", tmp_path / "2"
    demand_free(one)
    demand_free(other)
    other.write_text("came meanwhile")

    with pytest.raises(ConsoleError, match="2 exists and is not overwritten"):
        write_new({one: b"a", other: b"b"})

    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"2": "came meanwhile"}


def test_where_a_file_can_have_one_name_only_it_is_moved_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(_: Path, to: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted", str(to))

    monkeypatch.setattr(os, "link", no_links)  # as on a USB stick, which no test can mount
    one, other = tmp_path / "1", tmp_path / "2"
    other.write_text("came meanwhile")

    write_new({one: b"a"})
    with pytest.raises(ConsoleError, match="2 exists and is not overwritten"):
        write_new({other: b"b"})

    assert (one.read_bytes(), other.read_text()) == (b"a", "came meanwhile")


@pytest.mark.parametrize("words", [("version",), ("config", "show", "--json")], ids=" ".join)
def test_a_full_disk_is_told_as_what_it_is(words: tuple[str, ...]) -> None:
    program = Path(sys.executable).with_name("plenary")
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(  # noqa: S603  (our own program)
            [program, *words], stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert ran.returncode == Exit.UNEXPECTED
    assert ran.stderr.startswith(b"plenary: there is no room (No space left on device)")
    assert b"Acts that were accepted stay recorded" in ran.stderr
    assert b"Traceback" not in ran.stderr
