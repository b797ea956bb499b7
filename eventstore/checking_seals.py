"""Checks that checkpoints, cosignatures and tiles say of the events what the events say."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.growing import edge
from eventstore.proofs.keys import VerifierKey
from eventstore.proofs.notes import Note, NoteError, Signature
from eventstore.proofs.tiles import WIDTH, TileName, folded, tile_names
from eventstore.proofs.tree import HASH_BYTES, Frontier, Hash
from eventstore.stored import CheckpointRecord, EventRow, FaultError, TileRecord

TILE_BYTES = WIDTH * HASH_BYTES


@dataclass(frozen=True, kw_only=True)
class KeySpell:
    """A key that counts for checkpoints of at least one size and less than another."""

    key: VerifierKey
    since: int
    until: int | None = None
    witness: str | None = None
    """The name of the witness whose key it is; None: the log's own."""

    def covers(self, size: int) -> bool:
        """Tell whether a checkpoint of this size may bear its signature."""
        return self.since <= size and (self.until is None or size < self.until)


@dataclass(frozen=True, kw_only=True)
class Trust:
    """Whose signatures count, as the register recorded it itself, and how many witnesses."""

    spells: Sequence[KeySpell] = ()
    quorum: int = 0


@dataclass(frozen=True, kw_only=True)
class Sealing:
    """The longest checkpoint: since when, and which witnesses confirm it."""

    size: int
    recorded_at: datetime
    witnesses: tuple[str, ...]
    quorum: int

    @property
    def witnessed(self) -> bool:
        """Tell whether as many witnesses confirm it as are needed, and at least one."""
        return len(self.witnesses) >= max(self.quorum, 1)


@dataclass
class Rows:
    """The rows of the tree's tiles as they follow from the leaves."""

    levels: list[bytearray] = field(default_factory=list)

    def add(self, leaf: Hash) -> None:
        """Add a leaf; a full row gives one hash to the level above."""
        self._put(0, leaf)

    def holds(self, tile: TileName, hashes: bytes) -> bool:
        """Tell whether a tile follows from the leaves so far."""
        if tile.level >= len(self.levels):
            return False
        begin = tile.index * TILE_BYTES
        return self.levels[tile.level][begin : begin + tile.width * HASH_BYTES] == hashes

    def _put(self, level: int, hash_: Hash) -> None:
        if level == len(self.levels):
            self.levels.append(bytearray())
        row = self.levels[level]
        row += hash_
        if len(row) % TILE_BYTES == 0:
            self._put(level + 1, folded(bytes(row[-TILE_BYTES:])))


class Seals:
    """Goes along the checkpoints while the chain goes along the events."""

    def __init__(self, checkpoints: AsyncIterator[CheckpointRecord], trust: Trust | None) -> None:
        """Take the checkpoints by size; without trust, signatures are not checked."""
        self._checkpoints = checkpoints
        self._trust = trust
        self._frontier = Frontier()
        self._rows = Rows()
        self._next: CheckpointRecord | None = None
        self._begun = False
        self._needed: set[TileName] = set()
        self.sealing: Sealing | None = None

    async def cover(self, row: EventRow, log: str) -> None:
        """Add an event; check the checkpoint that ends with it, if there is one."""
        self._frontier.add(row.leaf)
        self._rows.add(row.leaf)
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

    def check_tiles(self, tiles: Sequence[TileRecord]) -> None:
        """Check that the tiles follow from the leaves, and that none that was made is missing."""
        stored: set[TileName] = set()
        for each in tiles:
            if each.name in stored:
                raise FaultError(_first(each.name), f"has {each.name.path} twice")
            stored.add(each.name)
            if not self._rows.holds(each.name, each.hashes):
                raise FaultError(_first(each.name), f"does not give {each.name.path} as stored")
        if missing := sorted(self._needed - stored):
            raise FaultError(_first(missing[0]), f"has lost its tile: {missing[0].path}")

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
        try:
            witnesses = confirming(record, checkpoint, self._trust)
        except NoteError as error:
            raise FaultError(
                position, f"is sealed by a checkpoint that is not valid: {error}"
            ) from error
        self._needed.update(edge(position))
        self._needed.update(tile_names(position, after=self.sealing.size if self.sealing else 0))
        self.sealing = Sealing(
            size=position,
            recorded_at=record.recorded_at,
            witnesses=witnesses,
            quorum=self._trust.quorum if self._trust else 0,
        )


def confirming(
    record: CheckpointRecord, checkpoint: Checkpoint, trust: Trust | None
) -> tuple[str, ...]:
    """Return the witnesses of a stored checkpoint; without trust, no signature is looked at.

    Raise `NoteError` where it is not this checkpoint, or a signature on it is not valid.
    """
    note = _note(record, checkpoint)
    if trust is None:
        return ()
    spells = [each for each in trust.spells if each.covers(record.size)]
    if not _check_all([each for each in spells if each.witness is None], note.signatures, note):
        raise NoteError("no key that was admitted then signed it")
    for witness, line in zip(record.witnesses, record.lines, strict=True):
        cosigned = Signature.read(line.removesuffix("\n"))
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


def _first(tile: TileName) -> int:
    """Return the first position that a tile stands for."""
    return ((tile.index * WIDTH) << (8 * tile.level)) + 1
