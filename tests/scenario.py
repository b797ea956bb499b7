"""Given, when, then: a paragraph of procedure as a test, without any server."""

from collections.abc import Sequence
from datetime import UTC, datetime

from domain import cases
from domain.acting import Acting, Record
from domain.case import Case, Elsewhere
from domain.messages import Command, Event
from domain.not_loaded import NotLoadedError
from domain.occurred import instant_of
from domain.refusal import Refusal
from domain.submission import Actor, Capacity

NOON = datetime(2026, 6, 12, 12, tzinfo=UTC)
CLOCK = Actor(subject="clock", capacity=Capacity.CLOCK, method="register")


class Play:
    """An assembly in memory: acts are judged and folded as the register would."""

    def __init__(self) -> None:
        """Begin with an empty register."""
        self.cases: dict[str, Case] = {}
        self.events: list[tuple[str, Event]] = []

    def given(self, stream: str, *events: Event) -> "Play":
        """Take events as recorded."""
        for event in events:
            self.cases[stream] = cases.evolve(self.case(stream), event)
            self.events.append((stream, event))
        return self

    def case(self, stream: str) -> Case:
        """Return a folded case, also one without events."""
        return self.cases.setdefault(stream, cases.begin(stream))

    def when(
        self,
        command: Command,
        *,
        case: str,
        by: Actor,
        on: str = "2026-06-12",
        reason: str | None = None,
        now: datetime = NOON,
    ) -> list[Event] | Refusal:
        """Judge an act, fold what it does, and return the events (or the refusal)."""
        recorded_at = max(now, instant_of(on))
        acting = Acting(actor=by, occurred_at=on, now=now, recorded_at=recorded_at, reason=reason)
        answer = self._decide(command, case, acting)
        if isinstance(answer, Refusal):
            return answer
        facts = [(e.stream, e.event) if isinstance(e, Elsewhere) else (case, e) for e in answer]
        for stream, event in facts:
            self.given(stream, event)
        return [event for _, event in facts]

    def _decide(
        self, command: Command, stream: str, acting: Acting
    ) -> Sequence[Event | Elsewhere] | Refusal:
        self.case("assembly")
        while True:
            try:
                return cases.decide(command, self.case(stream), acting, Record(self.cases))
            except NotLoadedError as missing:
                for each in missing.streams:
                    self.case(each)
