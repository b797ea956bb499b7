"""A whole plenary in one test process: real PostgreSQL, real Temporal, real worker."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import asyncpg
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError

from activities.decisions import Decisions
from config.gateway import Gateway, open_gateway, trusted_keys
from config.settings import Settings
from domain.assemblies.loader import load, seed_acts
from domain.submission import Accepted, Actor, Batch, Capacity, Receipt, Submission
from workers.main import KEPT_CASES, registering, serving
from workflows.submit import submit

SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)


class Step(NamedTuple):
    """One act of a story."""

    act: str
    case: str
    by: Actor
    on: str
    fields: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class House:
    """One register and one namespace, with a gateway of its own."""

    database_url: str
    superuser_url: str
    client: Client
    data: Path
    gateway: Gateway
    environ: Mapping[str, str] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """The settings of a worker of this house."""
        return Settings(
            data=self.data,
            database_url=self.database_url,
            temporal_address=self.client.service_client.config.target_host,
            temporal_namespace=self.client.namespace,
        )

    def submission(
        self,
        act: str,
        case: str,
        by: Actor = SECRETARY,
        *,
        on: str = "2026-06-12",
        command_id: UUID | None = None,
        reason: str | None = None,
        expected_version: int | None = None,
        **fields: object,
    ) -> Submission:
        """Return a signed submission."""
        return self.gateway.sign(
            Submission(
                command_id=command_id or uuid4(),
                stream=case,
                name=act,
                command=json.dumps(fields),
                actor=by,
                occurred_at=on,
                submitted_at=datetime.now(UTC),
                reason=reason,
                expected_version=expected_version,
            )
        )

    async def act(self, act: str, case: str, by: Actor = SECRETARY, **said: object) -> Receipt:
        """Submit an act through the one door and return its receipt."""
        return await submit(self.client, self.submission(act, case, by, **said))  # type: ignore[arg-type]

    async def accepted(
        self, act: str, case: str, by: Actor = SECRETARY, **said: object
    ) -> Accepted:
        """Submit an act that must be accepted."""
        receipt = await self.act(act, case, by, **said)
        assert isinstance(receipt, Accepted), receipt
        return receipt

    def step(self, step: Step) -> Submission:
        """Return a step of a story as a signed submission."""
        return self.submission(step.act, step.case, step.by, on=step.on, **step.fields)  # type: ignore[arg-type]

    async def tell(self, *steps: Step) -> None:
        """Submit steps through the one door, one after the other; all must be accepted."""
        for step in steps:
            receipt = await submit(self.client, self.step(step))
            assert isinstance(receipt, Accepted), (step, receipt)

    async def record(self, *steps: Step) -> None:
        """Write steps straight into the register, in one transaction, without any workflow."""
        batch = Batch(stream=steps[0].case, submissions=tuple(map(self.step, steps)))
        async with registering(self.settings) as registrar:
            decisions = Decisions(registrar, trusted_keys(self.settings.keys))
            answered = await decisions.answer(batch)
        for step, answer in zip(steps, answered.answers, strict=True):
            assert isinstance(answer, Accepted), (step, answer)

    async def found(self, assembly: str = "quick") -> None:
        """Seed the assembly: its founding acts, without a workflow yet."""
        await self.record(*(_seed_step(line) for line in seed_acts(load(assembly))))

    async def query(self, sql: str, *arguments: object) -> list[asyncpg.Record]:
        """Read the register as the superuser."""
        connection = await asyncpg.connect(self.superuser_url)
        try:
            return list(await connection.fetch(sql, *arguments))
        finally:
            await connection.close()

    async def events(self, stream: str) -> list[str]:
        """Return the types of a stream's events, in order."""
        rows = await self.query("SELECT type FROM event WHERE stream = $1 ORDER BY version", stream)
        return [row["type"] for row in rows]

    async def is_running(self, case: str) -> bool:
        """Tell whether the workflow of a case is open."""
        try:
            described = await self.client.get_workflow_handle(case).describe()
        except RPCError:
            return False
        return described.status is WorkflowExecutionStatus.RUNNING

    async def run_id(self, case: str) -> str:
        """Return the id of the latest run of a case's workflow."""
        described = await self.client.get_workflow_handle(case).describe()
        assert described.run_id is not None
        return described.run_id

    async def has(self, stream: str, *types: str) -> bool:
        """Tell whether a stream holds all of these types of event."""
        return set(types) <= set(await self.events(stream))

    @asynccontextmanager
    async def serve(self, *, kept_cases: int = KEPT_CASES) -> AsyncIterator[None]:
        """Serve in this process inside the block."""
        async with serving(self.settings, self.client, kept_cases=kept_cases):
            yield

    async def start_worker(self, module: str = "workers.main") -> "WorkerProcess":
        """Start a worker as a process of its own, to be killed."""
        environ = {
            **os.environ,
            "DATABASE_URL": self.database_url,
            "TEMPORAL_ADDRESS": self.client.service_client.config.target_host,
            "TEMPORAL_NAMESPACE": self.client.namespace,
            "PLENARY_DATA": str(self.data),
            **self.environ,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            module,
            env=environ,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        assert process.stdout is not None
        await process.stdout.readuntil(b"worker.ready\n")
        return WorkerProcess(process)


class WorkerProcess:
    """A worker that a test may kill."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """Take the running process."""
        self.process = process

    def freeze(self) -> None:
        """Let it do nothing more, without its knowing."""
        self.process.send_signal(signal.SIGSTOP)

    async def kill(self) -> None:
        """Kill it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def stop(self) -> None:
        """Stop it in order."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            await self.process.wait()


def _seed_step(line: Mapping[str, object]) -> Step:
    said = {key: value for key, value in line.items() if key != "source"}
    act, case, by, on = (said.pop(key) for key in ("act", "case", "by", "occurred_at"))
    return Step(str(act), str(case), Actor.model_validate(by), str(on), said)


def make_house(*, database_url: str, superuser_url: str, client: Client, data: Path) -> House:
    """Return a house on a fresh register and a fresh namespace."""
    return House(
        database_url=database_url,
        superuser_url=superuser_url,
        client=client,
        data=data,
        gateway=open_gateway(data / "keys"),
    )


async def until(condition: Callable[[], Awaitable[bool]], *, seconds: float = 30) -> None:
    """Wait for a condition; fail when it does not come."""
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.05)
