"""Choosing of a list: the rows in which a column reads so, some of them at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from cli.cursors import Paged
from cli.exits import misused
from cli.output import Row, cell

FEW = 40
"""So many names are all said where one is not among them."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is wanted of a list: under which conditions, how many at a time, from where on."""

    where: Sequence[str] = ()
    limit: int | None = None
    cursor: str | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some rows of a list, how many come before them, how many there are, and what goes on."""

    rows: Sequence[Row]
    before: int
    total: int
    next_cursor: str | None = None

    @property
    def sentence(self) -> str:
        """Say for people which rows these are, and how to see the next."""
        last = self.before + len(self.rows)
        return (
            f"{self.before + 1} to {last} of {self.total}; go on with --cursor {self.next_cursor}"
        )


def page(
    kind: str, rows: Sequence[Row], asked: Asked, *, columns: Collection[str], keys: Sequence[str]
) -> Page:
    """Return the rows that fulfil every `NAME=VALUE`, from the cursor on, no more than asked for.

    A value is compared with what the list prints in a pipe; `NAME=` finds where nothing stands.
    """
    paged = Paged(kind=kind, where=asked.where, keys=keys)
    names = sorted({*columns, *(rows[0] if rows else ())})
    wanted = [_condition(each, names) for each in asked.where]
    behind = rows if asked.cursor is None else paged.after(asked.cursor, rows)
    total, found = len(_fulfilling(wanted, rows)), _fulfilling(wanted, behind)
    shown = found[: asked.limit]
    goes_on = len(shown) < len(found)
    return Page(
        rows=shown,
        before=total - len(found),
        total=total,
        next_cursor=paged.cursor(shown[-1]) if goes_on else None,
    )


def _fulfilling(wanted: Sequence[tuple[str, str]], rows: Sequence[Row]) -> Sequence[Row]:
    return [row for row in rows if all(cell(row.get(name)) == told for name, told in wanted)]


def named(kind: str, kinds: Collection[str], what: str) -> str:
    """Return a name that there is; else raise, and name the one that was meant."""
    if kind in kinds:
        return kind
    meant = "".join(f"; did you mean {each}?" for each in get_close_matches(kind, kinds, n=1))
    known = f" ({', '.join(kinds)})" if len(kinds) <= FEW else ""
    raise misused(f"{kind!r} {what}{known}{meant}")


def _condition(said: str, names: Collection[str]) -> tuple[str, str]:
    name, equals, value = said.partition("=")
    if not equals:
        raise misused(f"--where {said!r} is no condition; write NAME=VALUE, as stage=proposed")
    return named(name, names, "is none of the columns of this list"), cell(value)
