"""The commands of `plenary` by which people read the record: what people type."""

from pathlib import Path
from typing import Annotated

import typer

from cli.interrupts import run
from cli.options import DATA, AsJson, At, DataFolder, Quiet, Ref, module, output

readings = typer.Typer()
rules = typer.Typer(help="Editions of the rules of procedure.", no_args_is_help=True)
readings.add_typer(rules, name="rules")


@readings.command()
def steps(
    *,
    ref: Ref,
    on: Annotated[str | None, typer.Option(help="As of this day; today if left out.")] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show what must, may or may not happen next in a case, and why."""
    return run(module("stepping").steps(output(as_json=as_json), data, ref, on))


@readings.command("list")
def list_(
    *,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="cases, model-law …, deadlines, irregularities, refusals, anomalies, offices.",
        ),
    ],
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="Only what reads so in that column."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="No more than so many.")] = None,
    cursor: Annotated[
        str | None, typer.Option(metavar="CURSOR", help="Go on from where --limit stopped.")
    ] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """List cases, deadlines, irregularities, refusals or who holds which office."""
    asked = module("choosing").Asked(where=where or (), limit=limit, cursor=cursor)
    return run(module("listing").list_kind(output(as_json=as_json), data, kind, asked))


@readings.command()
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


@readings.command()
def uptake(*, ref: Ref, data: DataFolder = DATA, as_json: AsJson = False) -> int:
    """Show what each parliament made of a model law, with the formulas."""
    return run(module("uptaking").uptake(output(as_json=as_json), data, ref))


@readings.command()
def path(
    *,
    ref: Ref,
    on: Annotated[str | None, typer.Option(help="As of this day; today if left out.")] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show the path of a bill in its parliament: steps, majorities, time limits, sources."""
    return run(module("uptaking").path(output(as_json=as_json), data, ref, on))


@readings.command()
def plan(
    *,
    ref: Ref,
    target: Annotated[str, typer.Option(metavar="DAY", help="By when, as 2026-06-12.")],
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show by when each remaining step of a case must be taken to reach a target."""
    return run(module("planning").plan(output(as_json=as_json), data, ref, target))


@readings.command("dead-zones")
def dead_zones(
    *,
    on: Annotated[str | None, typer.Option(help="As of this day; today if left out.")] = None,
    days: Annotated[int, typer.Option(min=1, help="Quiet for so many days.")] = 90,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """List open cases in which nothing has happened for long, and what each awaits."""
    return run(module("planning").quiet_cases(output(as_json=as_json), data, on, days))


@readings.command()
def simulate(
    *,
    rules: Annotated[int, typer.Option("--rules", metavar="EDITION", help="As adopted.")],
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show what an edition of the rules would do to every open case; nothing is recorded."""
    return run(module("simulating").simulate_rules(output(as_json=as_json), data, rules))


@rules.command("show")
def rules_show(
    *,
    edition: Annotated[
        int | None, typer.Argument(metavar="EDITION", help="The one in force if left out.")
    ] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show every parameter of the rules, with its article, and what is unset."""
    return run(module("editions").show(output(as_json=as_json), data, edition))


@rules.command("diff")
def rules_diff(
    *,
    before: Annotated[int, typer.Argument(metavar="EDITION", help="By its number.")],
    after: Annotated[int, typer.Argument(metavar="EDITION", help="Another one.")],
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show what two editions of the rules set otherwise, and the article of each."""
    return run(module("editions").diff(output(as_json=as_json), data, before, after))


@readings.command()
def timeline(
    *,
    ref: Ref,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="EVENT", help="Only such events, as BallotCast.")
    ] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Show the events of a case."""
    return run(module("showing").timeline(output(as_json=as_json), data, ref, kind or ()))


@readings.command()
def watch(
    *,
    ref: Annotated[
        str | None, typer.Argument(metavar="REF", help="A case; all of them if left out.")
    ] = None,
    after: Annotated[
        int | None,
        typer.Option(metavar="POSITION", min=0, help="Begin there; with what comes if left out."),
    ] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """Follow events as they are recorded, a sentence for each; runs until Ctrl-C."""
    return run(module("watching").watch(output(as_json=as_json, quiet=quiet), data, ref, after))


@readings.command()
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


@readings.command()
def minutes(
    *,
    ref: Ref,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write them there as PDF/A, on paper.")
    ] = None,
    data: DataFolder = DATA,
    as_json: AsJson = False,
) -> int:
    """Draft the minutes of a plenary session from the record, each line with its events."""
    return run(module("minutes").minutes(output(as_json=as_json), data, ref, to))
