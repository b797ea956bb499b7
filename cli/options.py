"""Options that several commands share, and the way from a word to the code behind it."""

from importlib import import_module
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Annotated, TypeAlias

import typer

from cli.output import Output


def _folder(text: str) -> Path:
    """Return the folder that a word names; none is named by no word, as an unset variable gives."""
    if not text:
        raise typer.BadParameter("is empty: name a folder, or leave the option out")
    return Path(text)


DataFolder: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--data",
        envvar="PLENARY_DATA",
        parser=_folder,
        metavar="<path>",
        help="Folder of the register and servers.",
    ),
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Answer for programs, as JSON.")]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="Say only the answer.")]
Assembly: TypeAlias = Annotated[
    str,
    typer.Option(
        "--assembly",
        envvar="PLENARY_ASSEMBLY",
        help="The assembly; its seed founds an empty register.",
    ),
]
At: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--at", "--recorded", metavar="POSITION|TIME", help="As the register had it then."
    ),
]
Ref: TypeAlias = Annotated[
    str, typer.Argument(metavar="REF", help="A case, as model-law/2026-014.")
]
Act: TypeAlias = Annotated[str | None, typer.Argument(metavar="ACT", help="As ReferToCommittee.")]
ActRef: TypeAlias = Annotated[
    str | None, typer.Argument(metavar="REF", help="The case it is about.")
]
Fields: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--field", "-f", metavar="NAME=TEXT|NAME:=JSON", help="A field of the act."),
]
As: TypeAlias = Annotated[
    str | None,
    typer.Option("--as", metavar="CAPACITY[:BODY][/SUBJECT]", help="Who acts; see `list offices`."),
]
On: TypeAlias = Annotated[str | None, typer.Option(help="When it happened; today if left out.")]
Reason: TypeAlias = Annotated[str | None, typer.Option(help="Why, where a rule asks for it.")]
Source: TypeAlias = Annotated[str | None, typer.Option(help="On whose word.")]
CommandId: TypeAlias = Annotated[
    str | None,
    typer.Option("--id", metavar="UUID", help="Of an act sent before: it takes effect once."),
]
AtVersion: TypeAlias = Annotated[
    int | None, typer.Option(help="Only if the case is still at this version.")
]
From: TypeAlias = Annotated[
    str | None, typer.Option("--from", metavar="FILE|-", help="Acts as JSON Lines.")
]
Continue: TypeAlias = Annotated[bool, typer.Option("--continue", help="Go on after a refusal.")]
DryRun: TypeAlias = Annotated[
    bool, typer.Option("--dry-run", help="Judge the acts and record nothing.")
]
Map: TypeAlias = Annotated[
    str, typer.Argument(metavar="MAP", help="A file, model-law, or an edition of it: model-law@1.")
]

_TYPED = MappingProxyType({"act": "ACT", "case": "REF", "by": "--as", "occurred_at": "--on"})

DATA = Path("data")
DEMO_DATA = Path("data/demo")
ASSEMBLY = "turkpa"


def module(name: str) -> ModuleType:
    """Return a module that is slow to import, when a command needs it and not before."""
    return import_module(f"cli.{name}")


def output(*, as_json: bool, quiet: bool = False) -> Output:
    """Return where a command prints."""
    return Output(as_json=as_json, quiet=quiet)


def typed_as(part: str) -> str:
    """Return the word of the command line by which a part of an act is said."""
    return _TYPED.get(part, f"--{part.replace('_', '-')}")
