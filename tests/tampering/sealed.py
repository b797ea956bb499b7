"""A register sealed, witnessed, stamped and packed: what a forger of these tests sets out from."""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from cli.exporting import PROVING, pack
from cli.trusting import policy_by
from config.preparing import event_types
from domain.assembly.state import STREAM
from domain.submission import Accepted, Refused
from eventstore.connections import Pool
from eventstore.event_types import enrol
from eventstore.packaging import Scope
from eventstore.proofs.cosigning import KnownWitness, cosign
from eventstore.proofs.keys import Algorithm, SigningKey
from eventstore.proofs.policies import quorum_policy
from eventstore.proofs.sealer import seal
from eventstore.proofs.signer import Signer
from eventstore.proofs.stamping import Post, stamp
from eventstore.proofs.stored_tiles import latest_checkpoint
from eventstore.proofs.timestamps import Authority
from eventstore.proofs.witness import Answer, Witness
from eventstore.read import read_stream
from tests.activities.desk import Desk, acts_of, open_desk
from tests.authority import StampingAuthority
from tests.eventstore.proofs.sealing import Remembered

LOG = "quick"
TWICE_TITLED = "model-law/2020-001"
"""The second time it is refused."""
LAID_OUT = '{\r\n\t"claim": "one \\u006cine",\r\n\t"according_to": "a\\\\b\\\\tools"}'
"""A command as another program may write it: with tabs, returns, escapes and backslashes."""
ACTS = Path(__file__).parents[1] / "golden" / "acts" / "quick.jsonl"
DOCUMENTS: Mapping[str, bytes] = {
    digit * 64: f"MODEL LAW {digit}\n\nArticle 1. It is invented.\n".encode() for digit in "123456"
}
"""The texts behind the hashes that the golden acts cite."""

LOG_KEYS = (
    SigningKey.of(LOG, Algorithm.ED25519, b"\x01" * 32),
    SigningKey.of(LOG, Algorithm.SUBTREE, b"\x02" * 32),
)
OTHER_KEYS = (
    SigningKey.of(LOG, Algorithm.ED25519, b"\x09" * 32),
    SigningKey.of(LOG, Algorithm.SUBTREE, b"\x0a" * 32),
)
"""Keys in the name of the log that nobody admitted."""

WITNESSES = {
    "baku": SigningKey.of("baku.example/witness", Algorithm.COSIGNATURE, b"\x03" * 32),
    "ankara": SigningKey.of("ankara.example/witness", Algorithm.COSIGNATURE, b"\x04" * 32),
}
POLICY = quorum_policy(
    [each.verifier for each in LOG_KEYS],
    {name: key.verifier for name, key in WITNESSES.items()},
    2,
).text
"""What the auditor brings along: the keys as he was given them, and both witnesses."""


AUTHORITIES = {name: StampingAuthority.made(name) for name in ("astana-time", "tashkent-time")}
"""Authorities of time, with keys of this process alone."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What the auditor kept of earlier: a checkpoint, signed and cosigned."""

    note: bytes
    size: int


class Sealing:
    """The log's keys with their memory, and two witnesses with theirs."""

    def __init__(self) -> None:
        """Begin without memory."""
        self.signer = Signer(LOG_KEYS, Remembered())
        known = {LOG: [each.verifier for each in LOG_KEYS]}
        self._witnesses = {
            name: Witness([key], known, Remembered()) for name, key in WITNESSES.items()
        }

    async def seal(self, connection: "asyncpg.Connection[asyncpg.Record]") -> Kept:
        """Seal what is recorded, have it cosigned by both witnesses and stamped by both clocks."""
        sealed = await seal(connection, self.signer, LOG)
        assert sealed is not None
        latest = await latest_checkpoint(connection)
        assert latest is not None
        for name, key in WITNESSES.items():
            known = KnownWitness(name=name, key=key.verifier, url=f"http://127.0.0.1:9/{name}")
            assert await cosign(connection, known, self._asked, latest)
        for name, each in AUTHORITIES.items():
            authority = Authority.read(name, each.texts)
            assert await stamp(connection, authority, answering(each), latest, LOG_KEYS[0])
        rows = await connection.fetch(
            "SELECT line FROM cosignature WHERE size = $1 ORDER BY witness", sealed.checkpoint.size
        )
        lines = "".join(row["line"] for row in rows)
        return Kept(note=(sealed.note.whole + lines).encode(), size=sealed.checkpoint.size)

    async def _asked(self, url: str, text: str) -> Answer:
        name = url.split("/")[3]
        return self._witnesses[name].add_checkpoint(text, int(time.time()))


def answering(authority: StampingAuthority) -> Post:
    """Return the way to an authority of this process."""

    async def post(query: bytes) -> bytes:
        return authority.answer(query)

    return post


async def recorded(
    pool: Pool, connection: "asyncpg.Connection[asyncpg.Record]", folder: Path, sealing: Sealing
) -> Kept:
    """Record the golden acts with their proofs, seal twice; return the first checkpoint."""
    await enrol(connection, event_types())
    async with open_desk(pool, folder) as desk:
        await desk.found()
        await _admit(desk)
        lines = acts_of(ACTS)
        for line in lines[: len(lines) // 2]:
            await desk.play_line(_with_texts(line))
        kept = await sealing.seal(connection)
        for line in lines[len(lines) // 2 :]:
            await desk.play_line(_with_texts(line))
        order = {"authority": "order 7", "because": "the person asked"}
        await desk.tell("ErasePerson", subject="aa-chair", **order)
        assert isinstance(await desk.act("TitleModelLaw", TWICE_TITLED, title="Again"), Refused)
        laid_out = desk.submission("RecordClaim", TWICE_TITLED, command=LAID_OUT)
        assert isinstance(await desk.take(laid_out), Accepted)
        await desk.pass_due()
        person = {"name": "Berk Example", "contact": "berk@example.org"}
        await desk.tell("RegisterPerson", subject="bb-chair", **person)
        await sealing.seal(connection)
    return kept


async def packed(
    connection: "asyncpg.Connection[asyncpg.Record]", folder: Path, scope: str = "all"
) -> Path:
    """Pack what is sealed, with the documents; a forger does not ask whether it convinces."""
    texts = _texts_beside(folder)
    latest = await latest_checkpoint(connection)
    assert latest is not None
    recorded = policy_by(await read_stream(connection, STREAM), latest.size)
    wanted = Scope(name=scope, checkpoint=latest, policy=recorded, proving=PROVING)
    async with connection.transaction():
        await pack(connection, wanted, folder, texts, LOG_KEYS[0])
    return folder


def _texts_beside(folder: Path) -> Path:
    """Make the folder of a package, and one with the texts beside it."""
    folder.mkdir()
    texts = folder.with_name(f"{folder.name}-texts")
    texts.mkdir()
    for name, text in enumerate(DOCUMENTS.values()):
        (texts / str(name)).write_bytes(text)
    return texts


async def _admit(desk: Desk) -> None:
    await desk.admit_gateway()
    for key in LOG_KEYS:
        await desk.tell("AdmitLogKey", key=key.verifier.text)
    for name, key in WITNESSES.items():
        url = f"http://127.0.0.1:9/{name}"
        await desk.tell("AdmitWitness", witness=name, key=key.verifier.text, url=url)
    for name, authority in AUTHORITIES.items():
        admitted = {"authority": name, "certificates": authority.texts}
        await desk.tell("AdmitTimestampAuthority", **admitted)
    await desk.tell("SetWitnessQuorum", least=2, decision="Council")


def _with_texts(line: Mapping[str, object]) -> dict[str, object]:
    return {name: _hash(value) for name, value in line.items()}


def _hash(value: object) -> object:
    text = DOCUMENTS.get(value) if isinstance(value, str) else None
    return value if text is None else hashlib.sha256(text).hexdigest()
