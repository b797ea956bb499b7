"""The chart of a treaty on a page: a line for each party, and why the treaty is in force or not."""

from collections.abc import Sequence
from datetime import date

from domain.treaty.chart import Row
from domain.treaty.state import Treaty


def lines(treaty: Treaty, rows: Sequence[Row]) -> list[str]:
    """Return the chart as lines of text, the explanation of the date first."""
    width = max((len(row.party) for row in rows), default=0)
    told = [f"{row.party:<{width}}  {row.standing}{_days(row)}" for row in rows]
    return [f"entry into force: {treaty.entry().explanation}", *told]


def _days(row: Row) -> str:
    days: dict[str, date | None] = {
        "signed": row.signed_on,
        "deposited": row.deposited_on,
        "in force": row.in_force_on,
        "ends": row.ends_on,
    }
    said = "".join(f"; {word} {day}" for word, day in days.items() if day is not None)
    return f"{said}; {' '.join(row.notes)}" if row.notes else said
