"""`rebuild`: make the views anew from the register, or only compare them with what it gives."""

from pathlib import Path

from activities.folding import CaseFold
from cli.exits import ConsoleError, Exit
from cli.output import Output
from cli.reading import register_of
from domain.text import counted
from projections import rebuild
from projections.all_views import VIEWS
from projections.rebuild import Difference, Made

SHOWN = 3
COLUMNS = ("view", "rows", "differing")


async def rebuild_views(output: Output, data: Path) -> int:
    """Put views made anew in the place of the kept ones."""
    async with register_of(data) as connection:
        tell(output, await rebuild.rebuild(connection, VIEWS, CaseFold()))
    return Exit.DONE


async def check_views(output: Output, data: Path) -> int:
    """Change nothing; end with 4 where a kept view differs from what the register gives."""
    async with register_of(data) as connection:
        made = await rebuild.check(connection, VIEWS, CaseFold())
    tell(output, made)
    if differing := [differing_told(each) for each in made if each.differing]:
        raise ConsoleError(
            "verification-failed",
            f"{'; '.join(differing)}. `plenary rebuild` makes them anew",
            exit_code=Exit.VERIFICATION_FAILED,
        )
    return Exit.DONE


def differing_told(made: Made) -> str:
    """Say in what rows a view differs from the register, the first few of them field by field."""
    few = [_field(each) for each in made.differences[:SHOWN]]
    more = ", ..." if made.differing > 1 and len(made.differences) > SHOWN else ""
    return f"{made.table} differs in {counted(made.differing, 'row')}: {', '.join(few)}{more}"


def _field(told: Difference) -> str:
    if told.made is None and told.kept == told.key:
        return f"{told.key} is nothing that the register makes"
    if told.kept is None and told.made == told.key:
        return f"{told.key} is missing"
    return f"{told.field} of {told.key} is {told.kept}, and {told.made} by the register"


def tell(output: Output, made: list[Made]) -> None:
    """Show how many rows each view has, and how many differed."""
    rows = [{"view": m.table, "rows": m.rows, "differing": m.differing} for m in made]
    output.rows(rows, columns=COLUMNS)
