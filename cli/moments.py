"""As of when is asked: a position, a time at which something was known, or a day in the world."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeAlias

from cli.exits import misused, not_found
from cli.plain import plain
from eventstore.durability import Connection
from eventstore.read import head, position_at

Moment: TypeAlias = int | datetime


@dataclass(frozen=True, kw_only=True)
class AsOf:
    """What an answer is of, so that a printout carries its own question."""

    position: int
    """The last position that was looked at."""
    moment: Moment | None = None
    effective: date | None = None

    def told(self) -> dict[str, object]:
        """Return it for programs; `recorded` is the time asked for, None where none was."""
        recorded = self.moment if isinstance(self.moment, datetime) else None
        return {
            "position": self.position,
            "recorded": plain(recorded),
            "effective": plain(self.effective),
        }

    def lines(self) -> list[str]:
        """Return it for people; nothing where nothing was asked."""
        asked = []
        if isinstance(self.moment, datetime):
            asked.append(
                f"was recorded by {self.moment:%Y-%m-%d %H:%M}Z (position {self.position})"
            )
        elif self.moment is not None:
            asked.append(f"was recorded up to position {self.position}")
        if self.effective is not None:
            asked.append(f"had happened by {self.effective}")
        return [f"as of: what {' and '.join(asked)}"] if asked else []


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


def today() -> date:
    """Return the civil day, by the clock of this machine, in UTC."""
    return datetime.now(UTC).date()


def day_of(text: str, *, asked: str) -> date:
    """Return the day that somebody wrote."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise misused(f"{asked} takes a day, as 2026-06-12, not {text!r}") from None


def day_or_today(text: str | None, *, asked: str) -> date:
    """Return the day that somebody wrote, or this one where nothing is asked."""
    return today() if text is None else day_of(text, asked=asked)


async def position_of(connection: Connection, moment: Moment | None) -> int | None:
    """Return the position in the register that a moment means; None for now."""
    if isinstance(moment, datetime):
        return await _recorded_by(connection, moment)
    if moment is not None and moment > (end := (await head(connection)).position):
        raise not_found(f"nothing is recorded at position {moment}; the last one is {end}")
    return moment


async def _recorded_by(connection: Connection, moment: datetime) -> int:
    said = f"{moment:%Y-%m-%d %H:%M}Z"
    if moment.astimezone(UTC).date() > today():
        raise misused(f"{said} is yet to come: nobody knows what will be recorded by then")
    if not (position := await position_at(connection, moment)):
        raise not_found(f"nothing was recorded by {said}: ask for a later time")
    return position


def _instant(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time.max, tzinfo=UTC)
    except ValueError:
        said = datetime.fromisoformat(text)
    return (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
