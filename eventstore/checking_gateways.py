"""Checks of who vouched for whom: every gateway but the first was admitted by one known before."""

from eventstore.stored import Body, EventRow, FaultError

ADMITTED, REVOKED = "GatewayKeyAdmitted", "GatewayKeyRevoked"


class Gateways:
    """Follows the keys of gateways along the events.

    The first one vouches for itself and for what was recorded before it was admitted: whoever
    founds a register must be taken at his word. After it no key admits itself.
    """

    def __init__(self) -> None:
        """Begin before the first event."""
        self._known: set[str] = set()
        self._founding: dict[str, int] = {}
        """Who signed before any was admitted, and where first."""

    def follow(self, row: EventRow, body: Body) -> None:
        """Check that the gateway that signed an event was known by then, and not revoked."""
        proof = body["proof"]
        if proof is not None and not self._known:
            self._founding.setdefault(proof["key_id"], row.position)
        elif proof is not None and proof["key_id"] not in self._known:
            raise _not_known(row.position, proof["key_id"])
        if row.type == ADMITTED:
            self._admit(body["data"]["key_id"])
        elif row.type == REVOKED:
            self._known.discard(body["data"]["key_id"])

    def _admit(self, key: str) -> None:
        self._known.add(key)
        strangers = {position: each for each, position in self._founding.items() if each != key}
        if strangers:
            first = min(strangers)
            raise _not_known(first, strangers[first])
        self._founding.clear()


def _not_known(position: int, key: str) -> FaultError:
    return FaultError(
        position, f"is signed with the key {key}, for which no gateway known by then had vouched"
    )
