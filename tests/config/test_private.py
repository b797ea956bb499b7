"""What is ours alone: keys and passwords made whole or not at all, logs that others cannot read."""

import os
import stat
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from cli.logs import log_to
from config.gateway import open_gateway
from config.private import kept, moved_whole, private_folder, private_log


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_key_is_made_once_and_only_we_can_read_it(tmp_path: Path) -> None:
    first = kept(tmp_path / "a.key", lambda: b"first")

    assert kept(tmp_path / "a.key", lambda: b"second") == first == b"first"
    assert mode_of(tmp_path / "a.key") == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["a.key"]


def test_a_crash_while_a_key_is_written_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", crash)
        with pytest.raises(KeyboardInterrupt):
            kept(tmp_path / "a.key", lambda: b"first")

    assert not (tmp_path / "a.key").exists()
    assert kept(tmp_path / "a.key", lambda: b"second") == b"second"


def test_an_empty_key_of_an_older_crash_is_made_anew_and_that_is_said(tmp_path: Path) -> None:
    for name in ("gateway.key", "salt.key"):
        (tmp_path / name).touch(mode=0o600)

    with capture_logs() as said:
        gateway = open_gateway(tmp_path)

    assert gateway.key_id == open_gateway(tmp_path).key_id
    assert len(gateway.salt_key) == 32
    assert [each["event"] for each in said] == ["file.made_again"] * 2


def test_the_public_half_is_for_everybody(tmp_path: Path) -> None:
    open_gateway(tmp_path / "keys")

    assert mode_of(tmp_path / "keys") == 0o700
    assert mode_of(tmp_path / "keys" / "gateway.pub") == 0o644


def test_folders_that_are_made_are_closed_and_others_stay_as_they_are(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    assert private_folder(tmp_path / "one" / "two") == [tmp_path / "one", tmp_path / "one" / "two"]

    assert (mode_of(tmp_path), mode_of(tmp_path / "one")) == (0o755, 0o700)
    assert private_folder(tmp_path) == []


def test_logs_and_data_folder_are_closed_to_others(tmp_path: Path) -> None:
    data = tmp_path / "data"

    log_to(data)
    private_log(data / "logs" / "worker.log").close()

    # As root, the account of PostgreSQL may walk through the data folder and not look into it.
    assert mode_of(data) == (0o710 if os.geteuid() == 0 else 0o700)
    assert mode_of(data / "logs") == 0o700
    assert mode_of(data / "logs" / "plenary.log") == 0o600
    assert mode_of(data / "logs" / "worker.log") == 0o600


def test_a_folder_is_at_its_place_whole_or_not_at_all(tmp_path: Path) -> None:
    fresh, place = tmp_path / "new", tmp_path / "place"
    fresh.mkdir()
    (fresh / "half").write_text("half")
    with pytest.raises(KeyboardInterrupt), moved_whole(fresh, place):
        raise KeyboardInterrupt
    assert [*tmp_path.iterdir()] == []

    (fresh / "within").mkdir(parents=True)
    (fresh / "within" / "away").symlink_to("nowhere")
    with moved_whole(fresh, place):
        (fresh / "within" / "file").write_text("whole")
    assert [*tmp_path.iterdir()] == [place]
    assert (place / "within" / "file").read_text() == "whole"


def test_a_folder_is_flushed_before_it_is_moved_to_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh, place = tmp_path / "new", tmp_path / "place"
    flushed = list[tuple[int, bool]]()
    monkeypatch.setattr(
        os, "fsync", lambda each: flushed.append((os.fstat(each).st_ino, place.exists()))
    )
    fresh.mkdir()

    with moved_whole(fresh, place):
        (fresh / "file").write_text("whole")

    assert flushed == [
        ((place / "file").stat().st_ino, False),
        (place.stat().st_ino, False),
        (tmp_path.stat().st_ino, True),
    ]


def test_what_another_put_under_the_name_of_a_folder_since_is_never_removed(tmp_path: Path) -> None:
    fresh, aside = tmp_path / "new", tmp_path / "aside"
    fresh.mkdir()

    def swap() -> None:
        fresh.rename(aside)
        fresh.mkdir()
        (fresh / "theirs").touch()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), moved_whole(fresh, tmp_path / "place"):
        swap()

    assert (fresh / "theirs").exists()
    assert aside.exists()
