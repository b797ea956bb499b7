"""`diff`, `explain`, `what-if`: how a case came to be what it is, field by field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from activities.folding import CaseFold, as_case
from cli.exits import misused, not_found
from cli.folding import folded
from cli.moments import moment_of, position_of
from cli.on_record import events_of
from cli.output import Output, Screen, cell
from cli.plain import plain
from cli.reading import register_of
from cli.sentences import told, who
from cli.showing import EVERYTHING
from cli.simulating import SIMULATED, simulated_rows
from domain.case import Case
from eventstore.work import Recorded

_NOT_TOLD = frozenset({"stream", "version"})
_DIFFERENCE = ("field", "before", "after")
_EXPLANATION = ("position", "occurred", "by", "field", "before", "after", "what")
SCREEN: Screen = {
    "position": lambda row: cell(row["position"]),
    "occurred": lambda row: cell(row["occurred"])[:10],
    "what": lambda row: (
        f"{cell(row['field'])}: {_said(row['before'])} -> {_said(row['after'])}\n"
        f"{cell(row['by'])}: {cell(row['what'])}"
    ),
}


async def diff(output: Output, data: Path, ref: str, points: tuple[str, str]) -> int:
    """Show the fields in which a case differs between two positions or times, A before B."""
    moments = [moment_of(each, asked=name) for name, each in zip("AB", points, strict=True)]
    async with register_of(data) as connection:
        events = await events_of(connection, ref)
        until = [await position_of(connection, each) or 0 for each in moments]
    _demand_order(ref, events, until)
    one, other = [
        plain(folded(ref, [each for each in events if each.position <= at])) for at in until
    ]
    rows = [dict(zip(_DIFFERENCE, each, strict=True)) for each in differing(one, other)]
    if rows:
        output.rows(rows, columns=_DIFFERENCE)
    else:
        output.say(f"{ref} is the same at positions {until[0]} and {until[1]}")
    return 0


def _demand_order(ref: str, events: Sequence[Recorded], until: Sequence[int]) -> None:
    """Raise where B is before A, or where the case begins after both."""
    one, other = until
    if one > other:
        raise misused(f"A is position {one}, B is position {other}: name the earlier one first")
    if other < (first := events[0].position):
        raise not_found(f"{ref} was not on record yet at position {other}: it begins at {first}")


async def explain(output: Output, data: Path, ref: str, field: str, at: str | None) -> int:
    """Show which events gave a field of one case its values, from first to last, or until then."""
    if ref == EVERYTHING:
        raise misused("--explain needs a case, as model-law/2026-014: a field is one of a case")
    moment = moment_of(at)
    async with register_of(data) as connection:
        events = await events_of(connection, ref, await position_of(connection, moment))
    rows = list(_explained(ref, events, field))
    if not rows:
        known = ", ".join(sorted(_top(plain(folded(ref, events))) - _NOT_TOLD))
        raise not_found(f"no event changed {field!r} of {ref}; its fields are: {known}")
    output.rows(rows, columns=_EXPLANATION, screen=SCREEN)
    return 0


async def what_if(output: Output, data: Path, ref: str, edition: int) -> int:
    """Show what a case and its votes would be under another edition; nothing is recorded."""
    output.rows(await simulated_rows(data, edition, ref), columns=SIMULATED)
    return 0


def differing(
    before: object, after: object, name: str = ""
) -> Iterator[tuple[str, object, object]]:
    """Yield each field that differs, by its dotted name, with both values."""
    one, other = _parts(before), _parts(after)
    if not one and not other:
        if before != after:
            yield name, before, after
        return
    for key in dict.fromkeys((*one, *other)):
        if key not in _NOT_TOLD or name:
            below = f"{name}.{key}" if name else key
            yield from differing(one.get(key), other.get(key), below)


def _said(value: object) -> str:
    return "nothing" if value in (None, "", [], {}) else cell(value)


def _parts(value: object) -> Mapping[str, object]:
    match value:
        case dict():
            return value
        case list():
            return {str(place): each for place, each in enumerate(value, start=1)}
        case _:
            return {}


def _top(value: object) -> set[str]:
    return set(_parts(value))


def _explained(ref: str, events: Sequence[Recorded], field: str) -> Iterable[Mapping[str, object]]:
    fold = CaseFold()
    case: Case = as_case(fold.begin(ref))
    for event in events:
        before, case = case, as_case(fold.evolve(case, event))
        for name, was, now in differing(plain(before), plain(case)):
            if name == field or name.startswith(f"{field}."):
                yield {
                    "position": event.position,
                    "occurred": event.occurred_at,
                    "by": who(event),
                    "field": name,
                    "before": was,
                    "after": now,
                    "what": told(event),
                }
