"""`steps`: what must, may or may not happen next in a case, by the map of its procedure."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from cli.exits import not_found
from cli.folding import assembly_of, day_of_event
from cli.moments import day_or_today
from cli.on_record import events_of
from cli.output import Output, Row, Screen, cell
from cli.reading import register_of
from domain.actualisations import happened_by
from domain.case import category
from domain.procedure import Procedure
from domain.procedure_maps import ProcedureMap
from eventstore.durability import Connection

COLUMNS = ("state", "step", "name", "times", "last", "reason")
SCREEN: Screen = MappingProxyType(
    {
        "state": lambda row: cell(row["state"]),
        "step": lambda row: f"{_named(row)}\n{cell(row['reason'])}",
    }
)


async def steps(output: Output, data: Path, ref: str, on: str | None) -> int:
    """Give the state of every step of a case on a day, with the steps on which it depends."""
    day = day_or_today(on, asked="--on")
    async with register_of(data) as register:
        past = await days_of(register, ref)
        chart = (await assembly_of(register)).map_on(category(ref), day)
    if chart is None:
        raise not_found(
            f"no map of the procedure of {category(ref)!r} is in force on {day}; "
            "the assembly adopts one with AdoptProcedureMap"
        )
    output.rows(_rows(chart, past, day), columns=COLUMNS, screen=SCREEN)
    return 0


async def days_of(register: Connection, ref: str) -> Sequence[tuple[str, date]]:
    """Return the names and days of the events of a case."""
    events = await events_of(register, ref)
    return [(event.type, day_of_event(event)) for event in events]


def _rows(chart: ProcedureMap, past: Sequence[tuple[str, date]], day: date) -> Iterable[Row]:
    times = happened_by(day, past)
    names = {step.id: step.name for step in chart.steps}
    last = {name: on for name, on in sorted(past, key=lambda each: each[1]) if on <= day}
    for each in Procedure(chart).judged(times, day):
        yield {
            "state": each.state.value,
            "step": each.step,
            "name": names[each.step],
            "times": times[each.step],
            "last": last.get(str(each.step)),
            "reason": each.reason,
        }


def _named(row: Row) -> str:
    """Return the name of a step, and when it happened, if it did."""
    name = cell(row["name"] or row["step"])
    if not row["times"]:
        return name
    often = "" if row["times"] == 1 else f" {row['times']} times"
    return f"{name}: happened{often}, last on {row['last']}"
