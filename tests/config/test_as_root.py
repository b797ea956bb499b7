"""Started by root, PostgreSQL is an ordinary account: it owns its cluster and nothing else."""

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from config.postgres_folder import data_folder
from config.postgres_server import PostgresServer, start_postgres

LOG = structlog.get_logger()
READ_AND_WALK = 1 << 2  # CAP_DAC_READ_SEARCH; CAP_DAC_OVERRIDE, which writes, would be 1 << 1

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root leaves root")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def capabilities(server: PostgresServer) -> set[int]:
    said = Path(f"/proc/{server.pid}/status").read_text().splitlines()
    kinds = ("CapInh", "CapPrm", "CapEff", "CapAmb")
    return {int(line.split()[1], 16) for line in said if line.startswith(kinds)}


async def test_where_every_folder_is_open_it_has_no_capability(open_folder: Path) -> None:
    data_folder(open_folder / "data")
    server = await start_postgres(open_folder / "data", log=LOG)
    try:
        assert capabilities(server) == {0}
    finally:
        await server.stop()


async def test_where_a_folder_above_is_closed_it_may_walk_and_read_and_not_write(
    open_folder: Path,
) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    server = await start_postgres(closed / "data", log=LOG)
    try:
        assert capabilities(server) == {READ_AND_WALK}
    finally:
        await server.stop()


async def test_password_and_log_stay_with_root(open_folder: Path) -> None:
    server = await start_postgres(open_folder, log=LOG)
    await server.stop()

    owners = {each.name: each.stat().st_uid for each in server.folder.iterdir()}
    assert owners.pop("cluster") != 0
    assert owners == {"password": 0, "lock": 0, "postgres.log": 0}
    modes = {stat.S_IMODE((server.folder / name).stat().st_mode) for name in owners}
    assert modes == {0o600}


async def test_a_folder_of_an_earlier_release_gives_its_password_back(open_folder: Path) -> None:
    first = await start_postgres(open_folder, log=LOG)
    await first.stop()
    account = (first.folder / "cluster").stat()
    for each in (first.folder, first.folder / "password"):
        os.chown(each, account.st_uid, account.st_gid)

    again = await start_postgres(open_folder, log=LOG)
    await again.stop()

    assert (first.folder / "password").stat().st_uid == 0
    assert first.folder.stat().st_uid == 0
