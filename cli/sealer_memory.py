"""What the sealer of this machine remembers that it signed, and what that says of a register."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cli.addresses import used_by
from config.sealing import SEALER, MemoryDamagedError, SigningMemory
from domain.text import counted
from eventstore.proofs.checkpoints import Checkpoint


@dataclass(frozen=True, kw_only=True)
class Signed:
    """The last checkpoint of each register that was signed here; read before the register is.

    `own`: the register that is looked at is the one of this folder, and no other that was named.
    `damaged` says which file cannot be read.
    """

    last: Mapping[str, Checkpoint]
    own: bool
    damaged: str | None = None

    def contradicted(self, log: str) -> str | None:
        """Say what was signed here of other registers, where this folder has only this one.

        `log` is empty where the register is.
        """
        others = [each for name, each in self.last.items() if name != log and each.size]
        if not others or not self.own:
            return None
        told = f"a checkpoint over {counted(others[0].size, 'event')} of {others[0].origin!r}"
        now = f"the register calls itself {log!r}" if log else "the register is empty"
        return f"{told} was signed here, and {now}: it was emptied, replaced or renamed"


def signed_here(data: Path) -> Signed:
    """Return what was signed on this machine."""
    own = used_by(data).source != "DATABASE_URL"
    try:
        return Signed(last=SigningMemory(data / SEALER).all(), own=own)
    except MemoryDamagedError as fault:
        return Signed(last={}, own=own, damaged=str(fault))
