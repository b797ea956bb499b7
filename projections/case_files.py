"""Where each case stands: one row per case."""

from collections.abc import Sequence

from domain.case import Case, category
from domain.time_limits import alarms
from eventstore.streams import REFUSALS
from eventstore.work import Recorded
from projections.view import Row, TableView


def _rows(event: Recorded, case: Case) -> Sequence[Row]:
    if event.stream == REFUSALS:
        return ()
    waiting = () if case.concluded else alarms(case)
    return [
        {
            "ref": event.stream,
            "category": category(event.stream),
            "title": case.title,
            "stage": case.stage.value,
            "concluded": case.concluded,
            "version": event.version,
            "position": event.position,
            "recorded_at": event.recorded_at.isoformat(),
            "next_deadline": waiting[0].at.isoformat() if waiting else None,
            "irregularities": case.irregularities,
        }
    ]


CASE_FILES = TableView(
    table="case_file",
    key="ref",
    of_cases=True,
    columns=(
        ("ref", "text"),
        ("category", "text"),
        ("title", "text"),
        ("stage", "text"),
        ("concluded", "boolean"),
        ("version", "integer"),
        ("position", "bigint"),
        ("recorded_at", "timestamptz"),
        ("next_deadline", "timestamptz"),
        ("irregularities", "integer"),
    ),
    make=_rows,
)
