"""`receipt`: the proof that one event is in the register, for whoever wants to keep it."""

from pathlib import Path

from cli.exits import ConsoleError, Exit, not_found
from cli.output import Output, write_line
from cli.places import demand_apart, demand_free, write_new
from cli.reading import register_of
from cli.sealed import Proved, proved
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.receipts import Receipt
from eventstore.proofs.stored_tiles import receipt
from eventstore.queries import query


async def write_receipt(
    output: Output, data: Path, position: int, to: Path | None, event: Path | None = None
) -> int:
    """Write the receipt of an event as a new C2SP tlog-proof file, or print it.

    The text of the event goes into a file of its own, where one is named.
    """
    for file in (to, event):
        if file is not None:
            demand_free(file)
    demand_apart(to, event)
    async with register_of(data) as connection:
        head = await connection.fetchval(query("head_position")) or 0
        if not 0 < position <= head:
            raise not_found(f"there is no position {position}; the register ends at {head}")
        how_far, size = await proved(connection, position)
        found = await receipt(connection, position, at_most=size)
        rows = await connection.fetch(query("read_page"), position - 1, position, 1)
    if found is None:
        raise ConsoleError(
            "not-sealed-yet",
            f"position {position} is recorded, but no checkpoint covers it yet; ask again in a "
            "second, while `plenary up` runs",
            exit_code=Exit.UNDECIDED,
        )
    texts = {event: str(rows[0]["body"]), to: found.text}
    write_new({file: text.encode() for file, text in texts.items() if file is not None})
    _give(output, position, found, to, how_far)
    return Exit.DONE


def _give(output: Output, position: int, found: Receipt, to: Path | None, how_far: Proved) -> None:
    size = Checkpoint.read(found.note.text).size
    if output.as_json:
        output.object(
            {"position": position, "size": size, "proved": how_far, "receipt": found.text}
        )
    elif to is None:
        write_line(found.text.removesuffix("\n"))
    else:
        output.say(f"position {position} is {how_far}, in the checkpoint over {size}; kept in {to}")
