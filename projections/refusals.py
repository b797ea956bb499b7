"""Acts that were refused: who tried what, which article refused it."""

from collections.abc import Mapping, Sequence

from domain.case import Case
from eventstore.work import Recorded
from projections.view import Row, TableView


def _rows(event: Recorded, _: Case) -> Sequence[Row]:
    if event.type != "CommandRefused":
        return ()
    told = event.data
    actor = event.envelope["actor"]
    who = actor if isinstance(actor, Mapping) else {}
    return [
        {
            "position": event.position,
            "ref": told["stream"],
            "command": told["command"],
            **{name: told[name] for name in ("code", "sentence", "citation", "missing")},
            "subject": who["subject"],
            "capacity": who["capacity"],
            "recorded_at": event.recorded_at.isoformat(),
        }
    ]


REFUSALS = TableView(
    table="refusal",
    key="position",
    columns=(
        ("position", "bigint"),
        ("ref", "text"),
        ("command", "text"),
        ("code", "text"),
        ("sentence", "text"),
        ("citation", "text"),
        ("missing", "jsonb"),
        ("subject", "text"),
        ("capacity", "text"),
        ("recorded_at", "timestamptz"),
    ),
    make=_rows,
)
