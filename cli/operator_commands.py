"""The commands of `plenary` for operators: copies of the register, erasure, its readers."""

from pathlib import Path
from typing import Annotated

import typer

from cli.interrupts import run
from cli.options import ASSEMBLY, DATA, AsJson, Assembly, DataFolder, Quiet, module, output

operators = typer.Typer()


@operators.command()
def version(*, as_json: AsJson = False) -> int:
    """Show the release."""
    return run(module("describing").show_version(output(as_json=as_json)))


@operators.command()
def doctor(*, data: DataFolder = DATA, as_json: AsJson = False) -> int:
    """Check this machine and what runs on it."""
    return run(module("doctor").doctor(output(as_json=as_json), data))


@operators.command()
def seed(
    *,
    assembly: Assembly = ASSEMBLY,
    data: DataFolder = DATA,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """Found the assembly in the empty register of workers that run elsewhere."""
    return run(module("seeding").found(output(as_json=as_json, quiet=quiet), data, assembly))


@operators.command("gateway-key")
def gateway_key(*, data: DataFolder = DATA, as_json: AsJson = False) -> int:
    """Show the public key with which this folder's command line signs; made at first use."""
    return int(module("describing").show_gateway(output(as_json=as_json), data))


@operators.command()
def rebuild(
    *,
    check: Annotated[bool, typer.Option("--check", help="Compare, and change nothing.")] = False,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Make the views anew from the register."""
    rebuilding = module("rebuilding")
    wanted = rebuilding.check_views if check else rebuilding.rebuild_views
    return run(wanted(output(as_json=as_json), data))


@operators.command()
def backup(
    *,
    to: Annotated[Path, typer.Option(metavar="DIR", help="A folder that does not exist yet.")],
    logical: Annotated[
        bool, typer.Option("--logical", help="A dump, for this PostgreSQL or a later one.")
    ] = False,
    data: DataFolder = DATA,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """Copy the whole register into a new folder and check the copy; private keys stay out."""
    kind = module("backup_folder").Kind("logical" if logical else "base")
    where = output(as_json=as_json, quiet=quiet)
    return run(module("backing_up").back_up(where, data, to, kind))


@operators.command()
def restore(
    *,
    backup: Annotated[Path, typer.Argument(metavar="FROM", help="A backup.")],
    trust: Annotated[
        Path | None, typer.Option(metavar="CHECKPOINT", help="One that you kept elsewhere.")
    ] = None,
    data: DataFolder,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """Make an empty data folder of a backup, once it is shown to be what was copied."""
    where = output(as_json=as_json, quiet=quiet)
    return run(module("restoring").restore(where, backup, data, trust))


@operators.command()
def erase(
    *,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help="The id of the person.")],
    authority: Annotated[str, typer.Option(help="The decision or the law that orders it.")],
    because: Annotated[str, typer.Option(help="Why; whoever reads the record will read it.")],
    as_: Annotated[
        str, typer.Option("--as", metavar="CAPACITY[/SUBJECT]", help="Who acts.")
    ] = "secretariat",
    data: DataFolder = DATA,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """Destroy name and contact of a person by a recorded act; every proof still holds."""
    told = {"subject": subject, "authority": authority, "because": because}
    return run(module("erasing").erase(output(as_json=as_json, quiet=quiet), data, as_, told))


@operators.command()
def readers(
    *,
    resume: Annotated[
        str | None, typer.Option(metavar="NAME", help="Let this one try its event again.")
    ] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show how far each reader of the register got; let one that stopped go on."""
    where, readers_of = output(as_json=as_json), module("readers")
    if resume is not None:
        return run(readers_of.resume_reader(where, data, resume))
    return run(readers_of.list_readers(where, data))
