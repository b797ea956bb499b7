"""`minutes`: the draft of the minutes of a plenary session, on the screen or on paper."""

from pathlib import Path

from cli.drafted_minutes import Minutes, minutes_of
from cli.exits import misused
from cli.minutes_on_paper import on_paper
from cli.output import Output
from cli.places import demand_free, write_new
from cli.reading import register_of
from domain.case import category, is_stream
from domain.plenary_session.state import CATEGORY


async def minutes(output: Output, data: Path, ref: str, to: Path | None = None) -> int:
    """Print the draft, or write it as PDF/A into a file that does not exist yet."""
    if not is_stream(ref) or category(ref) != CATEGORY:
        raise misused(f"minutes are of a plenary session, as plenary-session/14, not of {ref!r}")
    if to is not None:
        demand_free(to)
    async with register_of(data) as connection:
        found = await minutes_of(connection, ref)
    output.object(found.plain, text=found.text if to is None else _written(found, to))
    output.say(f"sha256 {found.sha256}")
    return 0


def _written(minutes: Minutes, to: Path) -> str:
    """Write them on paper; return what to say of it."""
    write_new({to: on_paper(minutes)})
    return f"{to} holds {minutes.title} (PDF/A)"
