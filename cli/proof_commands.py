"""The commands of `plenary` by which others prove the record: what people type."""

from pathlib import Path
from typing import Annotated

import typer

from cli.exits import misused
from cli.interrupts import run
from cli.options import DATA, AsJson, DataFolder, Ref, module, output

LOOPBACK = "127.0.0.1:0"

proofs = typer.Typer()
export = typer.Typer(
    help="What leaves the house: packages for auditors, texts.", no_args_is_help=True
)
proofs.add_typer(export, name="export")


@proofs.command()
def verify(
    *,
    trust: Annotated[
        list[Path] | None,
        typer.Option(metavar="CHECKPOINT", help="One that you kept; again for each."),
    ] = None,
    deep: Annotated[
        bool, typer.Option("--deep", help="Compare the fold with the views and with Temporal too.")
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Check bytes, chain, tree and signatures only.")
    ] = False,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Check that nothing in the register is missing or altered."""
    verifying, out = module("verifying"), output(as_json=as_json)
    return run(verifying.verify_register(out, data, trust or [], deep=deep, quick=quick))


@proofs.command()
def receipt(
    *,
    position: Annotated[int, typer.Argument(metavar="POSITION", help="Of the event.")],
    to: Annotated[Path | None, typer.Option(help="A file that does not exist yet.")] = None,
    event: Annotated[
        Path | None, typer.Option(help="Another one, for the event's text, which is proved.")
    ] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Print the proof that an event is in the register, as a C2SP tlog-proof to keep."""
    out, writing = output(as_json=as_json), module("receipts")
    return run(writing.write_receipt(out, data, position, to, event))


@proofs.command("verify-receipt")
def verify_receipt(
    *,
    receipt: Annotated[Path, typer.Argument(metavar="RECEIPT", help="A C2SP tlog-proof.")],
    event: Annotated[Path, typer.Option(metavar="FILE", help="The event's text as recorded.")],
    policy: Annotated[Path, typer.Option(metavar="FILE", help="Your own keys (C2SP tlog-policy).")],
    as_json: AsJson = False,
) -> int:
    """Check that a receipt proves an event, with neither server nor network."""
    checking, out = module("checking_receipts"), output(as_json=as_json)
    return int(checking.check_receipt(out, receipt, event, policy))


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


@proofs.command()
def diff(
    *,
    ref: Ref,
    before: Annotated[str, typer.Argument(metavar="A", help="A position or a time.")],
    after: Annotated[str, typer.Argument(metavar="B", help="A later one.")],
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show in which fields a case differs between two positions or times."""
    return run(module("auditing").diff(output(as_json=as_json), data, ref, (before, after)))


@proofs.command("what-if")
def what_if(
    *,
    ref: Ref,
    rules: Annotated[int, typer.Option("--rules", metavar="EDITION", help="As adopted.")],
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show what a case and its votes would be under another edition; nothing is recorded."""
    return run(module("auditing").what_if(output(as_json=as_json), data, ref, rules))


@export.command("package")
def export_package(
    *,
    scope: Annotated[str, typer.Argument(metavar="SCOPE", help="A case, or all.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="A folder that does not exist yet.")],
    documents: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Texts; those that events cite go along.")
    ] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Write what an auditor takes home: events, proofs, keys, and the program that checks them."""
    exporting = module("exporting")
    return run(exporting.export_package(output(as_json=as_json), data, scope, to, documents))


@export.command("document")
def export_document(
    *,
    named: Annotated[
        str, typer.Argument(metavar="REF|HASH", help="As model-law/2026-014@2, or 64 hex digits.")
    ],
    to: Annotated[Path, typer.Option(metavar="FILE", help="A file that does not exist yet.")],
    documents: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where texts are kept beside the record.")
    ] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Write a text that the record binds by its hash, checked against it."""
    exporting = module("documents")
    return run(exporting.export_document(output(as_json=as_json), data, named, to, documents))


@proofs.command("verify-package")
def verify_package(
    *,
    package: Annotated[Path, typer.Argument(metavar="DIR", help="The package.")],
    policy: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your own keys (C2SP tlog-policy).")
    ] = None,
    trust: Annotated[
        Path | None, typer.Option(metavar="CHECKPOINT", help="One that you kept.")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Check a package as its own program does, with neither server nor network."""
    checking, out = module("checking_packages"), output(as_json=as_json)
    return int(checking.check_package(out, package, policy, trust))
