"""Every time limit: open, extended, met, passed, or historical."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from domain.case import Case
from eventstore.work import Recorded
from projections.view import Row, TableView

_STANDINGS: Mapping[str, str] = MappingProxyType(
    {
        "DeadlineSet": "open",
        "DeadlineExtended": "open",
        "DeadlineMet": "met",
        "DeadlinePassed": "passed",
    }
)


def _rows(event: Recorded, _: Case) -> Sequence[Row]:
    if event.type not in _STANDINGS:
        return ()
    name = str(event.data["name"])
    standing = "historical" if event.data.get("historical") else _STANDINGS[event.type]
    return [
        {
            "key": f"{event.stream}#{name}",
            "ref": event.stream,
            "name": name,
            "due": event.data["at"],
            "standing": standing,
            "position": event.position,
        }
    ]


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
