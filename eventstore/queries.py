"""SQL by name: one query a file in `sql/`, read once."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("sql")


@cache
def query(name: str) -> str:
    """Return the text of one named query."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
