"""What goes into a package for auditors: read from the register, as files by their path.

The layout is BagIt 1.0 (RFC 8493); `verifier/verify.py` says what every file must hold.
"""

import hashlib
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from eventstore.canonical import Plain, canonical
from eventstore.checking_stamps import stored_stamps
from eventstore.durability import Connection
from eventstore.envelope import instant
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import SigningKey
from eventstore.proofs.notes import Note
from eventstore.proofs.policies import Policy
from eventstore.proofs.receipts import Receipt
from eventstore.proofs.stored_tiles import StoredCheckpoint, latest_checkpoint, prove, read_tiles
from eventstore.proofs.tiles import tile_names
from eventstore.proofs.tree import inclusion
from eventstore.queries import query
from eventstore.streams import REFUSALS

if TYPE_CHECKING:
    import asyncpg

FORMAT = "plenary-package/v1"
ALL = "all"
BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAGE = 1_000


class Folder(Protocol):
    """Where a package is written: whole files, or one that grows."""

    def write(self, path: str, content: bytes) -> None:
        """Write a file whole."""
        ...

    def append(self, path: str, content: bytes) -> None:
        """Write at the end of a file, which begins empty."""
        ...

    def hashes(self) -> Mapping[str, tuple[str, int]]:
        """Return the SHA-256 and the size of every file, by path in the order of paths."""
        ...


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What is packed: everything up to a checkpoint, or one case with what proves it."""

    name: str
    checkpoint: StoredCheckpoint
    policy: Policy
    """Whose word counts, as the register recorded it up to this checkpoint."""
    proving: Sequence[str]
    """Types of events that everybody needs who checks signatures; they go into every package."""

    @property
    def head(self) -> Checkpoint:
        """The checkpoint that seals it."""
        return Checkpoint.read(self.checkpoint.note.text)


@dataclass(frozen=True, kw_only=True)
class Packed:
    """An event as a package holds it."""

    position: int
    stream: str
    type: str
    schema: int
    body: str


async def pack_register(connection: Connection, scope: Scope, folder: Folder) -> int:
    """Write events, acts, persons, shapes, tiles, checkpoints; return how many events.

    It is read in one transaction, page by page.
    """
    head = scope.head
    about: Plain = {
        "format": FORMAT,
        "log": head.origin,
        "scope": scope.name,
        "size": head.size,
    }
    folder.write("data/package.json", canonical(about).encode())
    folder.write("data/checkpoint.note", scope.checkpoint.note.whole.encode())
    folder.write("data/policy.txt", scope.policy.text.encode())
    count = 0
    kinds: set[tuple[str, int]] = set()
    for path in ("events", "commands", "persons", "checkpoints"):
        folder.append(f"data/{path}.jsonl", b"")
    async for page in _pages(connection, scope):
        count += len(page)
        kinds |= {(event.type, event.schema) for event in page if event.stream != REFUSALS}
        await _pack_page(connection, scope, page, folder)
    await _pack_shapes(connection, kinds, folder)
    await _pack_checkpoints(connection, head.size, folder)
    await _pack_stamps(connection, head.size, folder)
    await _pack_tiles(connection, head.size, folder)
    return count


def close_bag(folder: Folder, info: Sequence[tuple[str, str]], sign: SigningKey) -> None:
    """Write the tag files of BagIt, and the note over them and so over every file."""
    files = folder.hashes()
    size = sum(size for _, size in files.values())
    lines = [*info, ("Payload-Oxum", f"{size}.{len(files)}")]
    folder.write("bagit.txt", BAGIT.encode())
    folder.write("bag-info.txt", "".join(f"{name}: {value}\n" for name, value in lines).encode())
    folder.write("manifest-sha256.txt", _manifest(files, files))
    tags = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
    listed = _manifest(folder.hashes(), tags)
    folder.write("tagmanifest-sha256.txt", listed)
    about = dict(info)["External-Identifier"].split(" ")
    text = "\n".join([FORMAT, *about, hashlib.sha256(listed).hexdigest()]) + "\n"
    folder.write("signature.note", Note(text=text, signatures=[sign.sign(text)]).whole.encode())


def _manifest(files: Mapping[str, tuple[str, int]], names: Iterable[str]) -> bytes:
    return "".join(f"{files[name][0]}  {name}\n" for name in names).encode()


async def _pages(connection: Connection, scope: Scope) -> AsyncIterator[list[Packed]]:
    size = scope.head.size
    if scope.name != ALL:
        rows = await connection.fetch(query("package_case"), scope.name, size, list(scope.proving))
        yield [Packed(**row) for row in rows]
        return
    for after in range(0, size, PAGE):
        rows = await connection.fetch(query("package_page"), after, min(after + PAGE, size))
        yield [Packed(**row) for row in rows]


async def _pack_page(
    connection: Connection, scope: Scope, page: Sequence[Packed], folder: Folder
) -> None:
    positions = [event.position for event in page]
    folder.append("data/events.jsonl", _lines(event.body for event in page))
    acts = await connection.fetch(query("package_acts"), positions)
    folder.append("data/commands.jsonl", _lines(_act(row) for row in acts))
    persons = await connection.fetch(query("package_persons"), positions)
    folder.append("data/persons.jsonl", _lines(canonical(dict(row)) for row in persons))
    if scope.name != ALL:
        for position in positions:
            await _pack_receipt(connection, scope, position, folder)


async def _pack_receipt(
    connection: Connection, scope: Scope, position: int, folder: Folder
) -> None:
    at, size = position - 1, scope.head.size
    proof = await prove(connection, size, lambda hash_of: inclusion(at, size, hash_of))
    receipt = Receipt(index=at, proof=proof, note=scope.checkpoint.note)
    folder.write(f"data/proofs/{position}.tlog-proof", receipt.text.encode())


async def _pack_shapes(connection: Connection, kinds: set[tuple[str, int]], folder: Folder) -> None:
    for row in await connection.fetch(query("verify_event_types")):
        if (row["type"], row["schema_version"]) in kinds:
            path = f"data/schemas/{row['type']}.{row['schema_version']}.json"
            folder.write(path, row["json_schema"].encode())


async def _pack_checkpoints(connection: Connection, size: int, folder: Folder) -> None:
    rows = await connection.cursor(query("verify_checkpoints"))
    while page := await rows.fetch(PAGE):
        notes = ["".join((row["note"], *row["lines"])) for row in page if row["size"] <= size]
        folder.append("data/checkpoints.jsonl", _lines(canonical(note) for note in notes))


async def _pack_tiles(connection: Connection, size: int, folder: Folder) -> None:
    names = tile_names(size)
    while some := [*islice(names, PAGE)]:
        for name, hashes in (await read_tiles(connection, some)).items():
            folder.write(f"data/{name.path}", hashes)


async def _pack_stamps(connection: Connection, size: int, folder: Folder) -> None:
    """Write the time-stamps, and beside them the text that they are over."""
    for at, stamps in (await stored_stamps(connection)).items():
        checkpoint = await latest_checkpoint(connection, at_most=at) if at <= size else None
        if checkpoint is not None:
            folder.write(f"data/timestamps/{at}/checkpoint", checkpoint.note.text.encode())
            for each in stamps:
                folder.write(f"data/timestamps/{at}/{each.authority}.tst", each.token)


def _act(row: "asyncpg.Record") -> str:
    hashed: bytes | None = row["request_hash"]
    return canonical(
        {
            "command_id": str(row["command_id"]),
            "request_hash": None if hashed is None else hashed.hex(),
            "request": row["request"],
            "outcome": row["outcome"],
            "first": row["first_position"],
            "last": row["last_position"],
            "recorded_at": instant(row["recorded_at"]),
        }
    )


def _lines(texts: Iterable[str]) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()
