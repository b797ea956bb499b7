"""Time zones: which civil day it is somewhere, and at which instant it begins.

By the release of the IANA Time Zone Database (RFC 6557) that `uv.lock` pins, never by that of the
machine: governments change their clocks, and two machines would count to two instants.
"""

from datetime import UTC, date, datetime, time, tzinfo
from functools import cache
from importlib import metadata, resources
from zoneinfo import ZoneInfo

_DATABASE = resources.files("tzdata")
NAMES = frozenset(_DATABASE.joinpath("zones").read_text(encoding="utf-8").split())
"""The zones of the database: `Asia/Baku`."""

RELEASE = metadata.version("tzdata")
"""The release of the database, as it is recorded beside an instant that was computed by it."""


@cache
def zone(name: str | None) -> tzinfo:
    """Return a zone by its name; without one, UTC. Raise ValueError for what the database lacks."""
    if name is None:
        return UTC
    if name not in NAMES:
        raise ValueError(f"the IANA Time Zone Database {RELEASE} has no zone {name!r}")
    with _DATABASE.joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def day_in(moment: datetime, name: str | None) -> date:
    """Return the civil day that it is in a zone at a moment."""
    return moment.astimezone(zone(name)).date()


def begins(day: date, name: str | None) -> datetime:
    """Return the instant, in UTC, at which a civil day begins in a zone, and the one before ends.

    Where clocks are put forward over midnight it begins as they are; where they are put back over
    midnight it begins when they strike it for the last time.
    """
    midnight = datetime.combine(day, time(), zone(name))
    return max(midnight.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
