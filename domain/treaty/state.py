"""What is known of a treaty: its terms, every act that its depositary had, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, TypeAlias

from domain.case import Case
from domain.replacing import replace
from domain.treaty.terms import Terms
from domain.treaty_law.consents import BINDING, TreatyAct, consents
from domain.treaty_law.entry_into_force import Entry, entry
from domain.treaty_law.treaty_rules import Groups

CATEGORY = "treaty"
ENTRY = "entry-into-force"
"""The name of the time limit at which the treaty begins to bind."""

Note: TypeAlias = Literal["R", "D", "A", "T", "C", "O"]
"""Reservation, declaration, authority, territorial application, communication, objection."""


@dataclass(frozen=True, kw_only=True)
class Reservation:
    """A party excludes a part of the treaty for itself; others may object."""

    number: int
    party: str
    on: date
    objections: Mapping[str, str] = field(default_factory=dict)
    objected_on: Mapping[str, date] = field(default_factory=dict)
    objections_withdrawn: Mapping[str, date] = field(default_factory=dict)
    objections_until: date | None = None
    accepted: bool = False
    withdrawn_on: date | None = None

    def is_objected_to_by(self, party: str) -> bool:
        """Tell whether an objection of a party stands."""
        return party in self.objections and party not in self.objections_withdrawn

    def was_objected_to_by(self, party: str, day: date) -> bool:
        """Tell whether an objection of a party stood at the end of a day."""
        if party not in self.objections or day < self.objected_on.get(party, self.on):
            return False
        return party not in self.objections_withdrawn or day < self.objections_withdrawn[party]


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A correction of the text, proposed by the depositary; it stands if nobody objects."""

    number: int
    language: str
    error: str
    correction: str
    objections_by: datetime
    objections: Mapping[str, str] = field(default_factory=dict)
    outcome: Literal["open", "corrected", "refused"] = "open"


@dataclass(frozen=True, kw_only=True)
class Treaty(Case):
    """The folded treaty."""

    terms: Terms | None = None
    opened_on: date | None = None
    sha256: str | None = None
    signatures: Mapping[str, date] = field(default_factory=dict)
    parliament_approved: Mapping[str, date] = field(default_factory=dict)
    head_approved: Mapping[str, date] = field(default_factory=dict)
    acts: tuple[TreatyAct, ...] = ()
    notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)
    groups: Groups = field(default_factory=dict)
    reservations: tuple[Reservation, ...] = ()
    corrections: tuple[Correction, ...] = ()
    dissolved: Mapping[str, date] = field(default_factory=dict)
    predecessors: Mapping[str, str] = field(default_factory=dict)
    reached_on: date | None = None
    fixed_on: date | None = None
    """The day of its entry into force, as computed last."""
    in_force_since: date | None = None
    ended: Mapping[str, date] = field(default_factory=dict)

    @property
    def limits_are_fixed(self) -> bool:
        """They do: from the text of the treaty, and from what its parties do."""
        return True

    def entry(self, *more: TreatyAct) -> Entry:
        """Compute its entry into force, with the acts on record and perhaps one more."""
        if self.terms is None:
            return Entry(explanation="the treaty is not open for signature")
        return entry(self.terms, (*self.acts, *more), self.groups)

    def is_bound(self, party: str, day: date) -> bool:
        """Tell whether a party has consented and not left by the end of a day."""
        held = consents(self.acts, BINDING)
        return any(
            each.party == party and each.since <= day and not each.is_over(day) for each in held
        )

    def takes_part(self, party: str, day: date) -> bool:
        """Tell whether a party has signed or consented by a day."""
        signed = self.signatures.get(party)
        return self.is_bound(party, day) or (signed is not None and signed <= day)

    def reservation(self, number: int) -> Reservation | None:
        """Return a reservation by its number."""
        return next((each for each in self.reservations if each.number == number), None)

    def correction(self, number: int) -> Correction | None:
        """Return a correction by its number."""
        return next((each for each in self.corrections if each.number == number), None)


def with_reservation(treaty: Treaty, changed: Reservation) -> Treaty:
    """Return the treaty with a reservation as it is now."""
    kept = (changed if each.number == changed.number else each for each in treaty.reservations)
    return replace(treaty, reservations=tuple(kept))


def with_day(days: Mapping[str, date], party: str, day: date) -> Mapping[str, date]:
    """Return days by party with another one; the first day that is known stays."""
    return MappingProxyType({party: day, **days})
