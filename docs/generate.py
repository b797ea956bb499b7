"""Write docs/reference: acts, events and parameters, as the code has them. `make docs`."""

from collections.abc import Iterable
from inspect import getdoc
from pathlib import Path

from cli.act_schema import schema_text
from cli.compute_schema import schemas
from docs import codes
from domain.assemblies.loader import available, load
from domain.cases import DEFINITIONS, SHARED_COMMANDS, SHARED_EVENTS
from domain.messages import Command, Event
from domain.rules import PARAMETERS, Parameter

FOLDER = Path(__file__).parent / "reference"
GENERATED = "<!-- Written by `make docs`: change the code, not this page. -->"


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    return {
        "act.schema.json": schema_text(),
        **{f"compute/{name}": text for name, text in schemas().items()},
        "acts.md": _page("Acts", _acts()),
        "codes.md": _page("Codes of refusals and errors", codes.page()),
        "events.md": _page("Events", _events()),
        "parameters.md": _page("Parameters of the rules of procedure", _parameters()),
    }


def _page(title: str, lines: Iterable[str]) -> str:
    return "\n".join([GENERATED, "", f"# {title}", "", *lines]) + "\n"


def _acts() -> list[str]:
    lines = ["What an office-holder may ask for, case by case.", ""]
    for definition in DEFINITIONS.values():
        lines += [f"## {definition.category}", "", *_rows_of_acts(definition.commands), ""]
    return [*lines, "## every case", "", *_rows_of_acts(SHARED_COMMANDS)]


def _rows_of_acts(commands: Iterable[type[Command]]) -> list[str]:
    rows = ["| act | who | fields | what it asks for |", "|---|---|---|---|"]
    for command in commands:
        who = ", ".join(capacity.value for capacity in command.by)
        rows.append(f"| `{_name(command)}` | {who} | {_fields(command)} | {_said(command)} |")
    return rows


def _events() -> list[str]:
    lines = ["What the minutes would say, case by case.", ""]
    for definition in DEFINITIONS.values():
        lines += [f"## {definition.category}", "", *_rows_of_events(definition.events), ""]
    return [*lines, "## every case", "", *_rows_of_events(SHARED_EVENTS)]


def _rows_of_events(events: Iterable[type[Event]]) -> list[str]:
    rows = ["| event | schema | fields | what happened |", "|---|---|---|---|"]
    rows += [
        f"| `{_name(event)}` | {event.schema_version} | {_fields(event)} | {_said(event)} |"
        for event in events
    ]
    return rows


def _parameters() -> list[str]:
    lines = ["A value that no source gives is unset: what depends on it asks for a ruling.", ""]
    for name in available():
        lines += [f"## {name}", "", "| parameter | meaning | value | severity | citation |"]
        lines += ["|---|---|---|---|---|"]
        held = load(name).parameters
        lines += [_row(each, held.get(each, Parameter())) for each in sorted(PARAMETERS)]
        lines.append("")
    return lines[:-1]


def _row(name: str, parameter: Parameter) -> str:
    value = "*unset*" if parameter.value is None else f"`{parameter.value}`"
    severity, citation = parameter.severity.value, parameter.citation
    return f"| `{name}` | {PARAMETERS[name]} | {value} | {severity} | {citation} |"


def _name(kind: type[Command] | type[Event]) -> str:
    return str(kind.model_fields["type"].default)


def _fields(kind: type[Command] | type[Event]) -> str:
    named = (
        f"`{name}`" if field.is_required() else f"`{name}`?"
        for name, field in kind.model_fields.items()
        if name != "type"
    )
    return " ".join(named) or "none"


def _said(kind: type[Command] | type[Event]) -> str:
    return (getdoc(kind) or "").partition("\n")[0].replace("|", "\\|")


def main() -> None:
    """Write every page."""
    for name, text in pages().items():
        page = FOLDER / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
