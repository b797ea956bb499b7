"""What is asked of a batch, and what it may use to answer."""

from collections.abc import Awaitable, Callable, Sequence
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


@dataclass(frozen=True, kw_only=True)
class Reader:
    """How a batch reads more, inside its transaction."""

    streams: Callable[[Sequence[str]], Awaitable[None]]
    said: Callable[[UUID], Awaitable[None]]
