"""Checks of the chain, event by event: bytes, links, columns, versions, time."""

from eventstore.checking_form import parsed
from eventstore.envelope import Head, instant, leaf
from eventstore.stored import Body, EventRow, FaultError


class Chain:
    """Follows the register from its first event."""

    def __init__(self) -> None:
        """Begin before the first event."""
        self._versions: dict[str, int] = {}
        self.head = Head()
        self.log = ""

    def follow(self, row: EventRow) -> Body:
        """Check that this event follows the last one; return its body."""
        self._check_place(row)
        self._check_bytes(row)
        body = parsed(row)
        self._check_link(row, body)
        _check_columns(row, body)
        self._check_order(row, body)
        self._advance(row, body)
        return body

    def _check_place(self, row: EventRow) -> None:
        expected = self.head.position + 1
        if row.position != expected:
            raise FaultError(expected, f"is missing: the next one found is {row.position}")

    def _check_bytes(self, row: EventRow) -> None:
        if leaf(row.body.encode()) != row.leaf:
            raise FaultError(row.position, "was changed: its text does not give its leaf")

    def _check_link(self, row: EventRow, body: Body) -> None:
        if body["prev"] != self.head.leaf.hex():
            raise FaultError(
                row.position,
                f"does not follow position {self.head.position} as it stands: "
                "one of the two was changed, moved or replaced",
            )

    def _check_order(self, row: EventRow, body: Body) -> None:
        due = self._versions.get(row.stream, 0) + 1
        if row.version != due:
            raise FaultError(
                row.position, f"is version {row.version} of {row.stream}, where {due} is due"
            )
        if row.recorded_at < self.head.recorded_at:
            raise FaultError(row.position, "was recorded before the one which precedes it")
        if self.log and body["log"] != self.log:
            raise FaultError(row.position, f"belongs to another register, {body['log']!r}")

    def _advance(self, row: EventRow, body: Body) -> None:
        self._versions[row.stream] = row.version
        self.log = body["log"]
        self.head = Head(position=row.position, leaf=row.leaf, recorded_at=row.recorded_at)


def _check_columns(row: EventRow, body: Body) -> None:
    columns = {
        "position": row.position,
        "stream": row.stream,
        "version": row.version,
        "type": row.type,
        "recorded_at": instant(row.recorded_at),
    }
    for name, value in columns.items():
        if body[name] != value:
            raise FaultError(
                row.position,
                f"was changed: its column {name} says {value}, its body {body[name]}",
            )
