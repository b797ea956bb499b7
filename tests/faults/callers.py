"""Callers who send acts and remember, outside of all that may break, what they were told."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from eventstore.proofs.checkpoints import Checkpoint

JARS = 50
AGAIN = 0.1
"""So often a caller sends an act again that was answered long ago."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An act that was sent, and when."""

    stream: str
    at: int


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was acknowledged, and when."""

    position: int
    at: int


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A checkpoint that left the house, and when."""

    checkpoint: Checkpoint
    at: int


@dataclass(kw_only=True)
class Callers:
    """All callers together: what they still wait for, what they know, what went wrong."""

    random: Random
    now: Callable[[], int] = lambda: 0
    """Time, as the length of the log of the disk, where there is one."""
    asked: dict[UUID, Asked] = field(default_factory=dict)
    told: dict[UUID, Told] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    latest: deque[UUID] = field(default_factory=lambda: deque(maxlen=500))
    asked_again: int = 0

    def next_act(self) -> UUID:
        """Return what is sent next: a new act, or one that was answered before."""
        if self.latest and self.random.random() < AGAIN:
            self.asked_again += 1
            return self.random.choice(self.latest)
        command = UUID(int=self.random.getrandbits(128), version=4)
        stream = f"jar/{self.random.randrange(JARS)}"
        self.asked[command] = Asked(stream=stream, at=self.now())
        return command

    def hear(self, line: str) -> UUID:
        """Remember an answer; note a fault where it is none, or another than the first."""
        name, _, said = line.partition(" ")
        command = UUID(name)
        if said.startswith("!"):
            self.faults.append(f"{command} was answered {said[1:]}")
            return command
        before = self.told.get(command)
        if before is not None and before.position != int(said):
            self.faults.append(f"{command} was told {before.position}, and later {said}")
        self.latest.append(command)
        self.told.setdefault(command, Told(position=int(said), at=self.now()))
        return command

    def see(self, checkpoint: Checkpoint) -> None:
        """Remember a checkpoint that was published."""
        self.seen.append(Seen(checkpoint=checkpoint, at=self.now()))

    def unanswered(self) -> list[UUID]:
        """Return the acts of which nobody knows whether they took effect."""
        return [each for each in self.asked if each not in self.told]

    def until(self, moment: int) -> "Callers":
        """Return the same callers as they were at a moment."""
        return Callers(
            random=Random(moment),
            asked={name: each for name, each in self.asked.items() if each.at <= moment},
            told={name: each for name, each in self.told.items() if each.at <= moment},
            seen=[each for each in self.seen if each.at <= moment],
        )
