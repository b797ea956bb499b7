"""What a view is made of: a table, its key, one upsert, and a pure function from event to rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from domain.case import Case
from eventstore.work import Json, Recorded, State

Row = Mapping[str, Json]


@dataclass(frozen=True, kw_only=True)
class TableView:
    """A view kept in one table of schema `view`; `columns` are pairs of name and SQL type."""

    table: str
    key: str
    columns: tuple[tuple[str, str], ...]
    make: Callable[[Recorded, Case], Sequence[Row]]
    of_cases: bool = False
    """Whether its key is the case: of many events of one case the last alone decides."""

    def rows(self, event: Recorded, state: State) -> Sequence[Row]:
        """Return the rows that one event makes or changes; `state` is its case after it."""
        return self.make(event, state) if isinstance(state, Case) else ()

    @property
    def upsert(self) -> str:
        """The statement that writes all rows of a batch, given as one JSON array."""
        return self.upsert_into("view")

    def upsert_into(self, schema: str) -> str:
        """Return the same statement for the table of that name in another schema."""
        names = ", ".join(name for name, _ in self.columns)
        typed = ", ".join(f"{name} {kind}" for name, kind in self.columns)
        changed = ", ".join(
            f"{name} = excluded.{name}" for name, _ in self.columns if name != self.key
        )
        return (
            f"INSERT INTO {schema}.{self.table} ({names}) "  # noqa: S608  (names are constants)
            f"SELECT {names} FROM json_to_recordset($1::json) AS given ({typed}) "
            f"ON CONFLICT ({self.key}) DO UPDATE SET {changed}"
        )
