"""Play files of acts in sorted order, with a progress bar, and count the answers."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cli.act_lines import numbered
from cli.answers import kind_of, where
from cli.exits import ConsoleError, not_found
from cli.output import Output
from cli.sending import Door, Told, send_line
from cli.waiting import deadlines_passed

FOLDER = Path(__file__).with_name("demo_acts")


@dataclass(kw_only=True)
class Played:
    """What became of the acts of a play."""

    accepted: int = 0
    refused: int = 0
    codes: Counter[str] = field(default_factory=Counter)

    def count(self, told: Told) -> None:
        """Count one answer; a line that is no act is refused at the door."""
        if kind_of(told) == "accepted":
            self.accepted += 1
        else:
            self.refused += 1
            self.codes[where(told)] += 1


async def play(output: Output, door: Door, folder: Path) -> Played:
    """Play all files of a folder; between two of them the live deadlines pass."""
    files = act_files(folder)
    played = Played()
    with _progress(output) as progress:
        for file in files:
            lines = list(numbered(file.read_bytes().splitlines()))
            task = progress.add_task(file.stem, total=len(lines))
            async for told in _played(door, file, lines):
                played.count(told)
                progress.advance(task)
            await deadlines_passed(door)
    return played


def act_files(folder: Path) -> list[Path]:
    """Return the files of acts in the order in which they are played."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise not_found(f"there are no acts (*.jsonl) in {folder}")
    return files


async def _played(
    door: Door, file: Path, lines: Sequence[tuple[int, bytes]]
) -> AsyncIterator[Told]:
    for number, text in lines:
        try:
            yield await send_line(door, number, text)
        except ConsoleError as error:
            raise ConsoleError(
                error.code,
                f"{file.name}, line {number}: {error.sentence}",
                exit_code=error.exit_code,
            ) from error


def _progress(output: Output) -> Progress:
    console = Console(stderr=True, quiet=output.quiet)
    return Progress(
        TextColumn("{task.description:<28}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )
