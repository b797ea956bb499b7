"""The commands of `plenary` by which others prove the record: what people type."""

from pathlib import Path
from typing import Annotated

import typer

from cli.exits import misused
from cli.interrupts import run
from cli.options import DATA, AsJson, DataFolder, module, output

LOOPBACK = "127.0.0.1:0"

proofs = typer.Typer()


@proofs.command()
def receipt(
    *,
    position: Annotated[int, typer.Argument(metavar="POSITION", help="Of the event.")],
    to: Annotated[Path | None, typer.Option(help="Write it into this file.")] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Print the proof that an event is in the register, as a C2SP tlog-proof to keep."""
    return run(module("receipts").write_receipt(output(as_json=as_json), data, position, to))


@proofs.command()
def witness(
    *,
    name: Annotated[str, typer.Argument(metavar="NAME", help="As baku.example/witness.")],
    log: Annotated[
        list[str], typer.Option("--log", metavar="KEY", help="Verifier key of a log; repeatable.")
    ],
    listen: Annotated[str, typer.Option(metavar="HOST:PORT", help="0: any free port.")] = LOOPBACK,
    data: Annotated[Path, typer.Option(help="Folder of its keys and its memory.")] = Path(
        "witness"
    ),
    as_json: AsJson = False,
) -> int:
    """Confirm for others that a register only ever grew; runs until Ctrl-C."""
    host, _, port = listen.rpartition(":")
    if not host or not port.isdigit():
        raise misused(f"--listen is written HOST:PORT, as 127.0.0.1:8600, not {listen!r}")
    return int(
        module("witnessing").witness(
            output(as_json=as_json), data, name, log, address=(host, int(port))
        )
    )
