"""Where the servers of a folder are: told while they run, and never afterwards."""

import os
import shutil
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.child import locked
from config.data_lock import DataFolderInUseError, lock_on
from config.endpoints import Endpoints, in_use, publish, published, running_on

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


def test_a_start_waits_a_moment_for_whoever_only_looks_whether_the_folder_is_used(
    tmp_path: Path,
) -> None:
    descriptor = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    assert locked(descriptor)  # as one who looks has it

    def look() -> None:
        time.sleep(0.05)
        os.close(descriptor)

    with ThreadPoolExecutor() as others:
        others.submit(look)

        with lock_on(tmp_path):
            assert in_use(tmp_path)


def test_who_holds_a_folder_in_earnest_is_named_and_what_to_do_is_said(tmp_path: Path) -> None:
    said = f"in use by process {os.getpid()}: .* nothing was changed: wait until that one ends"
    with (
        lock_on(tmp_path),
        pytest.raises(DataFolderInUseError, match=said),
        lock_on(tmp_path),
    ):
        pass


def test_of_those_who_look_at_one_time_none_takes_another_for_a_plenary(tmp_path: Path) -> None:
    with lock_on(tmp_path):
        pass
    with ThreadPoolExecutor(8) as many:
        assert not any(many.map(lambda _: in_use(tmp_path), range(4_000)))


def test_a_lock_that_moves_away_with_its_folder_locks_the_new_folder_of_that_name_for_nobody(
    tmp_path: Path,
) -> None:
    fresh, place = tmp_path / "data.restoring", tmp_path / "data"

    def restored() -> None:
        with lock_on(fresh):
            time.sleep(0.05)
            fresh.rename(place)

    with ThreadPoolExecutor() as others:
        others.submit(restored)
        while not in_use(fresh):
            pass
        with lock_on(fresh):
            assert not in_use(place)
            assert in_use(fresh)
            shutil.rmtree(fresh)
