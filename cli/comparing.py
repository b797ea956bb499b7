"""`procedure compare`: two maps side by side, and every open case under the second one."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from cli.compute import read_map
from cli.exits import ConsoleError, Exit, not_found
from cli.folding import assembly_of
from cli.moments import today
from cli.output import Output, Row
from cli.reading import register_of
from cli.stepping import days_of
from domain.actualisations import happened_by
from domain.assembly.state import Assembly
from domain.case import category
from domain.procedure import Procedure
from domain.procedure_changes import changes, moved
from domain.procedure_maps import ProcedureMap
from eventstore.durability import Connection
from projections.queries import query

CHANGES = ("what", "how", "named", "before", "after")
MOVED = ("ref", "step", "before", "after", "reason")
EDITION = "@"
_FILES = (".json", ".toml")


async def compare(output: Output, data: Path, before: str, after: str) -> int:
    """Say what the second map adds, removes and changes."""
    if _is_file(before) and _is_file(after):
        one, other = _file(before), _file(after)
    else:
        async with register_of(data) as register:
            assembly = await assembly_of(register)
        one, other = _map(before, assembly), _map(after, assembly)
    output.rows((each._asdict() for each in changes(one, other)), columns=CHANGES)
    return Exit.DONE


async def simulate(output: Output, data: Path, before: str, after: str) -> int:
    """Say which steps of which open cases would stand elsewhere under the second map."""
    day = today()
    async with register_of(data) as register:
        assembly = await assembly_of(register)
        maps = (_map(before, assembly), _map(after, assembly))
        about = maps[1].id
        open_cases = [
            row["ref"]
            for row in await register.fetch(query("open_cases"))
            if category(row["ref"]) == about
        ]
        one, other = map(Procedure, maps)
        rows = [
            each for ref in open_cases for each in await _moved(register, ref, day, (one, other))
        ]
    output.rows(rows, columns=MOVED)
    output.say(f"{len(open_cases)} open cases of {about!r}, {_count(rows)} of them stand elsewhere")
    return Exit.DONE


async def _moved(
    register: Connection, ref: str, day: date, maps: tuple[Procedure, Procedure]
) -> Iterable[Row]:
    times = happened_by(day, await days_of(register, ref))
    return [
        {
            "ref": ref,
            "step": each.step,
            "before": each.before.value if each.before else None,
            "after": each.after.value if each.after else None,
            "reason": each.reason,
        }
        for each in moved(times, day, *maps)
    ]


def _count(rows: Iterable[Row]) -> int:
    return len({row["ref"] for row in rows})


def _map(named: str, assembly: Assembly) -> ProcedureMap:
    """Return a map by its file, or by the kind of case and, if said, the number of its edition."""
    if _is_file(named):
        return _file(named)
    about, _, number = named.partition(EDITION)
    editions = {str(each.number): each.chart for each in assembly.maps if each.chart.id == about}
    if not editions:
        raise not_found(f"there is no map of {about!r} on record, and no file of that name")
    wanted = number or list(editions)[-1]
    if wanted not in editions:
        there = ", ".join(editions)
        raise not_found(f"the map of {about!r} has no edition {wanted}; there are: {there}")
    return editions[wanted]


def _is_file(named: str) -> bool:
    return named.endswith(_FILES)


def _file(named: str) -> ProcedureMap:
    path = Path(named)
    if path.suffix == ".json" or not path.is_file():
        return read_map(path)
    try:
        return _told(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as fault:
        raise ConsoleError("map-unreadable", f"{path}: {fault}", exit_code=Exit.USAGE) from None


def _told(table: Mapping[str, object]) -> ProcedureMap:
    return ProcedureMap.model_validate({k: v for k, v in table.items() if k != "source"})
