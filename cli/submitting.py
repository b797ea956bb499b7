"""`submit`: one act from the command line, or many from a file; each line has its answer."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from activities.opening import MalformedError
from cli.act_lines import numbered, read_object
from cli.answers import as_recorded, as_row, in_words, kind_of
from cli.exits import ConsoleError, Exit
from cli.output import Output, write_json, write_line
from cli.refused import RefusedError
from cli.sending import Door, Told, door_of, send_line
from cli.sources import opened
from cli.typed_acts import fields_of, said
from domain.submission import Refused


async def submit_one(
    output: Output, data: Path, typed: Mapping[str, object], fields: Sequence[str]
) -> int:
    """Submit one act and show its receipt; a refusal is an error with code and citation."""
    told = fields_of(fields)
    try:
        async with door_of(data) as door:
            line = read_object(await door.read(lambda register: said(register, typed, told)))
            receipt = await door.send(line)
    except MalformedError as fault:
        raise ConsoleError(fault.code, fault.sentence, exit_code=Exit.REFUSED) from fault
    if isinstance(receipt, Refused):
        raise RefusedError(receipt)
    output.object(as_recorded(receipt), text=in_words(Told(number=1, line=line, receipt=receipt)))
    return Exit.DONE


async def submit_file(output: Output, data: Path, source: str, *, until_refused: bool) -> int:
    """Submit a file of acts line by line, to its end or until one is refused."""
    ended: int = Exit.DONE
    counts: Counter[str] = Counter()
    stopped = 0
    with opened(source) as lines:
        async with door_of(data) as door:
            async for told in sent(door, lines):
                _show(output, told)
                counts[kind_of(told)] += 1
                ended = ended or told.exit_code
                if ended and until_refused:
                    stopped = told.number
                    break
    output.say(
        ", ".join(f"{counts[each]} {each}" for each in ("accepted", "refused", "unreadable"))
    )
    if stopped:
        output.say(
            f"stopped at line {stopped}: no line after it was sent. Mend it and send the file "
            "again (what was accepted stays, and counts once), or go on with --continue"
        )
    elif not counts:
        output.say(f"{source} holds no act: nothing was sent")
    return ended


async def sent(door: Door, lines: BinaryIO) -> AsyncIterator[Told]:
    """Send the lines one after the other; name the line at which an answer is missing."""
    for number, text in numbered(lines):
        try:
            yield await send_line(door, number, text)
        except ConsoleError as error:
            raise ConsoleError(
                error.code, f"line {number}: {error.sentence}", exit_code=error.exit_code
            ) from error


def _show(output: Output, told: Told) -> None:
    if output.as_json:
        write_json(as_row(told))
    else:
        write_line(in_words(told))
