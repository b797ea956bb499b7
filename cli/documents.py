"""`export document`: a text that the record binds by its hash, written once and checked against it.

The record holds the hashes of all texts, and some texts provision by provision; the others lie in
a folder beside it.
"""

import hashlib
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cli.exits import ConsoleError, Exit, misused, not_found
from cli.folding import folded
from cli.on_record import events_of
from cli.output import Output
from cli.places import demand_free, move_new
from cli.reading import register_of
from cli.sealed import proved
from domain.case import Case, category
from domain.model_law.amendments.changes import bytes_of, digest
from domain.model_law.state import ModelLaw
from domain.outcome_document.state import OutcomeDocument
from domain.plenary_session.state import PlenarySession
from domain.text import counted
from eventstore.durability import Connection
from projections.queries import query

EDITION = "@"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class Cited:
    """The hash of a text, and the first event that names it."""

    sha256: str
    ref: str
    position: int

    def __str__(self) -> str:
        """Say which it is."""
        return f"{self.sha256}, named by {self.ref} at position {self.position}"


async def export_document(
    output: Output, data: Path, named: str, to: Path, documents: Path | None
) -> int:
    """Write the text of a case, or of a hash, into a file that does not exist yet."""
    demand_free(to)
    _demand_folder(documents)
    async with register_of(data) as connection:
        cited = await _cited(connection, named)
        content = await _on_record(connection, cited)
        how_far, _ = await proved(connection, cited.position)
    kept = _kept(cited, documents) if content is None else content
    _write(to, kept, cited)
    source = "documents" if content is None else "record"
    told = {"file": str(to), "sha256": cited.sha256, "bytes": len(kept), "from": source}
    where = {"ref": cited.ref, "position": cited.position, "proved": how_far}
    output.object(
        {**told, **where},
        text=f"{to} holds {counted(len(kept), 'byte')} of the sha256 {cited} ({how_far})",
    )
    return Exit.DONE


def texts_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the SHA-256 and the content of every file below a folder, in the order of names."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        content = path.read_bytes()
        yield hashlib.sha256(content).hexdigest(), content


async def _cited(connection: Connection, named: str) -> Cited:
    """Return the hash that is named, by itself or by its case, and where the record names it."""
    told = named.lower()
    sha256 = told if _SHA256.fullmatch(told) else await _hash_of(connection, named)
    row = await connection.fetchrow(query("first_citing"), sha256)
    if row is None:
        raise not_found(f"no event names a text of the sha256 {sha256}")
    return Cited(sha256=sha256, ref=row["stream"], position=row["position"])


async def _hash_of(connection: Connection, named: str) -> str:
    ref, at, edition = named.partition(EDITION)
    case = folded(ref, await events_of(connection, ref))
    if at and not isinstance(case, ModelLaw):
        raise misused(
            f"{EDITION}EDITION is for a model law, as model-law/2026-014@2, not for {ref}"
        )
    found = _edition(case, edition) if isinstance(case, ModelLaw) else _bound(case)
    if found is None:
        raise not_found(f"the record names no hash of a text of {named}")
    return found


def _edition(law: ModelLaw, edition: str) -> str | None:
    """Return the hash of an edition; of the latest one where none is said."""
    editions = {str(each.number): each for each in law.editions}
    wanted = edition or next(reversed(editions), "")
    if wanted not in editions:
        known = ", ".join(editions) or "none"
        raise not_found(f"{law.stream} has no edition {edition or 'yet'}; there are: {known}")
    return editions[wanted].sha256


def _bound(case: Case) -> str | None:
    match case:
        case OutcomeDocument():
            return case.sha256
        case PlenarySession():
            return case.minutes_sha256
        case _:
            raise misused(
                "name a model law, an outcome document, a plenary session for its minutes, or the "
                f"64 hex digits of a hash, not {case.stream}"
            )


async def _on_record(connection: Connection, cited: Cited) -> bytes | None:
    """Return a text whose provisions are on record; None where the record has its hash only."""
    if category(cited.ref) != "model-law":
        return None
    law = folded(cited.ref, await events_of(connection, cited.ref))
    held = law.provisions.values() if isinstance(law, ModelLaw) else ()
    return next((bytes_of(each) for each in held if digest(each) == cited.sha256), None)


def _demand_folder(documents: Path | None) -> None:
    if documents is not None and not documents.is_dir():
        raise misused(f"{documents} is no folder; name the one in which the texts are kept")


def _kept(cited: Cited, documents: Path | None) -> bytes:
    """Return the file of that hash from a folder beside the record."""
    if documents is None:
        raise not_found(
            f"the record holds the hash of that text and not the text ({cited}): name the folder "
            "in which it is kept with --documents"
        )
    for sha256, content in texts_in(documents):
        if sha256 == cited.sha256:
            return content
    raise not_found(f"no file below {documents} has the sha256 {cited}")


def _write(to: Path, content: bytes, cited: Cited) -> None:
    """Write a file whole, or not at all; what is on the disk has the hash, or nothing is there."""
    with tempfile.TemporaryDirectory(prefix=f".{to.name}.", dir=to.parent) as folder:
        partial = Path(folder) / to.name
        partial.write_bytes(content)
        if hashlib.sha256(partial.read_bytes()).hexdigest() != cited.sha256:
            raise ConsoleError(
                "verification-failed",
                f"what was written has not the sha256 {cited}; nothing was kept of it",
                exit_code=Exit.VERIFICATION_FAILED,
            )
        move_new(partial, to)
