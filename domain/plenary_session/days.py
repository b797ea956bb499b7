"""Days: those of a plenary session stand in order; a span that is unlikely asks for a reason."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.acting import Acting
from domain.irregularities import IrregularityRecorded, excused
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_valid

LIKELY = timedelta(days=366)
"""No rule of procedure, and no limit: a check for slips of the pen, such as 2052 for 2025."""


def told(
    first: date | None, last: date, acting: Acting
) -> Sequence[IrregularityRecorded] | Refusal:
    """Refuse days that are not in order; ask why a plenary session would last beyond a year."""
    if first is not None and last < first:
        return not_valid("the last day lies before the first; give the days in order")
    return _likely("the plenary session", first, last, acting)


def of_sitting(plenary: PlenarySession, acting: Acting) -> Sequence[IrregularityRecorded] | Refusal:
    """Ask why a sitting that ends now would have lasted beyond a year."""
    if plenary.sitting is None:
        return []
    name = f"sitting {plenary.sitting.number}"
    return _likely(name, plenary.sitting.began, acting.on, acting)


def _likely(
    what: str, first: date | None, last: date, acting: Acting
) -> Sequence[IrregularityRecorded] | Refusal:
    if first is None or last - first <= LIKELY:
        return []
    sentence = (
        f"{what} would last from {first} to {last}, {(last - first).days + 1} days: "
        "if a day is mistyped, mend it"
    )
    found = excused("likely-days", sentence, acting)
    return found if isinstance(found, Refusal) else [found]
