"""What is asked of a batch, and what all batches have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from eventstore.work import Fold, View, Work


@dataclass(frozen=True, kw_only=True)
class Abandon:
    """Ask for the outcome of a command, and let it never take effect if there is none."""

    command_id: UUID


Item: TypeAlias = Work | Abandon


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What the registrar was made with."""

    log: str
    fold: Fold
    views: Sequence[View]
