"""A rehearsal: acts judged by the same `decide` as ever, of which the register learns nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

from activities.judging import Verdict, judged
from activities.opening import checked
from cli.act_lines import ActLine
from cli.drafting import draft
from cli.first_sent import first_sent
from cli.folding import day_of_event, day_told, folded
from config.gateway import Gateway
from domain import cases
from domain.acting import Acting, Record
from domain.actualisations import happened_by
from domain.assembly.state import STREAM, Assembly
from domain.case import Case, Elsewhere, category
from domain.messages import Command, Event
from domain.not_loaded import NotLoadedError
from domain.procedure import Judged, Procedure
from domain.refusal import Refusal
from domain.submission import Accepted, Refused, Submission
from eventstore.durability import Connection
from eventstore.looking import look_up
from eventstore.outcomes import refused, spent, stale
from eventstore.read import read_stream


class Foretold(NamedTuple):
    """An event that an act would leave, and how the map of its procedure stood to it."""

    stream: str
    event: Event
    step: Judged | None


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """Cases as the register has them, with what earlier acts of the rehearsal would have done."""

    register: Connection
    gateway: Gateway
    cases: dict[str, Case] = field(default_factory=dict)
    past: dict[str, list[tuple[str, date]]] = field(default_factory=dict)
    """The names and days of the events of each case."""

    async def answered(self, line: ActLine) -> Accepted | Refused | None:
        """Return the first answer to an act that was sent in earnest before."""
        said = await look_up(self.register, line.command_id)
        if said is None:
            return None
        sent = await first_sent(self.register, line.command_id) or datetime.now(UTC)
        submission = draft(line, self.gateway, sent).submission
        if said.request_hash == bytes.fromhex(submission.request_hash):
            return said.outcome
        return refused(line.command_id, spent(abandoned=said.request_hash is None), None)

    async def judged(self, line: ActLine, now: datetime) -> Sequence[Foretold] | Refusal:
        """Judge an act; raise `MalformedError` where it is none."""
        submission = draft(line, self.gateway, now).submission
        command = checked(submission)
        await self._load((submission.stream, STREAM))
        case = self.cases[submission.stream]
        if submission.expected_version not in {None, case.version}:
            late = stale(submission.stream, submission.expected_version or 0, case.version)
            return Refusal(code=late.code, sentence=late.sentence)
        found = await self._judged(submission, command, now)
        if isinstance(found.decision, Refusal):
            return found.decision
        return await self._foretold(found.decision, case, found.acting)

    async def _judged(self, submission: Submission, command: Command, now: datetime) -> Verdict:
        while True:
            try:
                return judged(submission, command, Record(self.cases), now)
            except NotLoadedError as missing:
                await self._load(missing.streams)

    async def _foretold(
        self, decision: Sequence[Event | Elsewhere], case: Case, acting: Acting
    ) -> Sequence[Foretold]:
        foretold = []
        for each in decision:
            stream, event = each if isinstance(each, Elsewhere) else (case.stream, each)
            await self._load([stream])
            foretold.append(Foretold(stream, event, self._step(stream, event, acting.on)))
            self.cases[stream] = cases.evolve(self.cases[stream], event)
            self.past[stream].append((event.type, day_told(event, acting.on)))
        return foretold

    def _step(self, stream: str, event: Event, day: date) -> Judged | None:
        """Return how the map of the procedure stands to an event, before it happens."""
        chart = Record(self.cases).case(STREAM, Assembly).map_on(category(stream), day)
        if chart is None:
            return None
        steps = Procedure(chart).judged(happened_by(day, self.past[stream]), day)
        return next((each for each in steps if each.step == event.type), None)

    async def _load(self, streams: Iterable[str]) -> None:
        for stream in streams:
            if stream not in self.cases:
                events = await read_stream(self.register, stream)
                self.cases[stream] = folded(stream, events)
                self.past[stream] = [(each.type, day_of_event(each)) for each in events]
