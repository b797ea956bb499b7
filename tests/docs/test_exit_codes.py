"""The page of exit codes names each one, and no other."""

import re
from pathlib import Path

from cli.exits import Exit

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "exit-codes.md"


def test_the_page_names_every_exit_code() -> None:
    told = re.findall(r"^\| (\d+) \| `(\w+)` \|", PAGE.read_text(), flags=re.MULTILINE)

    assert [(int(number), name) for number, name in told] == [(each, each.name) for each in Exit]
