"""Where the servers of a folder are: told while they run, and never afterwards."""

import stat
from pathlib import Path

from config.data_lock import lock_on
from config.endpoints import Endpoints, publish, published, running_on

HERE = Endpoints(
    database_url="postgresql://plenary_app:secret@127.0.0.1:5432/plenary",
    temporal_address="127.0.0.1:7233",
    temporal_namespace="plenary",
    pids={"plenary": 1},
)


def test_a_folder_that_nothing_runs_on_names_nothing(tmp_path: Path) -> None:
    assert running_on(tmp_path) is None
    assert running_on(tmp_path / "missing") is None


def test_what_runs_can_be_found_while_it_runs(tmp_path: Path) -> None:
    with lock_on(tmp_path), published(tmp_path, HERE):
        assert running_on(tmp_path) == HERE

    assert running_on(tmp_path) is None


def test_a_file_that_a_killed_plenary_left_is_not_believed(tmp_path: Path) -> None:
    publish(tmp_path, HERE)
    (tmp_path / "lock").touch()

    assert running_on(tmp_path) is None


def test_others_cannot_read_the_password(tmp_path: Path) -> None:
    publish(tmp_path, HERE)

    mode = (tmp_path / "run" / "endpoints.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
