"""SQL by name: one query a file in a folder `sql`, read once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path


def queries_in(folder: Path) -> Callable[[str], str]:
    """Return what gives the text of one named query of a folder."""

    @cache
    def query(name: str) -> str:
        return (folder / f"{name}.sql").read_text(encoding="utf-8")

    return query


query = queries_in(Path(__file__).with_name("sql"))
