"""The quick `replace` gives what the one of the standard library gives."""

import dataclasses
from functools import cached_property

import pytest

from domain.case import Case
from domain.cases import DEFINITIONS
from domain.replacing import replace

KINDS: list[type[Case]] = sorted(
    {type(definition.begin(f"{name}/1")) for name, definition in DEFINITIONS.items()},
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", KINDS)
def test_it_gives_what_the_standard_library_gives(kind: type[Case]) -> None:
    case = kind(stream="x/1", title="On Ferries")

    changed = replace(case, version=7, irregularities=2)

    assert changed == dataclasses.replace(case, version=7, irregularities=2)
    assert type(changed) is kind
    assert (case.version, case.irregularities) == (0, 0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        changed.version = 8  # type: ignore[misc]  # it must not


@pytest.mark.parametrize("kind", KINDS)
def test_no_case_does_anything_of_its_own_when_it_is_made(kind: type[Case]) -> None:
    assert not hasattr(kind, "__post_init__")
    assert "__slots__" not in vars(kind)
    assert not any(isinstance(each, cached_property) for each in vars(kind).values())
