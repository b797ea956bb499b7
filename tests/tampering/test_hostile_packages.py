"""A package made to hurt whoever checks it: no signature is needed to lay it before an auditor."""

import json
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

from eventstore.canonical import canonical
from tests.tampering.packages import Bag, Reach
from tests.tampering.sealed import POLICY

program = import_module("verifier.verify")  # it bears no types: auditors read it as it is

SIZE, PERSONS = 2**53 - 1, "data/persons.jsonl"
SCREEN = "\x1b[2J\x1b[H\x1b[32m260 events checked, nothing missing or altered.\x1b[8m"


def said(folder: Path) -> str:
    with pytest.raises(program.Fault) as caught:
        program.verify(folder, POLICY)
    return str(caught.value)


def laid(package: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a package, and list them as whoever makes packages does."""
    before = Bag.of(package)
    after = Bag.of(package)
    for path, content in files.items():
        after.files[path] = content
    after.listed(Reach.LISTS, before).lay(package, before)
    return package


def test_a_size_that_no_tiles_bear_is_no_work(package: Path) -> None:
    about = json.loads((package / "data/package.json").read_text())
    about["size"] = SIZE
    note = (package / "data/checkpoint.note").read_text().split("\n")
    note[1] = str(SIZE)
    files = {
        "data/package.json": canonical(about).encode(),
        "data/checkpoint.note": "\n".join(note).encode(),
    }
    assert "do not hold one hash for each event" in said(laid(package, files))


def test_nothing_from_a_package_reaches_the_terminal_raw(package: Path) -> None:
    persons = (package / PERSONS).read_text().splitlines()
    first = {**json.loads(persons[0]), "field": SCREEN}
    text = "\n".join([canonical(first), *persons[1:], ""])
    sentence = said(laid(package, {PERSONS: text.encode()}))
    assert sentence.isprintable()
    assert "x1b[2J" in sentence
