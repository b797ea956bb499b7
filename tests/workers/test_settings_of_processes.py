"""What the processes say of settings that make no sense: a sentence, and never a password."""

import asyncio
import os
import sys

import pytest

NAMES = ("DATABASE_URL", "SEALER_DATABASE_URL", "MIGRATION_DATABASE_URL")
UNSET = {name: text for name, text in os.environ.items() if "DATABASE" not in name}
SECRET = "s3cret"


async def ended(module: str, settings: dict[str, str]) -> tuple[int | None, str]:
    """Run a process of `workers` to its end; return its exit code and all that it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"workers.{module}"),
        env={**UNSET, "TEMPORAL_ADDRESS": "", **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


@pytest.mark.parametrize("module", ["main", "sealer", "migrate"])
async def test_an_address_that_is_not_accepted_is_said_without_its_password(module: str) -> None:
    wrong = dict.fromkeys(NAMES, f"mysql://app:{SECRET}@db/plenary")

    code, said = await ended(module, wrong)

    assert (code, SECRET in said, "Traceback" in said) == (1, False, False), said
    for name in NAMES:
        assert f"{name}: it is no address of PostgreSQL" in said
    assert "Nothing was started" in said


async def test_a_worker_without_the_address_of_temporal_says_so() -> None:
    code, said = await ended("main", {})

    assert (code, said.strip()) == (
        1,
        "TEMPORAL_ADDRESS is not set: it names the Temporal server, as host:port",
    )


@pytest.mark.parametrize("address", [":7233", "nonsense", "localhost:x", "a b:1", "http://t:7233"])
async def test_a_worker_says_what_no_address_of_temporal_is(address: str) -> None:
    code, said = await ended("main", {"TEMPORAL_ADDRESS": address})

    assert (code, "Traceback" in said) == (1, False), said
    assert said.startswith("TEMPORAL_ADDRESS: it is no address of Temporal; write host:port")
