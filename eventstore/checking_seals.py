"""Checks that checkpoints, cosignatures and tiles say of the events what the events say."""

from collections.abc import AsyncIterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from eventstore.checking_stamps import AuthoritySpell, Stamp, check_stamp
from eventstore.checking_tiles import Tiles
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.growing import edge
from eventstore.proofs.keys import VerifierKey
from eventstore.proofs.notes import Note, NoteError, Signature
from eventstore.proofs.tiles import tile_names
from eventstore.proofs.tree import Frontier
from eventstore.spells import Spell
from eventstore.stored import CheckpointRecord, EventRow, FaultError, StampRecord, TileRecord

Stamps: TypeAlias = MutableMapping[int, list[StampRecord]]
"""The time-stamps that are not looked at yet, by the size of their checkpoint."""


@dataclass(frozen=True, kw_only=True)
class KeySpell(Spell):
    """A key, and which checkpoints may bear its signature."""

    key: VerifierKey
    witness: str | None = None
    """The name of the witness whose key it is; None: the log's own."""


@dataclass(frozen=True, kw_only=True)
class Trust:
    """Whose signatures count, as the register recorded it itself, and how many witnesses."""

    spells: Sequence[KeySpell] = ()
    quorum: int = 0
    authorities: Sequence[AuthoritySpell] = ()

    def logs_of(self, size: int) -> Sequence[KeySpell]:
        """Return the log's own keys that count for a checkpoint of this size."""
        return [each for each in self.spells if each.witness is None and each.covers(size)]


@dataclass(frozen=True, kw_only=True)
class Sealing:
    """The longest checkpoint: since when, and which witnesses confirm it."""

    size: int
    recorded_at: datetime
    witnesses: tuple[str, ...]
    quorum: int
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    """The last time-stamp of each authority, over this checkpoint or an earlier one."""
    before: "Sealing | None" = None
    """The longest checkpoint before this one that was witnessed."""

    @property
    def witnessed(self) -> bool:
        """Tell whether as many witnesses confirm it as are needed, and at least one."""
        return len(self.witnesses) >= max(self.quorum, 1)

    @property
    def confirmed(self) -> "Sealing | None":
        """The longest checkpoint that was witnessed: this one, or one before it."""
        return self if self.witnessed else self.before


class Seals:
    """Goes along the checkpoints while the chain goes along the events."""

    def __init__(
        self,
        checkpoints: AsyncIterator[CheckpointRecord],
        stamps: Stamps,
        trust: Trust | None,
    ) -> None:
        """Take the checkpoints by size; without trust, signatures are not checked."""
        self._checkpoints = checkpoints
        self._stamps = stamps
        self._trust = trust
        self._frontier = Frontier()
        self._tiles = Tiles()
        self._next: CheckpointRecord | None = None
        self._begun = False
        self.sealing: Sealing | None = None

    async def cover(self, row: EventRow, log: str) -> None:
        """Add an event; check the checkpoint that ends with it, if there is one."""
        self._frontier.add(row.leaf)
        self._tiles.add(row.leaf)
        if not self._begun:
            self._begun, self._next = True, await anext(self._checkpoints, None)
        while self._next is not None and self._next.size <= row.position:
            self._check(self._next, row, log)
            self._next = await anext(self._checkpoints, None)

    async def end(self, head: int) -> None:
        """Check that no checkpoint stands for more events than there are."""
        if not self._begun:
            self._next = await anext(self._checkpoints, None)
        if self._next is not None and self._next.size > head:
            raise FaultError(
                head + 1, f"is missing: a checkpoint was signed over {self._next.size} events"
            )
        demand_all_taken(self._stamps)

    async def check_tiles(self, stored: AsyncIterator[TileRecord]) -> None:
        """Check that the tiles follow from the leaves, and that none that was made is missing."""
        await self._tiles.check(stored)

    def _check(self, record: CheckpointRecord, row: EventRow, log: str) -> None:
        position = row.position
        if record.size != position:
            raise FaultError(position, f"is preceded by a checkpoint over {record.size} events")
        if self.sealing is not None and self.sealing.size == position:
            raise FaultError(position, "is sealed by two checkpoints")
        before = self.sealing.recorded_at if self.sealing else row.recorded_at
        if record.recorded_at < max(before, row.recorded_at):
            raise FaultError(position, "was sealed before it was recorded, or out of order")
        checkpoint = Checkpoint(origin=log, size=position, root=self._frontier.root())
        after = self.sealing.size if self.sealing else 0
        self.sealing = sealing_by(record, checkpoint, self._stamps, self._trust, self.sealing)
        self._tiles.ask(edge(position))
        self._tiles.ask(tile_names(position, after=after))


def sealing_by(
    record: CheckpointRecord,
    checkpoint: Checkpoint,
    stamps: Stamps,
    trust: Trust | None,
    before: Sealing | None,
) -> Sealing:
    """Return how far the register is sealed with one more stored checkpoint; take its time-stamps.

    Raise `FaultError` where it is not this checkpoint, or what stands under it does not hold.
    """
    try:
        witnesses = _confirming(record, checkpoint, trust)
    except NoteError as error:
        raise FaultError(
            record.size, f"is sealed by a checkpoint that is not valid: {error}"
        ) from error
    try:
        stamped = _stamping(stamps.pop(record.size, []), checkpoint, trust)
    except NoteError as error:
        raise FaultError(record.size, f"bears a time-stamp that is not valid: {error}") from error
    return Sealing(
        size=record.size,
        recorded_at=record.recorded_at,
        witnesses=witnesses,
        quorum=trust.quorum if trust else 0,
        stamps={**(before.stamps if before else {}), **stamped},
        before=_bare(before.confirmed) if before and before.confirmed else None,
    )


def _bare(sealing: Sealing) -> Sealing:
    """Return it without those before it: one is enough."""
    return replace(sealing, before=None)


def demand_all_taken(stamps: Stamps) -> None:
    """Raise `FaultError` where a time-stamp is over no checkpoint that is there."""
    if stamps:
        raise FaultError(min(stamps), "has lost its checkpoint: table stamp holds one for it")


def _stamping(
    records: Sequence[StampRecord], checkpoint: Checkpoint, trust: Trust | None
) -> Mapping[str, Stamp]:
    """Return the time-stamps over a stored checkpoint, by authority."""
    if trust is None:
        return {}
    logs = [each.key for each in trust.logs_of(checkpoint.size)]
    stamps = [check_stamp(each, checkpoint, trust.authorities, logs) for each in records]
    if len(stamps) > len({each.authority for each in stamps}):
        raise NoteError("an authority stamped it twice")
    return {each.authority: each for each in stamps}


def _confirming(
    record: CheckpointRecord, checkpoint: Checkpoint, trust: Trust | None
) -> tuple[str, ...]:
    """Return the witnesses of a stored checkpoint; without trust, no signature is looked at.

    Raise `NoteError` where it is not this checkpoint, or a signature on it is not valid.
    """
    note = _note(record, checkpoint)
    if trust is None:
        return ()
    spells = [each for each in trust.spells if each.covers(record.size)]
    if not _check_all(trust.logs_of(record.size), note.signatures, note):
        raise NoteError("no key that was admitted then signed it")
    logs = [each.key for each in trust.spells if each.witness is None]
    if not all(any(key.made(each) for key in logs) for each in note.signatures):
        raise NoteError("it bears a signature of a key that the log never admitted")
    for witness, line in zip(record.witnesses, record.lines, strict=True):
        cosigned = Signature.read(line.removesuffix("\n"))
        if not line.endswith("\n"):
            raise NoteError(f"the line of the cosignature of {witness} is not whole")
        own = [each for each in spells if each.witness == witness]
        if len(_check_all(own, [cosigned], note)) != 1:
            raise NoteError(f"a cosignature is not of {witness}, or he was not admitted then")
    if len(set(record.witnesses)) < len(record.witnesses):
        raise NoteError("a witness cosigned it twice")
    return tuple(sorted(record.witnesses))


def _note(record: CheckpointRecord, checkpoint: Checkpoint) -> Note:
    note = Note.read(record.note)
    if note.text != checkpoint.text or record.root != checkpoint.root:
        raise NoteError("it stands for other events than these")
    return note


def _check_all(
    spells: Sequence[KeySpell], signatures: Sequence[Signature], note: Note
) -> list[KeySpell]:
    """Return whose signatures are there; raise `NoteError` where one is not valid."""
    found = []
    for spell in spells:
        for signature in signatures:
            if spell.key.made(signature):
                spell.key.check(signature, note.text)
                found.append(spell)
    return found
