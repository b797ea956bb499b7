"""The commands of `plenary`, one function each: what people type, and nothing of what it does."""

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
    At,
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
    Ref,
    Source,
    module,
    output,
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
    where = output(as_json=as_json, quiet=quiet)
    if from_ is not None:
        if act or field or as_:
            raise misused("give either ACT and REF, or --from FILE")
        file = module("dry_run").rehearse_file if dry_run else module("submitting").submit_file
        return run(file(where, data, from_, until_refused=not continue_))
    if not act or not ref or not as_:
        raise misused("give ACT, REF and --as CAPACITY, or --from FILE")
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
    one = module("dry_run").rehearse_one if dry_run else module("submitting").submit_one
    return run(one(where, data, said, field or []))


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


@app.command()
def steps(
    *,
    ref: Ref,
    on: Annotated[str | None, typer.Option(help="As of this day; today if left out.")] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show what must, may or may not happen next in a case, and why."""
    return run(module("stepping").steps(output(as_json=as_json), data, ref, on))


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


@app.command("list")
def list_(
    *,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="cases, model-law …, deadlines, irregularities, refusals, anomalies, offices.",
        ),
    ],
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """List cases, deadlines, irregularities, refusals or who holds which office."""
    return run(module("listing").list_kind(output(as_json=as_json), data, kind))


@app.command()
def show(
    *,
    ref: Ref,
    at: At = None,
    effective: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only what had happened by this day.")
    ] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show a case as it stands, as the register had it, or as it truly was on a day."""
    return run(module("showing").show(output(as_json=as_json), data, ref, at, effective))


@app.command()
def uptake(*, ref: Ref, data: DataFolder = DATA, as_json: AsJson = False) -> int:
    """Show what each parliament made of a model law, with the formulas."""
    return run(module("uptaking").uptake(output(as_json=as_json), data, ref))


@app.command()
def path(
    *,
    ref: Ref,
    on: Annotated[str | None, typer.Option(help="As of this day; today if left out.")] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show the path of a bill in its parliament: steps, majorities, time limits, sources."""
    return run(module("uptaking").path(output(as_json=as_json), data, ref, on))


@app.command()
def plan(
    *,
    ref: Ref,
    target: Annotated[str, typer.Option(metavar="DAY", help="By when, as 2026-06-12.")],
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show by when each remaining step of a case must be taken to reach a target."""
    return run(module("planning").plan(output(as_json=as_json), data, ref, target))


@app.command("dead-zones")
def dead_zones(
    *,
    on: Annotated[str | None, typer.Option(help="As of this day; today if left out.")] = None,
    days: Annotated[int, typer.Option(min=1, help="Quiet for so many days.")] = 90,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """List open cases in which nothing has happened for long, and what each awaits."""
    return run(module("planning").quiet_cases(output(as_json=as_json), data, on, days))


@app.command()
def simulate(
    *,
    rules: Annotated[int, typer.Option("--rules", metavar="EDITION", help="As adopted.")],
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show what an edition of the rules would do to every open case; nothing is recorded."""
    return run(module("simulating").simulate_rules(output(as_json=as_json), data, rules))


@app.command()
def timeline(*, ref: Ref, data: DataFolder = DATA, as_json: AsJson = False) -> int:
    """Show the events of a case."""
    return run(module("showing").timeline(output(as_json=as_json), data, ref))


@app.command()
def replay(
    *,
    scope: Annotated[str, typer.Argument(metavar="SCOPE", help="A case, or all.")],
    at: At = None,
    explain: Annotated[
        str | None, typer.Option(metavar="FIELD", help="Only what changed this field of a case.")
    ] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Step through a case or the whole register, a sentence per event."""
    if explain is not None:
        return run(module("auditing").explain(output(as_json=as_json), data, scope, explain, at))
    return run(module("showing").replay(output(as_json=as_json), data, scope, at))


@app.command()
def minutes(*, ref: Ref, data: DataFolder = DATA, as_json: AsJson = False) -> int:
    """Draft the minutes of a plenary session from the record, each line with its events."""
    return run(module("minutes").minutes(output(as_json=as_json), data, ref))


@config.command("show")
def config_show(*, data: DataFolder = DATA, as_json: AsJson = False) -> int:
    """Show each setting and where it comes from; secrets are masked."""
    return int(module("showing_config").show_config(output(as_json=as_json), data))


@app.command("acts-schema")
def acts_schema() -> int:
    """Print the JSON Schema of a line of acts."""
    return int(module("act_schema").print_schema())
