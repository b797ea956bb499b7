"""Changes: what an amendment does to a text of provisions, and what it makes of the text."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.messages import Message, Text

Place = Annotated[Text, Field(max_length=200)]
"""The name of a provision in its text: `Article 5`, `recital 2`."""


class Provision(Message):
    """A piece of a text that has a name: an article, a paragraph, a title."""

    place: Place
    text: Text


class Change(Message):
    """One change of a text. Without `words` it concerns the whole provision.

    `words` stand exactly once in the provision. A provision that is inserted bears a `name`.
    """

    place: Place
    action: Literal["replace", "delete", "insert-before", "insert-after"]
    words: Text | None = None
    text: Text | None = None
    name: Place | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> "Change":
        inserts = self.action.startswith("insert")
        if (self.text is None) != (self.action == "delete"):
            raise ValueError("a deletion has no new text; every other change has one")
        if inserts != (self.name is not None):
            raise ValueError("what is inserted bears a name; nothing else does")
        if inserts and self.words is not None:
            raise ValueError("words are replaced or deleted; a provision is inserted")
        return self


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A change with the number of the amendment that makes it."""

    number: str
    change: Change


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Why changes give no text together: the amendments concerned, and the reason in words."""

    numbers: tuple[str, ...]
    sentence: str


def digest(provisions: Sequence[Provision]) -> str:
    """Return the SHA-256 of the text."""
    return hashlib.sha256(bytes_of(provisions)).hexdigest()


def bytes_of(provisions: Sequence[Provision]) -> bytes:
    """Return the text as a file would hold it: each provision ends with a line break."""
    return "".join(f"{each.text}\n" for each in provisions).encode()


def consolidated(
    base: Sequence[Provision], changes: Sequence[Numbered]
) -> tuple[Provision, ...] | Clash:
    """Return the text that all changes make together; all refer to the base, none to another.

    Where one place is changed twice in ways that exclude each other there is no such text.
    The order of changes matters only for several insertions at one place.
    """
    distinct = [each for n, each in enumerate(changes) if each.change not in _before(changes, n)]
    clash = _foreign(base, distinct) or _twice_whole(distinct) or _one_name_twice(base, distinct)
    if clash is not None:
        return clash
    made: list[Provision] = []
    for provision in base:
        here = [each for each in distinct if each.change.place == provision.place]
        changed = _changed(provision, here)
        if isinstance(changed, Clash):
            return changed
        made += [*_inserted(here, "insert-before"), *changed, *_inserted(here, "insert-after")]
    return tuple(made)


def with_words(text: str, changes: Sequence[Numbered]) -> str | Clash:
    """Return a text after changes of its words, each found exactly once, none within another.

    A change without words is one of the whole text.
    """
    spans: list[tuple[int, int, Numbered]] = []
    for each in changes:
        words = each.change.words or text
        start = text.find(words)
        if start < 0 or text.find(words, start + 1) >= 0:
            found = "nowhere" if start < 0 else "more than once"
            sentence = f"the words that {each.number} changes stand {found} in {each.change.place}"
            return Clash(numbers=(each.number,), sentence=sentence)
        spans.append((start, start + len(words), each))
    spans.sort(key=lambda span: span[:2])
    for (_, end, one), (start, _, other) in pairwise(spans):
        if start < end:
            return _clash((one, other), "change the same words")
    for start, end, each in reversed(spans):
        text = text[:start] + (each.change.text or "") + text[end:]
    return text


def _before(changes: Sequence[Numbered], place: int) -> list[Change]:
    return [each.change for each in changes[:place]]


def _clash(both: Sequence[Numbered], do: str) -> Clash:
    numbers = tuple(each.number for each in both)
    place = both[0].change.place
    return Clash(numbers=numbers, sentence=f"{' and '.join(numbers)} {do} in {place}")


def _foreign(base: Sequence[Provision], changes: Sequence[Numbered]) -> Clash | None:
    places = {each.place for each in base}
    for each in changes:
        if each.change.place not in places:
            sentence = f"{each.number} changes {each.change.place}, which is not in the text"
            return Clash(numbers=(each.number,), sentence=sentence)
    return None


def _twice_whole(changes: Sequence[Numbered]) -> Clash | None:
    """Find a provision that is replaced or deleted whole while another change touches it too."""
    touching = [each for each in changes if each.change.name is None]
    for one in (each for each in touching if each.change.words is None):
        for other in touching:
            if other is not one and other.change.place == one.change.place:
                return _clash((one, other), "cannot both change the text")
    return None


def _one_name_twice(base: Sequence[Provision], changes: Sequence[Numbered]) -> Clash | None:
    gone = {each.change.place for each in changes if _is_deletion(each.change)}
    taken = {each.place: "the text" for each in base if each.place not in gone}
    for each in changes:
        name = each.change.name
        if name is None:
            continue
        if name in taken:
            sentence = f"{each.number} inserts {name}, which stands in {taken[name]}"
            return Clash(numbers=(each.number,), sentence=sentence)
        taken[name] = each.number
    return None


def _is_deletion(change: Change) -> bool:
    return change.action == "delete" and change.words is None


def _changed(provision: Provision, here: Sequence[Numbered]) -> list[Provision] | Clash:
    for each in here:
        if each.change.name is None and each.change.words is None:
            text = each.change.text
            return [] if text is None else [Provision(place=provision.place, text=text)]
    worded = [each for each in here if each.change.words is not None]
    reworded = with_words(provision.text, worded)
    if isinstance(reworded, Clash):
        return reworded
    kept = reworded.strip() or not worded
    return [provision.model_copy(update={"text": reworded})] if kept else []


def _inserted(here: Sequence[Numbered], action: str) -> Iterator[Provision]:
    for each in here:
        change = each.change
        if change.action == action and change.name is not None and change.text is not None:
            yield Provision(place=change.name, text=change.text)
