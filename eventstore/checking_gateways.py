"""Checks of gateways: none signs before it is admitted, or after it is revoked."""

from eventstore.stored import Body, EventRow, FaultError

ADMITTED, REVOKED = "GatewayKeyAdmitted", "GatewayKeyRevoked"


class Gateways:
    """Follows the keys of gateways along the events.

    The first one vouches for itself and for what was recorded before it was admitted: whoever
    founds a register must be taken at his word. One that comes later may admit itself where all
    keys were lost; `unvouched` says where, for who verifies to ask about.
    """

    def __init__(self) -> None:
        """Begin before the first event."""
        self._known: set[str] = set()
        self._revoked: set[str] = set()
        self.unvouched: list[int] = []
        self._founding: dict[str, int] = {}
        """Who signed before any was admitted, and where first."""

    def follow(self, row: EventRow, body: Body) -> None:
        """Check that the gateway that signed an event was known by then, and not revoked."""
        key = None if body["proof"] is None else body["proof"]["key_id"]
        told = body["data"]["key_id"] if row.type in {ADMITTED, REVOKED} else None
        if key is not None and not self._known:
            self._founding.setdefault(key, row.position)
        elif key is not None and key not in self._known:
            if row.type != ADMITTED or told != key or key in self._revoked:
                raise _not_known(row.position, key)
            self.unvouched.append(row.position)
        if row.type == ADMITTED:
            self._admit(str(told))
        elif row.type == REVOKED:
            self._known.discard(str(told))
            self._revoked.add(str(told))

    def _admit(self, key: str) -> None:
        self._known.add(key)
        strangers = {position: each for each, position in self._founding.items() if each != key}
        if strangers:
            first = min(strangers)
            raise _not_known(first, strangers[first])
        self._founding.clear()


def _not_known(position: int, key: str) -> FaultError:
    return FaultError(
        position, f"is signed with the key {key}, which is not admitted by then, or revoked"
    )
