"""The database's clock, carried on by this process since it was last told the time."""

import time
from datetime import datetime, timedelta


class CarriedClock:
    """Tells about the database's time without asking it.

    It runs late by as long as the answer of the database took to arrive.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._told: tuple[datetime, float] | None = None

    def set(self, moment: datetime) -> None:
        """Take the time that the database has just told."""
        self._told = (moment, time.monotonic())

    def now(self) -> datetime | None:
        """Return the time that the database would tell, or None where it never told any."""
        if self._told is None:
            return None
        moment, since = self._told
        return moment + timedelta(seconds=time.monotonic() - since)
