"""Procedure maps of a seed: named in it, and read from files of the package."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from domain.messages import Message, Text
from domain.procedure_maps import ProcedureMap

PACKAGE, FOLDER = "domain.assemblies", "maps"
NAMED = "procedure_maps"
"""The entry of a seed that names its maps."""


class SeedMap(Message):
    """A map, and from where it is known that the procedure goes so."""

    chart: ProcedureMap
    source: Text


def with_maps(table: Mapping[str, object]) -> dict[str, object]:
    """Return a seed's table with the maps that it names read in; ValueError for unknown ones."""
    named = table.get(NAMED, [])
    if not isinstance(named, list):
        raise TypeError(f"{NAMED} is a list of names")
    return {**table, NAMED: [read(str(name)) for name in named]}


def read(name: str) -> dict[str, object]:
    """Return a map of the package by its name, as it is written."""
    if name not in known():
        raise ValueError(f"there is no procedure map {name}; there are {', '.join(known())}")
    table = tomllib.loads(_folder().joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    source = table.pop("source", None)
    return {"chart": table, "source": source}


def known() -> tuple[str, ...]:
    """Return the names of the maps that come with the package."""
    entries = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in entries if name.endswith(".toml")))


def _folder() -> Traversable:
    return files(PACKAGE).joinpath(FOLDER)
