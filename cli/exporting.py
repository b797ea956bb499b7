"""`export package`: what an auditor takes home, with the program that checks it."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import verifier
from cli.documents import texts_in
from cli.drafted_minutes import minutes_of
from cli.exits import ConsoleError, Exit, not_found
from cli.minutes_on_paper import NotOnPaperError, on_paper
from cli.moments import today
from cli.output import Output
from cli.places import demand_free
from cli.reading import register_of
from cli.sealed import convincing
from config.private import moved_whole
from config.sealing import log_folder, log_keys
from domain.plenary_session.state import CATEGORY
from domain.text import counted
from eventstore.canonical import canonical
from eventstore.durability import Connection
from eventstore.packaging import ALL, Scope, close_bag, pack_register
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import SigningKey
from eventstore.proofs.policies import Policy
from eventstore.proofs.stored_tiles import StoredCheckpoint, latest_checkpoint
from eventstore.queries import query

PROVING = (
    "GatewayKeyAdmitted",
    "GatewayKeyRevoked",
    "LogKeyAdmitted",
    "LogKeyRevoked",
    "TimestampAuthorityAdmitted",
    "TimestampAuthorityRevoked",
    "WitnessAdmitted",
    "WitnessRevoked",
    "WitnessQuorumSet",
    "PersonErased",
    "RulesAdopted",
    "RulesAmended",
)
"""What goes along with a case: the keys, what was erased, and the rules that it was judged by."""
METHOD = Path(verifier.__file__).with_name("METHOD.md")
PROGRAM = Path(verifier.__file__).with_name("verify.py")
IN_CLEAR = b'"value":"'


class BagFolder:
    """A folder on disk that remembers the hash of each of its files."""

    def __init__(self, root: Path) -> None:
        """Take an empty folder."""
        self._root = root
        self._digests: dict[str, hashlib._Hash] = {}
        self._sizes: dict[str, int] = {}

    def write(self, path: str, content: bytes) -> None:
        """Write a file whole."""
        self._digests.pop(path, None)
        (self._root / path).unlink(missing_ok=True)
        self.append(path, content)

    def append(self, path: str, content: bytes) -> None:
        """Write at the end of a file, which begins empty."""
        if path not in self._digests:
            self._digests[path], self._sizes[path] = hashlib.sha256(), 0
            (self._root / path).parent.mkdir(parents=True, exist_ok=True)
        with (self._root / path).open("ab") as file:
            file.write(content)
        self._digests[path].update(content)
        self._sizes[path] += len(content)

    def hashes(self) -> Mapping[str, tuple[str, int]]:
        """Return the SHA-256 and the size of every file."""
        return {
            path: (self._digests[path].hexdigest(), self._sizes[path])
            for path in sorted(self._digests)
        }


async def export_package(
    output: Output, data: Path, scope: str, to: Path, documents: Path | None
) -> int:
    """Write the package into a folder that does not exist yet: whole, or not at all."""
    with _whole(to) as partial:
        async with (
            register_of(data) as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            wanted = await scope_of(connection, scope)
            sign = _signing_key(data, wanted)
            told = await pack(connection, wanted, partial, documents, sign)
            head = await connection.fetchval(query("head_position"))
        _check(partial)
    told["later"] = head - wanted.head.size
    if output.as_json:
        output.object({**told, "folder": str(to)})
    else:
        output.say(_sentence(told, to))
    return Exit.DONE


async def pack(
    connection: Connection,
    wanted: Scope,
    partial: Path,
    documents: Path | None,
    sign: SigningKey,
) -> dict[str, object]:
    """Write all files of a package into an empty folder; return what went in."""
    folder = BagFolder(partial)
    count = await pack_register(connection, wanted, folder)
    for path in (METHOD, PROGRAM):
        folder.write(f"data/{path.name}", path.read_bytes())
    included = _add_documents(folder, partial, documents)
    drafted, left_out = await _add_minutes(connection, wanted, folder)
    close_bag(folder, _info(wanted.head, wanted.name), sign)
    return {
        "scope": wanted.name,
        "events": count,
        "size": wanted.head.size,
        "documents": included,
        "minutes": drafted,
        "not_on_paper": left_out,
        "personal": (partial / "data/persons.jsonl").read_bytes().count(IN_CLEAR),
    }


def _check(partial: Path) -> None:
    """Put a package to its own program before it goes out."""
    program = import_module("verifier.verify")
    try:
        program.verify(partial)
    except program.Fault as fault:
        raise ConsoleError(
            "verification-failed",
            f"the package would not convince, so there is none: {fault}. `plenary verify` tells "
            "whether the register is whole",
            exit_code=Exit.VERIFICATION_FAILED,
        ) from fault


@contextmanager
def _whole(to: Path) -> Iterator[Path]:
    """Have a folder to write into, which becomes `to` at the end of the block, or vanishes."""
    demand_free(to)
    partial = Path(tempfile.mkdtemp(prefix=f".{to.name}.", dir=to.parent))
    with moved_whole(partial, to):
        yield partial
        partial.chmod(0o755)


async def scope_of(connection: Connection, scope: str) -> Scope:
    """Return what is to be packed, as the latest checkpoint that convinces seals it."""
    checkpoint, policy = await _convincing(connection)
    if (erased := await connection.fetchval(query("erased_after"), checkpoint.size)) is not None:
        raise ConsoleError(
            "not-sealed-yet",
            f"position {erased} erased a person and is not sealed yet: without it the package "
            "would look robbed. Run `plenary up` for a second and export again",
            exit_code=Exit.UNDECIDED,
        )
    found = await connection.fetchval(query("stream_begins"), scope)
    if scope != ALL and (found is None or found > checkpoint.size):
        raise not_found(f"there is no case {scope} among the {checkpoint.size} sealed events")
    return Scope(name=scope, checkpoint=checkpoint, policy=policy, proving=PROVING)


async def _convincing(connection: Connection) -> tuple[StoredCheckpoint, Policy]:
    """Return the latest checkpoint that is confirmed as the register asked, and its policy."""
    async for found in convincing(connection):
        return found
    if await latest_checkpoint(connection) is None:
        raise ConsoleError(
            "not-sealed-yet",
            "no checkpoint is signed yet, so there is nothing to prove a package with: "
            "run `plenary up` for a second",
            exit_code=Exit.UNDECIDED,
        )
    raise ConsoleError(
        "not-witnessed-yet",
        "no checkpoint bears a signature of a key of the log that is not revoked and as many "
        "witnesses as the assembly asks for: start the witnesses, and export again once "
        "`plenary verify` says witnessed",
        exit_code=Exit.UNDECIDED,
    )


def _add_documents(folder: BagFolder, partial: Path, documents: Path | None) -> int:
    """Add the files that an event cites by their hash; others are not for this package."""
    if documents is None:
        return 0
    events = (partial / "data/events.jsonl").read_bytes()
    cited = 0
    for name, content in texts_in(documents):
        if f'"{name}"'.encode() in events:
            folder.write(f"data/documents/{name}", content)
            cited += 1
    return cited


async def _add_minutes(
    connection: Connection, wanted: Scope, folder: BagFolder
) -> tuple[int, Sequence[str]]:
    """Add the minutes of the plenary sessions packed: for programs, and on paper where it can be.

    Return how many there are, and what is said of those that are not on paper.
    """
    rows = await connection.fetch(query("streams_of"), CATEGORY, wanted.head.size)
    refs = [row["stream"] for row in rows if wanted.name in (ALL, row["stream"])]
    left_out: list[str] = []
    for ref in refs:
        minutes = await minutes_of(connection, ref, wanted.head.size)
        folder.write(f"data/minutes/{ref}.json", canonical(minutes.plain).encode())
        try:
            folder.write(f"data/minutes/{ref}.pdf", on_paper(minutes))
        except NotOnPaperError as error:
            left_out.append(error.sentence)
    return len(refs), left_out


def _signing_key(data: Path, scope: Scope) -> SigningKey:
    """Return the log's key: a package is signed over all its files, or not made."""
    folder = log_folder(data)
    if not folder.is_dir():
        raise not_found(
            f"the keys of the log are not in {folder}, so the package cannot be signed: "
            "export it on the machine of the sealer"
        )
    key = log_keys(folder, scope.head.origin)[0]
    if key.verifier.text not in {each.text for each in scope.policy.logs}:
        raise ConsoleError(
            "checkpoint-not-signed",
            f"the Ed25519 key in {folder} is not, or no longer, a key of this log, so nobody "
            "would believe a package that it signs: start `plenary up` with a key that is "
            "admitted, and export again",
            exit_code=Exit.VERIFICATION_FAILED,
        )
    return key


def _info(head: Checkpoint, scope: str) -> list[tuple[str, str]]:
    return [
        ("Bag-Software-Agent", f"plenary {version('plenary')}"),
        ("Bagging-Date", today().isoformat()),
        ("External-Identifier", f"{head.origin} {scope} {head.size}"),
    ]


def _sentence(told: Mapping[str, Any], to: Path) -> str:
    later = (
        f"; {counted(told['later'], 'later event')} not sealed and witnessed yet, so not in it"
        if told["later"]
        else ""
    )
    personal = (
        f"It holds {counted(told['personal'], 'personal value')} in clear: mind who gets it\n"
        if told["personal"]
        else ""
    )
    left_out = "".join(f"{sentence}\n" for sentence in told["not_on_paper"])
    return (
        f"{to} holds {counted(told['events'], 'event')} ({told['scope']}), "
        f"sealed over {told['size']}{later}\n"
        f"{personal}{left_out}"
        f"Anybody can check it: python3 {to}/data/verify.py {to}"
    )
