"""`rebuild`: make the views anew from the register, or only compare them with what it gives."""

from pathlib import Path

from activities.folding import CaseFold
from cli.exits import ConsoleError, Exit
from cli.output import Output
from cli.reading import register_of
from projections import rebuild
from projections.all_views import VIEWS
from projections.rebuild import Made

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
    if differing := [each.table for each in made if each.differing]:
        raise ConsoleError(
            "verification-failed",
            f"the register gives other rows for {', '.join(differing)}; run `plenary rebuild`",
            exit_code=Exit.VERIFICATION_FAILED,
        )
    return Exit.DONE


def tell(output: Output, made: list[Made]) -> None:
    """Show how many rows each view has, and how many differed."""
    rows = [{"view": m.table, "rows": m.rows, "differing": m.differing} for m in made]
    output.rows(rows, columns=COLUMNS)
