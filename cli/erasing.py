"""`erase`: what is kept of a person is destroyed by a recorded act, and what remains is said."""

from collections.abc import Mapping
from pathlib import Path

from cli.output import Output
from cli.submitting import submit_one
from domain.assembly.persons import ErasePerson
from domain.assembly.state import STREAM

_REMAINS = (
    "Name and contact are gone from the register; every proof still holds. Older copies remain "
    "in backups, in the write-ahead log and, until PostgreSQL has vacuumed the table, on its "
    "disk: see docs/how-to/erase-a-person.md"
)


async def erase(output: Output, data: Path, by: str, told: Mapping[str, str]) -> int:
    """Submit the act that erases a person, with what it says, and name what it cannot reach."""
    fields = ["=".join(field) for field in told.items()]
    act = {"act": ErasePerson.__name__, "case": STREAM, "as": by}
    ended = await submit_one(output, data, act, fields)
    output.say(_REMAINS)
    return ended
