"""A desk: the real register and the real activity, without Temporal between them."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from activities.decisions import Decisions
from activities.folding import CaseFold
from cli.act_lines import read_object
from cli.drafting import draft
from config.gateway import Gateway, open_gateway
from domain.assemblies.loader import load, seed_acts
from domain.submission import (
    Accepted,
    Actor,
    Answer,
    Answered,
    Batch,
    Capacity,
    Deadline,
    Refused,
    Submission,
)
from eventstore.connections import Pool
from eventstore.read import read_all
from eventstore.registrar import Registrar
from eventstore.work import Recorded
from projections.all_views import VIEWS

SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)
SOON = {"now+PT6S": "now+PT2S", "now+PT3S": "now+PT1S"}
"""What the demonstration lets a person watch need not hold up a test."""

_WHO = {"subject", "capacity"}
FILES = sorted((Path(__file__).parents[2] / "cli" / "demo_acts").glob("*.jsonl"))


@dataclass(kw_only=True)
class Desk:
    """Takes acts as a worker does, and remembers which deadlines each case awaits."""

    pool: Pool
    decisions: Decisions
    registrar: Registrar
    gateway: Gateway
    awaited: dict[str, tuple[Deadline, ...]] = field(default_factory=dict)

    def submission(
        self,
        act: str,
        case: str,
        by: Actor = SECRETARY,
        *,
        on: str = "2026-06-12",
        command_id: UUID | None = None,
        reason: str | None = None,
        source: str | None = None,
        command: str | None = None,
        at: datetime | None = None,
        **fields: object,
    ) -> Submission:
        """Return a signed submission; `command` is the text inside as it is sent."""
        return self.gateway.sign(
            Submission(
                command_id=command_id or uuid4(),
                stream=case,
                name=act,
                command=json.dumps(fields) if command is None else command,
                actor=by,
                occurred_at=on,
                submitted_at=at or datetime.now(UTC),
                reason=reason,
                source=source,
            )
        )

    async def answered(
        self, case: str, *submissions: Submission, due: Sequence[Deadline] = ()
    ) -> Answered:
        """Return what the activity answers to a batch."""
        answered = await self.decisions.answer(
            Batch(stream=case, submissions=submissions, due=tuple(due))
        )
        self.awaited[case] = answered.standing.deadlines
        for each in answered.touched:
            standing = await self.decisions.answer(Batch(stream=each))
            self.awaited[each] = standing.standing.deadlines
        return answered

    async def take(self, submission: Submission) -> Answer:
        """Return the answer to one submission."""
        (answer,) = (await self.answered(submission.stream, submission)).answers
        return answer

    async def act(self, act: str, case: str, by: Actor = SECRETARY, **said: object) -> Answer:
        """Sign an act and return its answer."""
        return await self.take(self.submission(act, case, by, **said))  # type: ignore[arg-type]

    async def tell(self, act: str, **fields: object) -> None:
        """Have the secretary act on the assembly; it must be accepted."""
        said = {"act": act, "case": "assembly", "by": SECRETARY.model_dump(include=_WHO), **fields}
        envelope = {"occurred_at": "2026-06-12", "source": "invented for tests"}
        answer = await self.play_line({**said, **envelope})
        assert isinstance(answer, Accepted), answer

    async def refused(self, submission: Submission) -> Refused:
        """Return the refusal of a submission that must be refused."""
        answer = await self.take(submission)
        assert isinstance(answer, Refused), answer
        return answer

    async def found(self, assembly: str = "quick") -> None:
        """Play a seed; all of it must be accepted."""
        answers = await self.play(seed_acts(load(assembly)))
        assert all(isinstance(each, Accepted) for each in answers), answers

    async def admit_gateway(self) -> None:
        """Record the key of its own gateway, as `plenary up` does behind the seed."""
        key = {"key_id": self.gateway.key_id, "public_key": self.gateway.public_key.hex()}
        by = {"subject": "secretary", "capacity": "secretariat"}
        said = {"act": "AdmitGatewayKey", "case": "assembly", "by": by, "source": "for tests"}
        answer = await self.play_line({**said, "occurred_at": "2020-01-01", **key})
        assert isinstance(answer, Accepted), answer

    async def play(self, lines: Iterable[Mapping[str, object]]) -> list[Answer]:
        """Play acts as lines say them, then let pass what is due within seconds."""
        answers = [await self.play_line(said) for said in lines]
        await self.pass_due()
        return answers

    async def play_line(self, said: Mapping[str, object]) -> Answer:
        """Play one act as a line says it."""
        hurried = {name: _hurried(value) for name, value in said.items()}
        drafted = draft(read_object(hurried), self.gateway, datetime.now(UTC))
        return await self.take(drafted.submission)

    async def play_file(self, path: Path) -> list[Answer]:
        """Play the acts of a file."""
        return await self.play(acts_of(path))

    async def pass_due(self, *, within: float = 4) -> None:
        """Wait for the deadlines that fall due within seconds, and pass them one by one."""
        horizon = datetime.now(UTC) + timedelta(seconds=within)
        while near := sorted(
            (each.at, case, each)
            for case, awaited in self.awaited.items()
            for each in awaited
            if each.at <= horizon
        ):
            at, case, deadline = near[0]
            await asyncio.sleep(max(0.0, (at - datetime.now(UTC)).total_seconds()))
            await self.answered(case, due=[deadline])

    async def events(self) -> list[Recorded]:
        """Return the whole register."""
        async with self.pool.acquire() as connection:
            return [event async for event in read_all(connection)]

    async def types(self, case: str) -> list[str]:
        """Return the types of the events of one case."""
        return [each.type for each in await self.events() if each.stream == case]


def _hurried(value: object) -> object:
    return SOON.get(value, value) if isinstance(value, str) else value


@asynccontextmanager
async def open_desk(pool: Pool, folder: Path, *, log: str = "quick") -> AsyncIterator[Desk]:
    """Have a desk on an empty register, with a gateway of its own."""
    gateway = open_gateway(folder)
    async with Registrar(pool, log=log, fold=CaseFold(), views=VIEWS) as registrar:
        yield Desk(
            pool=pool,
            decisions=Decisions(registrar, {gateway.key_id: gateway.public_key}),
            registrar=registrar,
            gateway=gateway,
        )


def acts_of(path: Path) -> list[dict[str, object]]:
    """Return the acts that a file holds."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
