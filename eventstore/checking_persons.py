"""Checks that table `person` says what the commitments in events stand for, or nothing."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import TypeAlias
from uuid import UUID

from domain.signing import commitment
from domain.submission import Disclosure
from eventstore.stored import Body, EventRow, FaultError, PersonRecord

ERASED = "PersonErased"
"""The event whose insertion destroys what is kept of its subject (migration 0004)."""

Personal: TypeAlias = Callable[[str], Sequence[str]]
"""The personal fields of a type of event."""


def nobody(_: str) -> Sequence[str]:
    """Name no personal fields: what was erased is then not counted."""
    return ()


class Persons:
    """Goes along table `person` while the chain goes along the events."""

    def __init__(self, persons: AsyncIterator[PersonRecord], personal: Personal) -> None:
        """Take the rows in the order of their events."""
        self._persons = persons
        self._personal = personal
        self._next: PersonRecord | None = None
        self._begun = False
        self._lost: dict[str, int] = {}
        self._held: dict[str, int] = {}
        """Of whom something is kept, and at which position last."""
        self._gone: dict[str, list[PersonRecord]] = {}
        """The rows of a person that an act still to come erased."""
        self._contradicting = 0
        """The first event of which a value is kept, and said to be erased; 0 is none."""
        self.erased = 0

    async def cover(self, row: EventRow, body: Body, ordinal: int) -> None:
        """Check the rows of this event; count what is erased."""
        kept: dict[str, bool] = {}
        while (person := await self._peek()) is not None and person.position <= row.position:
            _check(person, row, body, ordinal)
            if person.field in kept:
                raise FaultError(row.position, f"has its {person.field} twice in table person")
            kept[person.field] = person.value is not None
            if person.value is None:
                self._gone.setdefault(str(body["data"].get("subject")), []).append(person)
            elif person.erased_at is not None or person.erased_because is not None:
                self._contradicting = self._contradicting or row.position
            self._next = await anext(self._persons, None)
        self._note_lost(row, body["data"], kept)

    def _note_lost(self, row: EventRow, data: Body, kept: Mapping[str, bool]) -> None:
        """Count what is not kept; it must have been erased by a later act on the same subject."""
        subject = str(data.get("subject"))
        fields = [each for each in self._personal(row.type) if data.get(each) is not None]
        if gone := next((each for each in fields if each not in kept), None):
            raise FaultError(row.position, f"has lost the row of its {gone} in table person")
        if lost := sum(not kept[each] for each in fields):
            self._lost.setdefault(subject, row.position)
            self.erased += lost
        if any(kept.values()):
            self._held[subject] = row.position
        if row.type == ERASED:
            self._check_erased(row, data)
            self._lost.pop(subject, None)
            if (held := self._held.get(subject)) is not None:
                raise FaultError(
                    held, f"still has its personal values, which position {row.position} erased"
                )

    def _check_erased(self, row: EventRow, data: Body) -> None:
        """Check that the rows which this act erased say when and why, as it does."""
        for each in self._gone.pop(str(data.get("subject")), []):
            if (each.erased_at, each.erased_because) != (row.recorded_at, data.get("because")):
                raise FaultError(
                    each.position,
                    f"has its {each.field} erased at another time, or for another reason, than "
                    f"position {row.position} says",
                )

    async def end(self) -> None:
        """Check that no row is left whose event is gone."""
        if (left := await self._peek()) is not None:
            raise FaultError(left.position, "is missing: table person has a row for it")
        if self._lost:
            position = min(self._lost.values())
            raise FaultError(position, "has lost what table person held, and no act erased it")
        if self._contradicting:
            raise FaultError(self._contradicting, "is kept in table person, and said to be erased")

    async def _peek(self) -> PersonRecord | None:
        if not self._begun:
            self._begun = True
            self._next = await anext(self._persons, None)
        return self._next


def _check(person: PersonRecord, row: EventRow, body: Body, ordinal: int) -> None:
    committed = body["data"].get(person.field)
    place = (person.position, person.ordinal, person.command_id, person.recorded_at)
    if place != (row.position, ordinal, UUID(body["command"]), row.recorded_at):
        raise FaultError(row.position, "is not what table person says that it is")
    if person.commitment != committed:
        raise FaultError(row.position, f"does not hold the {person.field} of table person")
    if person.value is None and person.salt is None:
        return
    told = Disclosure(field=person.field, value=person.value or "", salt=person.salt or "")
    if person.value is None or person.salt is None or commitment(told) != committed:
        raise FaultError(row.position, f"commits to another {person.field} than table person holds")
