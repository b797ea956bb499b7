"""`plan` and `dead-zones`: by when what remains must be done, and where nothing happens."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from cli.exits import not_found
from cli.folding import all_cases, assembly_of, folded
from cli.moments import day_of, day_or_today, today
from cli.on_record import events_of
from cli.output import Output, Row
from cli.reading import register_of
from domain import dead_zones
from domain.assembly.state import STREAM, Assembly
from domain.case import Case
from domain.case_plans import StepDue
from domain.case_plans import plan as planned
from domain.editions import written_for
from domain.rules import Rules

STEPS = ("step", "latest", "before", "missing", "citation")
QUIET = ("ref", "last_fact", "days", "awaited", "dead_zone")


async def plan(output: Output, data: Path, ref: str, target: str) -> int:
    """Give the latest day of each remaining step of a case."""
    day = day_of(target, asked="--target")
    async with register_of(data) as register:
        events = await events_of(register, ref)
        assembly = await assembly_of(register)
    case = folded(ref, events)
    steps = planned(case, day, _rules(case, assembly, today()), assembly.calendar())
    if not steps:
        raise not_found(f"no step of {ref} that the rules give a time before {day} remains")
    output.rows(map(_step, steps), columns=STEPS)
    return 0


async def quiet_cases(output: Output, data: Path, on: str | None, days: int) -> int:
    """List the open cases in which nothing has happened for so many days."""
    day = day_or_today(on, asked="--on")
    async with register_of(data) as register:
        cases = await all_cases(register)
    output.rows(_quiet(cases, day, days), columns=QUIET)
    return 0


def _quiet(cases: Mapping[str, Case], day: date, days: int) -> Iterable[Row]:
    assembly = cases.get(STREAM)
    known = assembly if isinstance(assembly, Assembly) else Assembly(stream=STREAM)
    for stream, case in sorted(cases.items()):
        found = (
            None if stream == STREAM else dead_zones.quiet(case, _rules(case, known, day), on=day)
        )
        if found is not None and (found.dead or found.days >= days):
            yield {
                "ref": stream,
                "last_fact": str(found.last_fact),
                "days": found.days,
                "awaited": found.awaited,
                "dead_zone": "yes" if found.dead else "",
            }


def _step(each: StepDue) -> Row:
    return {
        "step": each.name,
        "latest": str(each.latest) if each.latest else "not currently possible to calculate",
        "before": each.before,
        "missing": "; ".join(each.missing),
        "citation": each.citation,
    }


def _rules(case: Case, assembly: Assembly, on: date) -> Rules:
    return written_for(case, assembly, on=on).ruled(case.rulings)
