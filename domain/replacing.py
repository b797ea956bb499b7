"""`replace` for folded facts, at a seventh of its price: it is done twice for every event."""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414  (so fields are checked)
else:
    Facts = TypeVar("Facts")

    def replace(facts: Facts, **changes: object) -> Facts:
        """Return a frozen dataclass with other values in some of its fields.

        For dataclasses without slots, without code of their own at their making, and without
        cached values: there it gives what `dataclasses.replace` gives.
        """
        made = object.__new__(type(facts))
        made.__dict__.update(facts.__dict__, **changes)
        return made
