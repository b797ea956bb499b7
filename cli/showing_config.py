"""`config show`: how this installation is set, and which servers its commands use."""

import os
from pathlib import Path
from types import MappingProxyType

from cli.addresses import used_by
from cli.describing import masked, read_settings
from cli.exits import Exit
from cli.output import Output, Screen, cell
from config.endpoints import running_on
from config.settings import Settings


def show_config(output: Output, data: Path) -> int:
    """Show each setting as commands use it, where it comes from, and no secret.

    What runs on the data folder goes before the environment; a setting that it hides is said.
    """
    settings, running = read_settings(), running_on(data)
    used = {} if running is None else {name: getattr(running, name) for name in _OF_WHAT_RUNS}
    used["data"] = data
    rows = [
        {
            "name": name,
            "value": _shown(used.get(name, getattr(settings, name))),
            "source": _source(name, data, runs=name in _OF_WHAT_RUNS and running is not None),
            "variable": _variable(name),
        }
        for name in Settings.model_fields
    ]
    warnings = used_by(data).warnings
    if output.as_json:
        output.object({str(row["name"]): row for row in rows}, warnings=warnings)
        return Exit.DONE
    output.rows(rows, columns=("name", "value", "source", "variable"), screen=SCREEN)
    for each in warnings:
        output.say(each)
    return Exit.DONE


SCREEN: Screen = MappingProxyType(
    {
        "name": lambda row: cell(row["name"]),
        "value": lambda row: f"{cell(row['value'])}\n{cell(row['source'])}, {row['variable']}",
    }
)
_PREFIX = Settings.model_config["env_prefix"]
_OF_WHAT_RUNS = ("database_url", "temporal_address", "temporal_namespace")


def _source(name: str, data: Path, *, runs: bool) -> str:
    if runs:
        return f"what runs on {data}"
    variable = _variable(name)
    if name == "data" and str(data) != os.environ.get(variable, "data"):
        return "--data"
    return variable if variable in os.environ else "default"


def _variable(name: str) -> str:
    """Return what a setting is called in the environment."""
    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else f"{_PREFIX}{name}".upper()


def _shown(value: object) -> str | None:
    match value:
        case None:
            return None
        case Path():
            return str(value)
        case str() if "://" in value:
            return masked(value)
        case _:
            return str(value)
