"""The chart of a treaty: for each party, how far it has come by a day, and the notes beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from domain.treaty.state import Note, Reservation, Treaty
from domain.treaty_law.consents import BINDING, Consent, consents
from domain.treaty_law.entry_into_force import own_date

Standing: TypeAlias = Literal[
    "none",
    "signed",
    "approved-by-parliament",
    "approved-by-head-of-state",
    "deposited",
    "in-force",
    "reservation-changed",
    "denounced",
    "ended",
]
"""How far one party has come: `domain.md` 2.3. Of a dissolved one it has ended, though what it
deposited still counts."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One party of the chart."""

    party: str
    standing: Standing
    signed_on: date | None = None
    deposited_on: date | None = None
    in_force_on: date | None = None
    ends_on: date | None = None
    notes: tuple[Note, ...] = ()


def chart(treaty: Treaty, on: date) -> tuple[Row, ...]:
    """Return the chart as of a day, in the order of the parties' names."""
    return tuple(_row(treaty, party, on) for party in sorted(_parties(treaty)))


def _parties(treaty: Treaty) -> set[str]:
    named = () if treaty.terms is None else treaty.terms.parties or ()
    acting = {each.party for each in treaty.acts}
    return {*named, *acting, *treaty.parliament_approved, *treaty.head_approved}


def _row(treaty: Treaty, party: str, on: date) -> Row:
    told = [each for each in treaty.acts if each.party == party and each.on <= on]
    latest = next(reversed(consents(told, BINDING)), None)
    gone = _by(treaty.dissolved.get(party), on)
    return Row(
        party=party,
        standing=_standing(treaty, party, latest, on) if gone is None else "ended",
        signed_on=_by(treaty.signatures.get(party), on),
        deposited_on=None if latest is None else latest.act.on,
        in_force_on=_in_force_on(treaty, latest),
        ends_on=gone or (None if latest is None else latest.until),
        notes=tuple(_notes(treaty, party, on)),
    )


def _standing(treaty: Treaty, party: str, latest: Consent | None, on: date) -> Standing:
    if latest is None:
        return _before_deposit(treaty, party, on)
    if latest.until is not None:
        return "ended" if latest.is_over(on) else "denounced"
    since = _in_force_on(treaty, latest)
    if since is None or since > on:
        return "deposited"
    changed = any(_by(each.withdrawn_on, on) for each in _reservations(treaty, party, on))
    return "reservation-changed" if changed else "in-force"


def _before_deposit(treaty: Treaty, party: str, on: date) -> Standing:
    if _by(treaty.head_approved.get(party), on):
        return "approved-by-head-of-state"
    if _by(treaty.parliament_approved.get(party), on):
        return "approved-by-parliament"
    return "signed" if _by(treaty.signatures.get(party), on) else "none"


def _in_force_on(treaty: Treaty, consent: Consent | None) -> date | None:
    reached, fixed = treaty.reached_on, treaty.fixed_on
    if consent is None or treaty.terms is None or reached is None or fixed is None:
        return None
    own = own_date(treaty.terms, consent, reached, fixed)
    return None if own is None or consent.is_over(own) else own


def _notes(treaty: Treaty, party: str, on: date) -> Iterator[Note]:
    reserved = any(not _by(each.withdrawn_on, on) for each in _reservations(treaty, party, on))
    objected = any(each.was_objected_to_by(party, on) for each in treaty.reservations)
    told = (
        *(("R",) if reserved else ()),
        *treaty.notes.get(party, ()),
        *(("O",) if objected else ()),
    )
    yield from dict.fromkeys(told)


def _reservations(treaty: Treaty, party: str, on: date) -> list[Reservation]:
    return [each for each in treaty.reservations if each.party == party and each.on <= on]


def _by(day: date | None, on: date) -> date | None:
    """Return a day if it has come."""
    return day if day is not None and day <= on else None
