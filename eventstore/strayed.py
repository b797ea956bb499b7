"""What is found beside what should be there: the names that are missing, changed, or not ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

SHOWN = 3


class Stray(StrEnum):
    """In what something differs from what this release makes."""

    MISSING = "missing"
    CHANGED = "changed"
    NOT_OURS = "not ours"


@dataclass(frozen=True, kw_only=True)
class Strayed:
    """One thing that is not as this release makes it."""

    name: str
    how: Stray

    @property
    def words(self) -> str:
        """Say how, and what."""
        return f"{self.how}: {self.name}"


def strayed(found: Mapping[str, object], ours: Mapping[str, object]) -> list[Strayed]:
    """Compare by name and content; what is missing or changed comes before what is not ours."""
    odd = [_of(name, found, content) for name, content in ours.items()]
    more = [Strayed(name=name, how=Stray.NOT_OURS) for name in found if name not in ours]
    return [each for each in odd if each is not None] + more


def _of(name: str, found: Mapping[str, object], content: object) -> Strayed | None:
    if name not in found:
        return Strayed(name=name, how=Stray.MISSING)
    return None if found[name] == content else Strayed(name=name, how=Stray.CHANGED)


def few(odd: Sequence[Strayed]) -> str:
    """Name the first few, and say how many more there are."""
    more = f" and {len(odd) - SHOWN} more" if len(odd) > SHOWN else ""
    return f"{'; '.join(each.words for each in odd[:SHOWN])}{more}"
