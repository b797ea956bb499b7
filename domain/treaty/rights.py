"""Rights and days: who registers, and that an act on a treaty counts from its day."""

from datetime import date
from typing import ClassVar

from domain.acting import Acting
from domain.messages import Command
from domain.occurred import Day
from domain.refusal import Refusal, not_in_order, not_valid
from domain.submission import Capacity
from domain.treaty.state import Treaty

DEPOSITARY = (Capacity.DEPOSITARY,)
REGISTRARS = (Capacity.DEPOSITARY, Capacity.SECRETARIAT)
REPORTERS = (Capacity.DEPOSITARY, Capacity.SECRETARIAT, Capacity.FOCAL_POINT)


class TreatyAction(Command):
    """What the depositary registers; without a day of its own, it happened on that of the act."""

    past: ClassVar = ("on",)
    on: Day | None = None

    def day(self, acting: Acting) -> date:
        """Return the day on which it happened."""
        return self.on or acting.on


def too_early(
    command: TreatyAction, treaty: Treaty, acting: Acting, *parties: str
) -> Refusal | None:
    """Refuse an act without a day, before the treaty was open, or of a party that is no more."""
    day = command.day(acting)
    if command.on is None and len(acting.occurred_at) == len("2021-09"):
        return not_valid("an act on a treaty counts from its day: give the day, not the month")
    if treaty.opened_on is not None and day < treaty.opened_on:
        return not_in_order(f"{treaty.stream} was opened for signature on {treaty.opened_on}")
    gone = {each: treaty.dissolved[each] for each in parties if each in treaty.dissolved}
    for party, end in gone.items():
        if day >= end:
            return not_in_order(f"{party} was dissolved on {end}; its successor may be notified")
    return None


def not_a_party(treaty: Treaty, party: str, day: date) -> Refusal | None:
    """Refuse what only a party may do."""
    if treaty.is_bound(party, day):
        return None
    return not_in_order(f"{party} is not bound by {treaty.stream} on {day}")


def not_taking_part(treaty: Treaty, party: str, day: date) -> Refusal | None:
    """Refuse what only those may do who signed or consented."""
    if treaty.takes_part(party, day):
        return None
    return not_in_order(f"{party} has neither signed nor consented to {treaty.stream} by {day}")
