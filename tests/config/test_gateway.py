"""Which gateways a worker trusts: every public key in its folder, and nothing that is none."""

import os
import sys
from asyncio import create_subprocess_exec, subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from config.gateway import GatewayKeyError, open_gateway, trusted_keys
from tests.house import House

PEM = (
    Ed25519PrivateKey.from_private_bytes(bytes(32))
    .public_key()
    .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
)


def test_every_public_key_of_the_folder_is_trusted(tmp_path: Path) -> None:
    gateway = open_gateway(tmp_path)
    other = b"\xab" * 32
    (tmp_path / "other.pub").write_text(f"  {other.hex().upper()}\n")

    trusted = trusted_keys(tmp_path)

    assert trusted[gateway.key_id] == gateway.public_key
    assert set(trusted.values()) == {gateway.public_key, other}


@pytest.mark.parametrize(
    "said",
    [PEM, b"abcd", b"", b"ab" * 31, b"ab" * 33, b"g" * 64, b"ab " * 32, b"\xff" * 64],
    ids=repr,
)
def test_what_is_no_key_is_named_by_its_file_and_never_trusted(tmp_path: Path, said: bytes) -> None:
    open_gateway(tmp_path)
    (tmp_path / "secretariat.pub").write_bytes(said)

    with pytest.raises(GatewayKeyError, match=r"secretariat\.pub is no gateway key") as caught:
        trusted_keys(tmp_path)

    assert "nothing was changed: put gateway.pub of the gateway there again" in str(caught.value)


async def test_a_worker_that_finds_no_key_in_a_file_says_so_without_a_trace(
    house: House, tmp_path: Path
) -> None:
    (tmp_path / "keys" / "secretariat.pub").write_bytes(PEM)
    environ = {
        **os.environ,
        "DATABASE_URL": str(house.settings.database_url),
        "TEMPORAL_ADDRESS": house.client.service_client.config.target_host,
        "TEMPORAL_NAMESPACE": house.client.namespace,
        "PLENARY_DATA": str(tmp_path),
    }

    process = await create_subprocess_exec(
        *(sys.executable, "-m", "workers.main"), env=environ, stderr=subprocess.PIPE
    )
    _, said = await process.communicate()

    assert (process.returncode, b"Traceback" in said) == (1, False), said
    assert f"{tmp_path}/keys/secretariat.pub is no gateway key" in said.decode()
