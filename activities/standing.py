"""What a workflow may know of its case, read from the register."""

from temporalio import activity

from activities.folding import as_case
from domain import cases
from domain.submission import Standing
from eventstore.registrar import Registrar


class Standings:
    """Reads where cases stand. It changes nothing."""

    def __init__(self, registrar: Registrar) -> None:
        """Take the process's one registrar, whose folded cases it shares."""
        self._registrar = registrar

    @activity.defn(name="standing")
    async def read(self, stream: str) -> Standing:
        """Return where a case stands now; version 0 if nothing is recorded of it."""
        return cases.standing(as_case(await self._registrar.read_state(stream)))
