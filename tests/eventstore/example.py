"""A register of jars and their marbles: the smallest thing one can record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.not_loaded import NotLoadedError
from domain.signing import request_hash, request_text, signed_bytes
from domain.submission import Actor, Capacity, Submission
from eventstore.event_types import EventType
from eventstore.work import Accept, Fact, Judgement, Recorded, Refuse, State, Work

LOG = "example.test/register"
TYPES = [
    EventType(type=name, schema=1, json_schema={"properties": {"type": {"const": name}}})
    for name in ("MarblePut", "MarbleNobodyCanSee", "JarBroken")
]
SOMEBODY = Actor(subject="p-1", capacity=Capacity.SECRETARIAT)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
KEYS = {"example": KEY.public_key().public_bytes_raw()}
SENT = "2026-11-25T12:00:00Z"


class JarFold:
    """Folds a jar into the number of its marbles."""

    def begin(self, stream: str) -> State:
        """Return no marbles."""
        return len(stream) * 0

    def evolve(self, state: State, event: Recorded) -> State:
        """Count one more."""
        if event.type == "JarBroken":
            raise ValueError("a broken jar cannot be folded")
        return int(str(state)) + 1


class Jars:
    """A view: one row per jar."""

    table = "jar"
    key = "jar"
    upsert = """
        INSERT INTO view.jar SELECT * FROM json_populate_recordset(NULL::view.jar, $1::json)
        ON CONFLICT (jar) DO UPDATE SET marbles = excluded.marbles, last = excluded.last
    """

    def rows(self, event: Recorded, state: State) -> Sequence[Mapping[str, int | str]]:
        """Return the row of the jar."""
        if event.type == "MarbleNobodyCanSee":
            raise ValueError("the view cannot show it")
        if event.type != "MarblePut":
            return []
        colour = str(event.data["colour"])
        return [{"jar": event.stream, "marbles": int(str(state)), "last": colour}]


CREATE_JARS = """
    CREATE TABLE view.jar (jar text PRIMARY KEY, marbles int, last text CHECK (last <> 'poison'));
    GRANT ALL ON view.jar TO plenary_app;
"""


def put(stream: str = "jar/1", colour: str = "red", *, type: str = "MarblePut") -> Fact:
    return Fact(stream=stream, type=type, schema=1, data={"colour": colour})


def work(
    judgement: Judgement | None = None,
    *,
    stream: str = "jar/1",
    command_id: UUID | None = None,
    content: str = "put",
    expected_version: int | None = None,
) -> Work:
    answer = judgement or Accept(facts=[put(stream)])
    return signed(
        Work(
            command_id=command_id or uuid4(),
            request_hash=b"",
            name="PutMarble",
            stream=stream,
            actor=SOMEBODY,
            occurred_at="2026-11-25",
            judge=lambda _states, _now: answer,
            reads=(stream,),
            expected_version=expected_version,
        ),
        content,
    )


def signed(act: Work, content: str = "put") -> Work:
    """Return an act with its request, signed by the gateway of the example."""
    request = Submission(
        command_id=act.command_id,
        stream=act.stream,
        name=act.name,
        command=content,
        actor=act.actor,
        occurred_at=act.occurred_at,
        submitted_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
        source=act.source,
        expected_version=act.expected_version,
    )
    hashed = request_hash(request)
    proof = {
        "key_id": "example",
        "signature": KEY.sign(signed_bytes(hashed, SENT)).hex(),
        "request_hash": hashed,
        "submitted_at": SENT,
    }
    return replace(
        act, request=request_text(request), request_hash=bytes.fromhex(hashed), proof=proof
    )


def at_most(stream: str, most: int) -> Work:
    """Put a marble in unless the jar is full: what must not be decided on old knowledge."""

    def judge(states: Mapping[str, State], _now: datetime) -> Judgement:
        if stream not in states:
            raise NotLoadedError(stream)
        if int(str(states[stream])) >= most:
            return Refuse(code="full", sentence=f"{stream} is full")
        return Accept(facts=[put("counter/1"), put(stream)])

    return signed(replace(work(stream="counter/1"), reads=(), judge=judge))
