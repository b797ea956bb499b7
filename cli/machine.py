"""Everything on one machine: servers, register, worker, seed; stopped in reverse order."""

import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import structlog
from temporalio.service import RPCError

from cli.describing import read_settings
from cli.exits import unreachable
from cli.known_errors import explained
from cli.logs import log_to
from cli.output import Output
from cli.seeding import acts_of, admit_log_keys, demand_register_of, seed
from cli.sending import Door, temporal_at
from config.embedded import Servers, servers
from config.endpoints import Endpoints, publish, published
from config.gateway import open_gateway
from config.keeping import kept
from config.preparing import prepare
from config.register import connected, let_sealer_in
from config.sealing import log_folder, log_keys
from config.supervisor import SEALER, worker
from config.temporal_binary import TemporalNotFoundError
from config.temporal_build import TemporalBuildError

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What runs: where it is, how long it took, the door to it, the key that seals it."""

    endpoints: Endpoints
    seconds: Mapping[str, float]
    door: Door
    log_key: str | None
    """None where the register is sealed elsewhere, or not at all."""


def begin(data: Path, assembly: str) -> None:
    """Say what is wrong with settings, assembly or folder before anything starts; open the log."""
    read_settings()
    acts_of(assembly)
    log_to(data)


@asynccontextmanager
async def machine(output: Output, data: Path, assembly: str) -> AsyncIterator[Machine]:
    """Have everything up inside the block, with the assembly's seed in the register."""
    starting = f"starting PostgreSQL and Temporal on {data}"
    with explained(), _servers_explained():
        async with servers(data, log=log, begun=partial(output.say, starting)) as started:
            output.say(f"{_started(started)}; starting the worker and the sealer")
            try:
                async with _with_worker(output, data, assembly, started) as running:
                    yield running
            finally:
                output.say("stopping Temporal and PostgreSQL")


@asynccontextmanager
async def _with_worker(
    output: Output, data: Path, assembly: str, started: Servers
) -> AsyncIterator[Machine]:
    gateway = open_gateway(data / "keys")
    database_url = await _application_url(started)
    async with connected(database_url) as register:
        await demand_register_of(register, assembly)
    pids = {"plenary": os.getpid(), **started.pids}
    endpoints = Endpoints(
        database_url=database_url,
        temporal_address=started.temporal_address,
        temporal_namespace=started.temporal_namespace,
        pids=pids,
    )

    def announce(name: str, pid: int) -> None:
        pids[name] = pid
        publish(data, endpoints)

    environ = _environment(data, assembly, endpoints)
    with published(data, endpoints):
        async with (
            kept(started.started, log=log, restarted=announce),
            worker(
                environ=environ,
                log_file=data / "logs" / "worker.log",
                log=log,
                started=partial(announce, "worker"),
            ),
        ):
            client = await temporal_at(started.temporal_address, started.temporal_namespace)
            door = Door(client=client, gateway=gateway, database_url=database_url)
            await seed(output, door, assembly)
            url = await _sealer_url(started)
            keys = log_keys(log_folder(data), assembly) if url is not None else ()
            await admit_log_keys(door, keys)
            async with _sealer(data, environ, url, announce):
                try:
                    yield Machine(
                        endpoints=endpoints,
                        seconds=started.seconds,
                        door=door,
                        log_key=keys[0].verifier.text if keys else None,
                    )
                finally:
                    output.say("stopping the sealer and the worker")


@asynccontextmanager
async def _sealer(
    data: Path, environ: Mapping[str, str], url: str | None, announce: Callable[[str, int], None]
) -> AsyncIterator[None]:
    """Have the register sealed inside the block, unless nobody says how to reach it for that."""
    if url is None:
        log.warning("register.not_sealed", reason="SEALER_DATABASE_URL is not set")
        yield
        return
    async with worker(
        module=SEALER,
        environ={**environ, "SEALER_DATABASE_URL": url},
        log_file=data / "logs" / "sealer.log",
        log=log,
        started=partial(announce, "sealer"),
    ):
        yield


async def _sealer_url(started: Servers) -> str | None:
    if started.postgres is not None:
        return await let_sealer_in(started.database_url)
    return read_settings().sealer_database_url


async def _application_url(started: Servers) -> str:
    """Prepare our own PostgreSQL; one that is named is prepared by who named it, or by its URL."""
    if started.postgres is not None:
        return await prepare(started.database_url)
    if administrator := os.environ.get("MIGRATION_DATABASE_URL"):
        await prepare(administrator)
    return started.database_url


def _environment(data: Path, assembly: str, endpoints: Endpoints) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": endpoints.database_url,
        "TEMPORAL_ADDRESS": endpoints.temporal_address,
        "TEMPORAL_NAMESPACE": endpoints.temporal_namespace,
        "PLENARY_DATA": str(data.resolve()),
        "PLENARY_ASSEMBLY": assembly,
    }


def _started(started: Servers) -> str:
    named = {"postgres": "PostgreSQL", "temporal": "Temporal"}
    parts = [f"{named[name]} in {seconds:.1f} s" for name, seconds in started.seconds.items()]
    return f"started {' and '.join(parts)}" if parts else "using the servers of the environment"


@contextmanager
def _servers_explained() -> Iterator[None]:
    try:
        yield
    except (TemporalNotFoundError, TemporalBuildError) as fault:
        raise unreachable(str(fault)) from fault
    except RPCError as broken:
        raise unreachable(f"Temporal does not answer: {broken.message}") from broken
