"""`erase`: what is kept of a person is destroyed by a recorded act, and what remains is said."""

from collections.abc import Mapping
from pathlib import Path

from cli.exits import ConsoleError, Exit
from cli.output import Output
from cli.reading import register_of
from cli.submitting import submit_one
from domain.assembly.persons import ErasePerson
from domain.assembly.state import STREAM
from domain.text import counted
from eventstore.queries import query

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
    async with register_of(data) as connection:
        kept = await connection.fetchval(query("kept_of_person"), told["subject"])
    if kept:
        raise ConsoleError(
            "verification-failed",
            f"the act is on record, and the database still keeps {counted(kept, 'value')} of "
            f"{told['subject']}: somebody switched off what erases them. `plenary doctor` names "
            "what is off; restore it, and have them erased by hand by who owns the tables",
            exit_code=Exit.VERIFICATION_FAILED,
        )
    output.say(_REMAINS)
    return ended
