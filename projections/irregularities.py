"""Breaches of alert rules that were accepted with a reason."""

from collections.abc import Sequence

from domain.case import Case
from eventstore.work import Recorded
from projections.view import Row, TableView


def _rows(event: Recorded, _: Case) -> Sequence[Row]:
    if event.type != "IrregularityRecorded":
        return ()
    told = {name: event.data[name] for name in ("rule", "breach", "reason", "citation")}
    return [
        {
            "position": event.position,
            "ref": event.stream,
            **told,
            "recorded_at": event.recorded_at.isoformat(),
        }
    ]


IRREGULARITIES = TableView(
    table="irregularity",
    key="position",
    columns=(
        ("position", "bigint"),
        ("ref", "text"),
        ("rule", "text"),
        ("breach", "text"),
        ("reason", "text"),
        ("citation", "text"),
        ("recorded_at", "timestamptz"),
    ),
    make=_rows,
)
