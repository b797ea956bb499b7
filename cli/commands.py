"""The commands of `plenary` by which people act, and its root: what they type, not what it does."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli.exits import misused
from cli.interrupts import run
from cli.options import (
    ASSEMBLY,
    DATA,
    DEMO_DATA,
    Act,
    ActRef,
    As,
    AsJson,
    Assembly,
    AtVersion,
    CommandId,
    Continue,
    DataFolder,
    DryRun,
    Fields,
    From,
    Map,
    On,
    Quiet,
    Reason,
    Source,
    module,
    output,
    typed_as,
)

app = typer.Typer(
    name="plenary",
    help="The life of an inter-parliamentary assembly, from proposal to national uptake.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
config = typer.Typer(help="Settings of this installation.", no_args_is_help=True)
app.add_typer(config, name="config")
procedure = typer.Typer(help="Maps of procedures.", no_args_is_help=True)
app.add_typer(procedure, name="procedure")


@app.command()
def up(
    *,
    data: DataFolder = DATA,
    assembly: Assembly = ASSEMBLY,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """Start everything and keep it running until Ctrl-C."""
    return run(module("up").up(output(as_json=as_json, quiet=quiet), data, assembly))


@app.command()
def demo(
    *,
    data: DataFolder = DEMO_DATA,
    assembly: Assembly = ASSEMBLY,
    acts: Annotated[Path | None, typer.Option(help="Play the acts of this folder.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Stop at the end.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Erase the last demonstration.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """Play real histories and a fictional law through all its stages."""
    wanted = module("demo").Wanted(
        data=data,
        acts=acts or module("playing").FOLDER,
        assembly=assembly,
        once=once,
        reset=reset,
    )
    return run(module("demo").demo(output(as_json=as_json, quiet=quiet), wanted))


@app.command()
def submit(
    *,
    act: Act = None,
    ref: ActRef = None,
    field: Fields = None,
    as_: As = None,
    on: On = None,
    reason: Reason = None,
    source: Source = None,
    command_id: CommandId = None,
    at_version: AtVersion = None,
    from_: From = None,
    continue_: Continue = False,
    dry_run: DryRun = False,
    data: DataFolder = DATA,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """Submit one act, or a file of acts. Sent again, an act changes nothing."""
    said = {
        "act": act,
        "case": ref,
        "as": as_,
        "on": on,
        "reason": reason,
        "source": source,
        "id": command_id,
        "at_version": at_version,
    }
    where, fields = output(as_json=as_json, quiet=quiet), field or []
    if from_ is not None:
        _demand_all_in_lines(said, fields)
        file = module("dry_run").rehearse_file if dry_run else module("submitting").submit_file
        return run(file(where, data, from_, until_refused=not continue_))
    if continue_:
        raise misused("--continue goes with --from FILE; nothing was sent: leave it out")
    if not act or not ref or not as_:
        raise misused("give ACT, REF and --as CAPACITY, or --from FILE")
    one = module("dry_run").rehearse_one if dry_run else module("submitting").submit_one
    return run(one(where, data, said, fields))


def _demand_all_in_lines(said: Mapping[str, object], fields: Sequence[str]) -> None:
    """Raise where something is said beside a file: its lines say all of their acts."""
    given = [typed_as(name) for name, value in said.items() if value is not None]
    given += ["--field"] if fields else []
    if given:
        raise misused(
            f"the lines of --from FILE say all of their acts: {', '.join(given)} would count for "
            "none, so nothing was sent. Say it in the lines, or give ACT and REF without --from"
        )


@app.command()
def compute(
    *,
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help="vote, date, plan, entry-into-force, procedure."),
    ],
    from_: Annotated[str, typer.Option("--from", metavar="FILE|-", help="Cases as JSON Lines.")],
    calendar: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Days of the bodies, for date and plan.")
    ] = None,
    map_: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="The map of a procedure.")
    ] = None,
) -> int:
    """Put the rules to cases from outside: an answer per line, as JSON."""
    return int(module("compute").compute(kind, from_, calendar=calendar, chart=map_))


@procedure.command("compare")
def procedure_compare(
    *,
    before: Map,
    after: Map,
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Show every open case under the second map.")
    ] = False,
    data: DataFolder = DATA,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """Compare two maps, or what they say of every open case; nothing is recorded."""
    comparing = module("comparing")
    wanted = comparing.simulate if simulate else comparing.compare
    return run(wanted(output(as_json=as_json, quiet=quiet), data, before, after))


@config.command("show")
def config_show(*, data: DataFolder = DATA, as_json: AsJson = False) -> int:
    """Show each setting and where it comes from; secrets are masked."""
    return int(module("showing_config").show_config(output(as_json=as_json), data))


@app.command("acts-schema")
def acts_schema() -> int:
    """Print the JSON Schema of a line of acts."""
    return int(module("act_schema").print_schema())
