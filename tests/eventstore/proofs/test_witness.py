"""A witness: it cosigns what grew, and nothing else; every answer is the one C2SP fixes."""

import pytest

from eventstore.envelope import leaf
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import Algorithm, SigningKey
from eventstore.proofs.notes import Note, Signature, encoded
from eventstore.proofs.tree import Hash, Node, consistency, root
from eventstore.proofs.witness import Asked, Witness
from tests.eventstore.example import LOG
from tests.eventstore.proofs.sealing import LOG_KEY, LOG_KEY_PQ, Remembered

NOW = 1_764_057_600
KEYS = [
    SigningKey.of("baku.example/witness", Algorithm.COSIGNATURE, bytes([7]) * 32),
    SigningKey.of("baku.example/witness", Algorithm.SUBTREE, bytes([8]) * 32),
]
LEAVES = [leaf(str(number).encode()) for number in range(20)]
FORGED = [*LEAVES[:3], leaf(b"forged"), *LEAVES[4:]]


@pytest.fixture
def memory() -> Remembered:
    """What the witness remembers."""
    return Remembered()


@pytest.fixture
def witness(memory: Remembered) -> Witness:
    """A witness that knows one log."""
    return Witness(KEYS, {LOG: [LOG_KEY.verifier, LOG_KEY_PQ.verifier]}, memory)


def checkpoint(size: int, leaves: list[Hash] = LEAVES, origin: str = LOG) -> Checkpoint:
    return Checkpoint(origin=origin, size=size, root=root(leaves[:size]))


def noted(told: Checkpoint, *keys: SigningKey) -> Note:
    signed = keys or (LOG_KEY, LOG_KEY_PQ)
    return Note(text=told.text, signatures=[key.sign(told.text) for key in signed])


def asked(old: int, size: int, leaves: list[Hash] = LEAVES) -> str:
    def hash_of(node: Node) -> Hash:
        height, number = node
        return root(leaves[number << height : (number + 1) << height])

    proof = consistency(old, size, hash_of) if 0 < old < size else []
    return Asked(old=old, proof=proof, note=noted(checkpoint(size, leaves))).text


def test_what_grew_is_cosigned_with_every_key(witness: Witness) -> None:
    for old, size in ((0, 5), (5, 5), (5, 12), (12, 20)):
        answer = witness.add_checkpoint(asked(old, size), NOW)
        lines = [Signature.read(line) for line in answer.text.splitlines()]

        assert answer.status == 200
        text = checkpoint(size).text
        assert [key.verifier.check(each, text) for key, each in zip(KEYS, lines, strict=True)] == [
            NOW,
            NOW,
        ]


def test_another_past_is_not_cosigned(witness: Witness, memory: Remembered) -> None:
    witness.add_checkpoint(asked(0, 5), NOW)

    assert witness.add_checkpoint(asked(5, 12, FORGED), NOW).status == 422
    assert witness.add_checkpoint(asked(5, 5, FORGED), NOW).status == 409
    assert memory.last(LOG) == checkpoint(5)


def test_who_asks_from_another_size_is_told_the_right_one(witness: Witness) -> None:
    witness.add_checkpoint(asked(0, 12), NOW)

    answer = witness.add_checkpoint(asked(5, 20), NOW)

    assert (answer.status, answer.text, answer.kind) == (409, "12\n", "text/x.tlog.size")
    assert witness.add_checkpoint(asked(0, 5), NOW).status == 409
    assert witness.add_checkpoint(asked(12, 20), NOW).status == 200


def test_a_log_that_is_not_known_or_did_not_sign_gets_nothing(witness: Witness) -> None:
    other = checkpoint(5, origin="other.example")
    stranger = SigningKey.of(LOG, Algorithm.ED25519, bytes([9]) * 32)
    unsigned = Asked(old=0, proof=[], note=noted(checkpoint(5), stranger)).text

    assert (
        witness.add_checkpoint(Asked(old=0, proof=[], note=noted(other, LOG_KEY)).text, NOW).status
        == 404
    )
    assert witness.add_checkpoint(unsigned, NOW).status == 403


@pytest.mark.parametrize(
    "request_",
    [
        "",
        "old 0\n",
        "old -1\n\n" + asked(0, 5).partition("\n\n")[2],
        "old 00\n\n" + asked(0, 5).partition("\n\n")[2],
        "new 0\n\n" + asked(0, 5).partition("\n\n")[2],
        "old 20\n\n" + asked(0, 5).partition("\n\n")[2],
        "old 0\n" + f"{encoded(bytes(32))}\n" * 64 + "\n" + asked(0, 5).partition("\n\n")[2],
        asked(0, 5).replace("old 0\n", "old 0\nnot base64!\n"),
    ],
)
def test_what_is_malformed_is_a_bad_request(witness: Witness, request_: str) -> None:
    assert witness.add_checkpoint(request_, NOW).status == 400


def test_a_proof_where_none_is_due_is_refused(witness: Witness) -> None:
    longer = asked(0, 5).replace("old 0\n", f"old 0\n{encoded(bytes(32))}\n")

    assert witness.add_checkpoint(longer, NOW).status == 422
