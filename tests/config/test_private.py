"""What is ours alone: keys and passwords made whole or not at all, logs that others cannot read."""

import os
import stat
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from cli.logs import log_to
from config.gateway import open_gateway
from config.private import kept, private_folder, private_log


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
