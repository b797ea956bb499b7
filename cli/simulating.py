"""`simulate`: every open case under another edition of the rules, before anybody moves one."""

from collections.abc import Iterable
from pathlib import Path

from cli.editions import edition_of
from cli.exits import not_found
from cli.folding import all_cases
from cli.moments import today
from cli.output import Output, Row
from cli.reading import register_of
from domain.assembly.state import STREAM, Assembly
from domain.simulation import Simulated, simulate, what_if

SIMULATED = ("ref", "stage", "edition", "changes", "outcome", "outcome_then")


async def simulate_rules(output: Output, data: Path, edition: int) -> int:
    """Say, case by case, what an edition changes; a case that it leaves alone says so too."""
    output.rows(await simulated_rows(data, edition), columns=SIMULATED)
    return 0


async def simulated_rows(data: Path, edition: int, ref: str | None = None) -> list[Row]:
    """Return a row for each open case under an edition; with a case, for it and its votes."""
    async with register_of(data) as connection:
        cases = await all_cases(connection)
    if ref is not None and (ref not in cases or ref == STREAM):
        raise not_found(f"there is no case {ref!r} on record; `plenary list cases` names them")
    assembly = cases.get(STREAM, Assembly(stream=STREAM))
    if not isinstance(assembly, Assembly):
        raise TypeError(f"{STREAM} is a {type(assembly).__name__}")
    edition_of(assembly, edition)
    if ref is None:
        return list(_rows(simulate(edition, cases, assembly, on=today())))
    return list(_rows(what_if(edition, ref, cases, assembly, on=today())))


def _rows(simulated: Iterable[Simulated]) -> Iterable[Row]:
    for each in simulated:
        yield {
            "ref": each.stream,
            "stage": each.stage.value,
            "edition": each.edition,
            "changes": "; ".join(map(str, each.changes)) or "nothing",
            "outcome": each.outcome or "",
            "outcome_then": each.outcome_then or "",
        }
