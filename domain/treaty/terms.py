"""Terms: what a treaty itself says of its entry into force, reservations and denunciation."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.messages import Key, Text
from domain.occurred import Day
from domain.treaty_law.entry_into_force import counted_on
from domain.treaty_law.treaty_rules import Counted, EntryRule

LAST_DAY = date(2200, 12, 31)
LAST_YEAR = 2400

Party = Annotated[Key, Field(max_length=40)]
"""The key of a country or organisation: `az`, `eu`."""


class Terms(EntryRule):
    """What no text of the treaty gives stays unset; what depends on it is not computed."""

    parties: tuple[Party, ...] | None = None
    not_counting: tuple[Party, ...] = ()
    on_date: Day | None = None
    not_before: Day | None = None
    denunciation: Counted | None = None
    """From the notification to the end, where the notification names no day."""
    reservations: Literal["allowed", "prohibited"] | None = None
    objections: Counted | None = None
    """How long a reservation may be objected to; after that it stands as accepted."""
    citation: Text = "none"

    @model_validator(mode="after")
    def _stays_within_the_calendar(self) -> "Terms":
        periods = (self, self.late_rule(), self.denunciation, self.objections)
        days = [counted_on(each, LAST_DAY) for each in periods if each is not None]
        if any(day is not None and day.year > LAST_YEAR for day in days):
            raise ValueError("terms: a period of centuries is not counted")
        return self
