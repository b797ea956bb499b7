"""Spells: between which sizes of the register something counts that it admitted."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Spell:
    """From checkpoints of one size to those below another; no end where nothing revoked it."""

    since: int
    until: int | None = None

    def covers(self, size: int) -> bool:
        """Tell whether it counts under a checkpoint of this size."""
        return self.since <= size and (self.until is None or size < self.until)
