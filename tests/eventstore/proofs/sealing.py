"""A signer for tests, whose memory is a dictionary."""

from dataclasses import dataclass, field

from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import Algorithm, SigningKey
from eventstore.proofs.signer import Signer
from tests.eventstore.example import LOG

LOG_KEY = SigningKey.of(LOG, Algorithm.ED25519, bytes([1]) * 32)
LOG_KEY_PQ = SigningKey.of(LOG, Algorithm.SUBTREE, bytes([2]) * 32)


@dataclass
class Remembered:
    """A memory that lasts as long as the test."""

    kept: dict[str, Checkpoint] = field(default_factory=dict)

    def last(self, origin: str) -> Checkpoint | None:
        """Return what was kept last."""
        return self.kept.get(origin)

    def keep(self, checkpoint: Checkpoint) -> None:
        """Keep it."""
        self.kept[checkpoint.origin] = checkpoint


def signer(memory: Remembered | None = None) -> Signer:
    return Signer([LOG_KEY, LOG_KEY_PQ], memory or Remembered())
