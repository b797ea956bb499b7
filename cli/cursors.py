"""Cursors: the opaque word with which a list goes on where it stopped."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from cli.exits import misused, not_found
from cli.output import Row, cell


@dataclass(frozen=True, kw_only=True)
class Paged:
    """A list under its conditions, and the columns by which it knows a row again."""

    kind: str
    where: Sequence[str]
    keys: Sequence[str]

    def cursor(self, row: Row) -> str:
        """Return the word that goes on after a row, of this list alone."""
        told = json.dumps([self.kind, sorted(self.where), self._place(row)])
        return urlsafe_b64encode(told.encode()).decode().rstrip("=")

    def after(self, cursor: str, rows: Sequence[Row]) -> Sequence[Row]:
        """Return the rows behind the one at which it stopped, whatever has come since."""
        kind, where, place = _read(cursor)
        if (kind, where) != (self.kind, sorted(self.where)):
            conditions = "".join(f" --where {each}" for each in where)
            raise misused(f"this --cursor goes on with `list {kind}{conditions}`, not with another")
        places = [self._place(row) for row in rows]
        if place not in places:
            raise not_found(
                "the row at which the list stopped is not there any more, or has moved; "
                "leave --cursor out to begin again"
            )
        return rows[places.index(place) + 1 :]

    def _place(self, row: Row) -> list[str]:
        return [cell(row.get(name)) for name in self.keys]


def _read(cursor: str) -> tuple[object, list[str], object]:
    try:
        told = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        kind, where, place = told
        return kind, list(where), place
    except (ValueError, TypeError, RecursionError):
        raise misused(
            "--cursor is none that a list gave; copy it whole, or leave it out to begin"
        ) from None
