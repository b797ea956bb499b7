"""As of when is asked: a position, a time at which something was known, or a day in the world."""

from datetime import UTC, date, datetime, time
from typing import TypeAlias

from cli.exits import misused, not_found
from eventstore.durability import Connection
from eventstore.read import head, position_at

Moment: TypeAlias = int | datetime


def moment_of(text: str | None, *, asked: str = "--at or --recorded") -> Moment | None:
    """Return the position or the instant that somebody wrote; of a day, its last instant."""
    if text is None:
        return None
    try:
        return int(text) if text.isascii() and text.isdecimal() else _instant(text)
    except (ValueError, OverflowError):
        raise misused(
            f"{asked} takes a position (41), a day (2026-06-12) or a time (2026-06-12T09:00Z), "
            f"not {text!r}"
        ) from None


def day_of(text: str | None, *, asked: str) -> date | None:
    """Return the day that somebody wrote."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise misused(f"{asked} takes a day, as 2026-06-12, not {text!r}") from None


async def position_of(connection: Connection, moment: Moment | None) -> int | None:
    """Return the position in the register that a moment means; None for now."""
    if isinstance(moment, datetime):
        return await position_at(connection, moment)
    if moment is not None and moment > (end := (await head(connection)).position):
        raise not_found(f"nothing is recorded at position {moment}; the last one is {end}")
    return moment


def _instant(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time.max, tzinfo=UTC)
    except ValueError:
        said = datetime.fromisoformat(text)
    return (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
