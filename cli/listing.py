"""`list`: cases, deadlines, irregularities, refusals, from the views; offices, from the record."""

import json
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from cli.choosing import Asked, named, page
from cli.options import module
from cli.output import Output, Row, Screen, cell
from cli.plain import plain
from cli.reading import register_of
from eventstore.durability import Connection
from projections.queries import query

_JSON = frozenset({"missing"})
OFFICES = "offices"
_CASES = ("ref", "stage", "title", "next_deadline", "irregularities", "position")
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "cases": _CASES,
        "deadlines": ("ref", "name", "due", "standing"),
        "irregularities": ("position", "ref", "rule", "breach", "reason", "citation"),
        "refusals": (
            *("position", "ref", "command", "code", "sentence", "citation"),
            *("subject", "capacity", "recorded_at"),
        ),
        "anomalies": ("position", "ref", "announced", "computed", "arithmetic"),
        OFFICES: ("capacity", "body", "subject", "parliament", "presides", "since"),
    }
)
_RECORDED = ("position",)
KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "cases": ("ref",),
        "deadlines": ("due", "ref", "name"),
        "irregularities": _RECORDED,
        "refusals": _RECORDED,
        "anomalies": _RECORDED,
        OFFICES: ("capacity", "body", "subject", "since"),
    }
)
"""By what a cursor knows a row again."""


def _case(row: Row) -> str:
    due = [f"due {_minute(row['next_deadline'])}"] if row["next_deadline"] else []
    count = row["irregularities"]
    odd = [f"{count} {'irregularity' if count == 1 else 'irregularities'}"] if count else []
    remarks = f" ({', '.join([*due, *odd])})" if due or odd else ""
    return f"{cell(row['ref'])}: {cell(row['stage'])}\n{cell(row['title'])}{remarks}"


def _minute(moment: object) -> str:
    """Return an instant to the minute: `2026-06-12 09:30Z`."""
    return f"{str(moment)[:16].replace('T', ' ')}Z"


def _cited(row: Row) -> str:
    return "" if row["citation"] == "none" else f" ({cell(row['citation'])})"


SCREENS: Mapping[str, Screen] = MappingProxyType(
    {
        "cases": {"position": lambda row: cell(row["position"]), "what": _case},
        "deadlines": {
            "due": lambda row: _minute(row["due"]) if row["due"] else "not known",
            "standing": lambda row: cell(row["standing"]),
            "what": lambda row: f"{cell(row['name'])} of {cell(row['ref'])}",
        },
        "irregularities": {
            "position": lambda row: cell(row["position"]),
            "what": lambda row: (
                f"{cell(row['rule'])} on {cell(row['ref'])}\n"
                f"{cell(row['breach'])}{_cited(row)}\nreason given: {cell(row['reason'])}"
            ),
        },
        "refusals": {
            "position": lambda row: cell(row["position"]),
            "what": lambda row: (
                f"{cell(row['command'])} on {cell(row['ref'])}: {cell(row['code'])}\n"
                f"{cell(row['sentence'])}{_cited(row)}\n"
                f"{cell(row['subject'])}, {cell(row['capacity'])}, {_minute(row['recorded_at'])}"
            ),
        },
        "anomalies": {
            "position": lambda row: cell(row["position"]),
            "what": lambda row: (
                f"{cell(row['ref'])}: announced {cell(row['announced'])}, "
                f"computed {cell(row['computed'])}\n{cell(row['arithmetic'])}"
            ),
        },
        OFFICES: {
            "acts as": lambda row: cell(row["as"]),
            "of": lambda row: cell(row["parliament"]),
            "presides": lambda row: "presides" if row["presides"] else "",
            "since": lambda row: cell(row["since"]),
        },
    }
)
"""What a terminal of 80 columns shows of each: all that stands in the columns, in fewer."""


def _read(name: str, value: object) -> object:
    """Return the value of a column; what the view keeps as JSON is read."""
    return json.loads(value) if name in _JSON and isinstance(value, str) else plain(value)


async def list_kind(output: Output, data: Path, kind: str, asked: Asked) -> int:
    """List one kind of case, or all, or what is awaited, broken, refused or wrongly announced."""
    if kind not in COLUMNS:
        named(kind, [*COLUMNS, *_kinds_of_cases()], "is none of what can be listed")
    columns = COLUMNS.get(kind, _CASES)
    async with register_of(data) as connection:
        rows = await (_offices(connection) if kind == OFFICES else _viewed(connection, kind))
    shown = page(kind, rows, asked, columns=columns, keys=KEYS.get(kind, KEYS["cases"]))
    output.rows(shown.rows, columns=columns, screen=SCREENS.get(kind, SCREENS["cases"]))
    if shown.next_cursor is not None:
        output.goes_on(shown.next_cursor, shown.sentence)
    return 0


async def _viewed(connection: Connection, kind: str) -> list[Row]:
    if kind == "cases" or kind not in COLUMNS:
        only = None if kind == "cases" else kind
        found = await connection.fetch(query("list_cases"), only)
    else:
        found = await connection.fetch(query(f"list_{kind}"))
    return [{name: _read(name, value) for name, value in record.items()} for record in found]


async def _offices(connection: Connection) -> list[Row]:
    found: list[Row] = await module("offices").offices(connection)  # it brings all rules in
    return found


def _kinds_of_cases() -> Sequence[str]:
    return tuple(import_module("domain.cases").DEFINITIONS)
