"""How Temporal is reached: plainly on this machine, as its own variables say elsewhere."""

import asyncio
import os
import sys
from pathlib import Path

import pytest
import structlog
from temporalio.service import TLSConfig

from config.connections import is_loopback, settings_of
from config.temporal_server import start_temporal

AWAY = "assembly.a1b2c.tmprl.cloud:7233"
ASKING = """
import asyncio, logging, sys
from datetime import timedelta
from temporalio.service import RPCError
from config.connections import connect_temporal
from config.leaving import leave

async def main():
    client = await connect_temporal(sys.argv[1], "default")
    print("connected", flush=True)
    sys.stdin.read()
    try:
        await client.get_workflow_handle("x").describe(rpc_timeout=timedelta(seconds=6))
    except RPCError:
        print("nobody answers")

logging.basicConfig(stream=sys.stderr)
asyncio.run(main())
leave(0)
"""


def test_on_this_machine_nothing_need_be_said() -> None:
    assert settings_of("127.0.0.1:7233", "plenary", {})["tls"] is False


def test_a_managed_temporal_takes_a_key_over_tls() -> None:
    found = settings_of(AWAY, "assembly.a1b2c", {"TEMPORAL_API_KEY": "secret"})

    assert found["target_host"] == AWAY
    assert found["namespace"] == "assembly.a1b2c"
    assert found["api_key"] == "secret"
    assert found["tls"] is True


def test_a_key_alone_turns_no_tls_on_where_the_server_is_our_own() -> None:
    assert settings_of("127.0.0.1:7233", "p", {"TEMPORAL_API_KEY": "secret"})["tls"] is False


@pytest.mark.parametrize("address", [AWAY, "127.0.0.1:7233"])
def test_tls_that_is_described_is_used_everywhere(address: str) -> None:
    described = {"TEMPORAL_TLS": "true", "TEMPORAL_TLS_SERVER_NAME": "temporal.example"}

    tls = settings_of(address, "plenary", described)["tls"]

    assert isinstance(tls, TLSConfig)
    assert tls.domain == "temporal.example"


def test_elsewhere_without_a_word_there_is_no_tls() -> None:
    assert "tls" not in settings_of("temporal:7233", "plenary", {})


@pytest.mark.parametrize(
    ("address", "ours"),
    [("127.0.0.1:7233", True), ("localhost:1", True), ("[::1]:1", True), (AWAY, False)],
)
def test_loopback_is_known_by_name_and_number(address: str, ours: object) -> None:
    assert is_loopback(address) is ours


async def test_what_the_sdk_logs_never_stands_among_the_data(tmp_path: Path) -> None:
    server = await start_temporal(tmp_path, environ=os.environ, log=structlog.get_logger())
    asking = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", ASKING, server.address),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert asking.stdout is not None
    connected = await asking.stdout.readline()
    await server.stop()
    said, logged = await asking.communicate(b"")

    assert connected + said == b"connected\nnobody answers\n"
    assert b"retried" in logged
