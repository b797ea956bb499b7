"""The servers of one machine: started, killed, continued, never left behind. All real."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import asyncpg
import pytest
import structlog
from temporalio.client import Client
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes

from config import embedded
from config.child import ServerStartError
from config.data_lock import DataFolderInUseError
from config.embedded import servers
from config.postgres_server import start_postgres
from eventstore.durability import NotDurableError, assert_durable

LOG = structlog.get_logger()
ROOT = Path(__file__).parents[2]
CASE = SearchAttributeKey.for_keyword("Case")
HOLDER = """
import asyncio, sys
from pathlib import Path
from structlog import PrintLogger, wrap_logger
from config import embedded
from config.child import ServerStartError
from config.embedded import servers

async def main():
    log = wrap_logger(PrintLogger(sys.stderr))
    async with servers(Path(sys.argv[1]), log=log) as running:
        print(*running.pids.values(), flush=True)
        await asyncio.sleep(3600)

asyncio.run(main())
"""


@pytest.fixture(autouse=True)
def no_servers_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE"):
        monkeypatch.delenv(name, raising=False)


async def remember(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE memory AS SELECT 'remembered' AS word")
    await connection.close()


async def remembered(url: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval("SELECT word FROM memory")
    finally:
        await connection.close()


async def open_case(client: Client, case: str) -> None:
    attributes = TypedSearchAttributes([SearchAttributePair(CASE, case)])
    await client.start_workflow("Case", id=case, task_queue="nobody", search_attributes=attributes)


async def case_of(client: Client, case: str) -> object:
    described = await client.get_workflow_handle(case).describe()
    return described.typed_search_attributes[CASE]


def is_running(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


async def gone(pids: list[int], *, within: float) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            while any(is_running(pid) for pid in pids):
                await asyncio.sleep(0.05)
    return not any(is_running(pid) for pid in pids)


async def test_a_folder_is_continued_by_the_next_start(tmp_path: Path) -> None:
    async with servers(tmp_path, log=LOG) as first:
        client = await Client.connect(first.temporal_address, namespace=first.temporal_namespace)
        await remember(first.database_url)
        await open_case(client, "vote/1")
        pids = list(first.pids.values())

    assert not any(is_running(pid) for pid in pids)

    async with servers(tmp_path, log=LOG) as second:
        client = await Client.connect(second.temporal_address, namespace=second.temporal_namespace)
        assert await remembered(second.database_url) == "remembered"
        assert await case_of(client, "vote/1") == "vote/1"
        assert max(second.seconds.values()) < 15


async def test_each_is_killed_and_comes_back_where_it_was(tmp_path: Path) -> None:
    async with servers(tmp_path, log=LOG) as running:
        assert running.postgres is not None
        assert running.temporal is not None
        client = await Client.connect(running.temporal_address, namespace="plenary")
        url, address = running.database_url, running.temporal_address
        await remember(url)
        await open_case(client, "vote/1")

        os.kill(running.postgres.pid, signal.SIGKILL)
        os.kill(running.temporal.pid, signal.SIGKILL)
        await running.postgres.restart()
        await running.temporal.restart()

        assert (running.postgres.url, running.temporal.address) == (url, address)
        assert await remembered(url) == "remembered"
        assert await case_of(client, "vote/1") == "vote/1"


async def test_two_folders_run_side_by_side(tmp_path: Path) -> None:
    async with (
        servers(tmp_path / "one", log=LOG) as one,
        servers(tmp_path / "two", log=LOG) as two,
    ):
        await remember(one.database_url)

        with pytest.raises(asyncpg.UndefinedTableError):
            await remembered(two.database_url)


async def test_one_folder_serves_one_plenary(tmp_path: Path) -> None:
    async with servers(tmp_path, log=LOG):
        with pytest.raises(DataFolderInUseError, match=f"in use by process {os.getpid()}"):
            async with servers(tmp_path, log=LOG):
                pass


async def test_a_named_temporal_that_does_not_answer_is_said_to_be_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "PREPARE_SECONDS", 0.5)
    environ = {"DATABASE_URL": "postgresql://elsewhere/plenary", "TEMPORAL_ADDRESS": "127.0.0.1:1"}

    with pytest.raises(ServerStartError, match=r"Temporal does not answer at 127\.0\.0\.1:1"):
        async with servers(tmp_path, log=LOG, environ=environ):
            pass


async def test_servers_named_in_the_environment_are_used_and_none_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = []

    async def prepare(*where: str) -> None:
        prepared.append(where)

    monkeypatch.setattr(embedded, "prepare_namespace", prepare)
    environ = {
        "DATABASE_URL": "postgresql://elsewhere/plenary",
        "TEMPORAL_ADDRESS": "elsewhere:7233",
    }

    async with servers(tmp_path, log=LOG, environ=environ) as named:
        assert (named.database_url, named.temporal_address) == tuple(environ.values())
        assert named.pids == {}

    assert prepared == [("elsewhere:7233", "plenary")]


async def test_nothing_runs_on_after_a_failure_inside(tmp_path: Path) -> None:
    pids: list[int] = []

    async def fail_inside() -> None:
        async with servers(tmp_path, log=LOG) as running:
            pids.extend(running.pids.values())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_inside()

    assert len(pids) == 2
    assert not any(is_running(pid) for pid in pids)


async def test_postgres_is_stopped_when_temporal_cannot_start(tmp_path: Path) -> None:
    environ = {"TEMPORAL_SERVER_PATH": "/bin/false"}

    with pytest.raises(Exception, match="is no Temporal"):
        async with servers(tmp_path, log=LOG, environ=environ):
            pass

    again = await start_postgres(tmp_path, log=LOG)
    await again.stop()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_nothing_outlives_its_starter(tmp_path: Path, end: signal.Signals) -> None:
    holder = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", HOLDER, str(tmp_path)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert holder.stdout is not None
    pids = [int(pid) for pid in (await holder.stdout.readline()).split()]
    assert len(pids) == 2

    holder.send_signal(end)
    await holder.wait()

    assert await gone(pids, within=20)
    log = (tmp_path / "postgres" / "postgres.log").read_text()
    assert log.rstrip().endswith("database system is shut down")


async def test_a_stale_pid_file_of_another_process_is_no_obstacle(tmp_path: Path) -> None:
    killed = await start_postgres(tmp_path, log=LOG)
    await killed.kill()
    pid_file = killed.folder / "cluster" / "postmaster.pid"
    _, *rest = pid_file.read_text().splitlines(keepends=True)
    pid_file.write_text("".join((f"{os.getppid()}\n", *rest)))

    again = await start_postgres(tmp_path, port=killed.port, log=LOG)
    await again.stop()


async def test_a_register_that_may_forget_is_refused(tmp_path: Path) -> None:
    postgres = await start_postgres(tmp_path, log=LOG)
    try:
        connection = await asyncpg.connect(postgres.url)
        await assert_durable(connection)
        await connection.execute("SET synchronous_commit = off")
        with pytest.raises(NotDurableError, match="synchronous_commit = off"):
            await assert_durable(connection)
        await connection.close()
    finally:
        await postgres.stop()
