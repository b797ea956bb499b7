"""Choosing of a list: the rows in which a column reads so, and no more than so many of them."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from cli.exits import misused
from cli.output import Output, Row, cell

FEW = 40
"""So many names are all said where one is not among them."""


def chosen(
    output: Output,
    rows: Sequence[Row],
    *,
    columns: Collection[str],
    where: Sequence[str] = (),
    limit: int | None = None,
) -> Sequence[Row]:
    """Return the rows that fulfil every `NAME=VALUE`, the first so many; say what is left out.

    A value is compared with what the list prints in a pipe; `NAME=` finds where nothing stands.
    """
    names = sorted({*columns, *(rows[0] if rows else ())})
    wanted = [_condition(each, names) for each in where]
    found = [row for row in rows if all(cell(row.get(name)) == told for name, told in wanted)]
    if limit is not None and len(found) > limit:
        output.say(f"the first {limit} of {len(found)}; a larger --limit shows more")
    return found[:limit]


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
