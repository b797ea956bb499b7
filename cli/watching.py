"""`watch`: events as they are recorded, a sentence for each, until Ctrl-C."""

import asyncio
from pathlib import Path

from cli.exits import ConsoleError, Exit, misused, not_found
from cli.interrupts import until_interrupted
from cli.output import Output, write_json
from cli.reading import live_register_of
from cli.sentences import as_row
from cli.showing import write_event
from domain.cases import misnamed
from eventstore.durability import Connection
from eventstore.read import head, read_all
from eventstore.work import Recorded

POLL_SECONDS = 0.5


async def watch(output: Output, data: Path, ref: str | None, after: int | None) -> int:
    """Follow one case, or all, from now on or from a position on; say at the end where it was."""
    if ref is not None and (refusal := misnamed(ref)) is not None:
        raise misused(refusal.sentence)
    watching = Watch(output, data, ref, await _begin(data, after))
    output.say(f"watching {ref or 'all'} after position {watching.after}; Ctrl-C ends it")
    await until_interrupted(watching.show())
    output.say(f"seen up to position {watching.after}; --after {watching.after} goes on there")
    return Exit.DONE


async def _begin(data: Path, after: int | None) -> int:
    """Return the position after which it begins, while a register answers."""
    async with live_register_of(data) as connection:
        end = (await head(connection)).position
    if after is not None and after > end:
        raise not_found(f"nothing is recorded at position {after}; the last one is {end}")
    return end if after is None else after


class Watch:
    """What is watched, one case or all, and the last position that was seen."""

    def __init__(self, output: Output, data: Path, ref: str | None, after: int) -> None:
        """Take where to write and what to read; nothing is read yet."""
        self._output, self._data, self._ref = output, data, ref
        self._is_away = False
        self.after = after

    async def show(self) -> None:
        """Give each event once, in order, for ever; a register that goes away is waited for."""
        while True:
            try:
                async with live_register_of(self._data) as connection:
                    await self._follow(connection)
            except ConsoleError as error:
                if error.exit_code != Exit.UNREACHABLE:
                    raise
                self._tell(f"{error.sentence}; waiting for it", is_away=True)
            await asyncio.sleep(POLL_SECONDS)

    async def _follow(self, connection: Connection) -> None:
        while True:
            await self._demand_whole(connection)
            self._tell("the register answers again", is_away=False)
            async for event in read_all(connection, after=self.after):
                self.after = event.position
                if self._ref in (None, event.stream):
                    self._give(event)
            await asyncio.sleep(POLL_SECONDS)

    async def _demand_whole(self, connection: Connection) -> None:
        """Raise where what was seen is not there any more: a later event would look new."""
        if (end := (await head(connection)).position) < self.after:
            raise ConsoleError(
                "tail-lost",
                f"position {self.after} was seen, and the register now ends at {end}: "
                "`plenary verify` tells more",
                exit_code=Exit.VERIFICATION_FAILED,
            )

    def _tell(self, sentence: str, *, is_away: bool) -> None:
        """Say once that the register went away, or came back."""
        if is_away != self._is_away:
            self._output.say(sentence)
        self._is_away = is_away

    def _give(self, event: Recorded) -> None:
        if self._output.as_json:
            write_json(as_row(event))
        else:
            write_event(event)
