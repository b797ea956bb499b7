"""Every time limit: open, suspended, not computable yet, met, passed, or historical."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from domain.case import Case
from eventstore.work import Recorded
from projections.view import Row, TableView

_STANDINGS: Mapping[str, str] = MappingProxyType(
    {
        "DeadlineSet": "open",
        "DeadlineExtended": "open",
        "DeadlineBegun": "not computable yet",
        "DeadlineSuspended": "open",
        "DeadlineResumed": "open",
        "DeadlineDerived": "open",
        "DeadlineMet": "met",
        "DeadlinePassed": "passed",
    }
)


def _rows(event: Recorded, _: Case) -> Sequence[Row]:
    if event.type not in _STANDINGS:
        return ()
    name = str(event.data["name"])
    return [
        {
            "key": f"{event.stream}#{name}",
            "ref": event.stream,
            "name": name,
            "due": event.data.get("at"),
            "standing": _standing(event),
            "position": event.position,
        }
    ]


def _standing(event: Recorded) -> str:
    if event.data.get("historical"):
        return "historical"
    if event.data.get("missing"):
        return "suspended" if event.type == "DeadlineSuspended" else "not computable yet"
    return _STANDINGS[event.type]


DEADLINES = TableView(
    table="deadline",
    key="key",
    columns=(
        ("key", "text"),
        ("ref", "text"),
        ("name", "text"),
        ("due", "timestamptz"),
        ("standing", "text"),
        ("position", "bigint"),
    ),
    make=_rows,
)
