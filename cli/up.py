"""`up`: everything runs until Ctrl-C."""

import asyncio
import os
import shlex
from pathlib import Path

from cli.exits import Exit
from cli.finding import Health
from cli.interrupts import interrupted
from cli.machine import Machine, begin, machine
from cli.output import Output
from cli.reading import register_of
from cli.record_health import record_findings
from cli.sealer_memory import signed_here


async def up(output: Output, data: Path, assembly: str) -> int:
    """Start everything, say where it is, and stop it in order at the end."""
    begin(data, assembly)
    async with machine(output, data, assembly) as running:
        ended = asyncio.create_task(interrupted())
        await asyncio.sleep(0)  # from now on Ctrl-C is an end in order, and only then we say so
        if output.as_json:
            output.object(whereabouts(data, running))
        stay(output, data, running)
        await _warn(output, data)
        await ended
    return Exit.DONE


async def _warn(output: Output, data: Path) -> None:
    """Say what is wrong with the record, though it goes on."""
    signed = signed_here(data)
    async with register_of(data) as register:
        async for each in record_findings(data, register, signed):
            if each.health is Health.FAIL:
                output.say(f"WARNING, {each.what}: {each.says}; {each.remedy}")


def stay(output: Output, data: Path, running: Machine) -> None:
    """Say where everything is, and how to end it."""
    where = running.endpoints.database_url.rpartition("@")[2]
    output.say(
        f"plenary is up on {data}\n"
        f"  register   PostgreSQL at {where}\n"
        f"  workflows  Temporal at {running.endpoints.temporal_address}, "
        f"namespace {running.endpoints.temporal_namespace}\n"
        f"  logs       {data / 'logs'}\n"
        f"  witnesses  {_followed(running.log_key)}\n"
        f"  try        plenary list cases --data {shlex.quote(str(data))}\n"
        "Ctrl-C stops everything."
    )


def _followed(log_key: str | None) -> str:
    return "its sealer runs elsewhere" if log_key is None else f"follow it with --log {log_key}"


def whereabouts(data: Path, running: Machine) -> dict[str, object]:
    """Return the same for programs; the way in stands in a file that only its owner can read."""
    return {
        "data": str(data),
        "endpoints": str(data / "run" / "endpoints.json"),
        "temporal_address": running.endpoints.temporal_address,
        "temporal_namespace": running.endpoints.temporal_namespace,
        "pids": {**running.endpoints.pids, "plenary": os.getpid()},
        "seconds": dict(running.seconds),
    }
