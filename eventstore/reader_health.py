"""How the readers are: how far each got, what it has not read, and since when that waits."""

import json
from dataclasses import dataclass
from datetime import timedelta

from eventstore.durability import Connection
from eventstore.queries import query
from eventstore.subscriptions import Failure


@dataclass(frozen=True, kw_only=True)
class ReaderHealth:
    """One reader beside the head of the register."""

    name: str
    position: int
    head: int
    waiting: timedelta
    """The age of the oldest event that it has not read; zero where there is none."""
    failure: Failure | None

    @property
    def lag(self) -> int:
        """How many events it has not read; below zero it read what the register has lost."""
        return self.head - self.position


async def reader_health(connection: Connection) -> list[ReaderHealth]:
    """Return every reader, by name."""
    return [
        ReaderHealth(
            name=row["name"],
            position=row["position"],
            head=row["head"],
            waiting=row["waiting"] or timedelta(),
            failure=None if row["failed"] is None else Failure(**json.loads(row["failed"])),
        )
        for row in await connection.fetch(query("health_of_subscriptions"))
    ]
