"""A worker whose registrar is ended by every act: run as a process by a test."""

import asyncio

from config.leaving import leave
from domain import cases
from workers.main import main


def broken(*_: object) -> None:
    """End the task in which it is called."""
    raise asyncio.CancelledError


if __name__ == "__main__":
    cases.decide = broken  # type: ignore[assignment]  # a fault is planted
    leave(asyncio.run(main()))
