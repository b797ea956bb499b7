"""National procedures of a seed: written in it, or named and read from files of their own."""

import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable

from domain.messages import Text
from domain.national_procedures import NationalProcedure

PACKAGE = "domain.assemblies.national"
NAMED = "national_procedures"
"""The entry of a seed that names files of procedures: those of the package."""


class SeedProcedure(NationalProcedure):
    """A national procedure, when it was recorded and from which source."""

    recorded_on: date
    source: Text

    def told(self) -> NationalProcedure:
        """Return the procedure alone."""
        return NationalProcedure.model_validate(self.model_dump(exclude={"recorded_on", "source"}))


def included(table: Mapping[str, object]) -> dict[str, object]:
    """Return a seed's table with the procedures it names read in; ValueError for unknown ones."""
    rest = {name: entry for name, entry in table.items() if name != NAMED}
    named, written = table.get(NAMED, []), table.get("procedures", [])
    if not isinstance(named, list) or not isinstance(written, list):
        raise TypeError(f"{NAMED} and procedures are lists")
    read = [tomllib.loads(_file(str(name)).read_text(encoding="utf-8")) for name in named]
    return {**rest, "procedures": [*read, *written]}


def known() -> tuple[str, ...]:
    """Return the names of the procedures that come with the package."""
    entries = (entry.name for entry in files(PACKAGE).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in entries if name.endswith(".toml")))


def _file(name: str) -> Traversable:
    if name not in known():
        raise ValueError(f"there is no procedure {name}; there are {', '.join(known())}")
    return files(PACKAGE).joinpath(f"{name}.toml")
