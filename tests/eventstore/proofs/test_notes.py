"""Signed notes, keys and policies: against published notes, and against every changed byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import Algorithm, SigningKey, VerifierKey
from eventstore.proofs.notes import Note, NoteError
from eventstore.proofs.policies import Policy, quorum_policy
from eventstore.proofs.receipts import Receipt

# The example of golang.org/x/mod/sumdb/note, signed by a program that is not ours.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PROBLEM = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

\u2014 PeterNeumann \
x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
ORIGIN = "assembly.example/register"
LOG = SigningKey.of(ORIGIN, Algorithm.ED25519, bytes([1]) * 32)
LOG_PQ = SigningKey.of(ORIGIN, Algorithm.SUBTREE, bytes([2]) * 32)
BAKU = SigningKey.of("baku.example/witness", Algorithm.COSIGNATURE, bytes([3]) * 32)
ANKARA = SigningKey.of("ankara.example/witness", Algorithm.SUBTREE, bytes([4]) * 32)
CHECKPOINT = Checkpoint(origin=ORIGIN, size=1204, root=bytes(range(32)))
AT = 1_764_057_600


def noted(*keys: SigningKey) -> Note:
    text = CHECKPOINT.text
    return Note(text=text, signatures=[key.sign(text, AT) for key in keys])


def policy(least: int = 2) -> Policy:
    witnesses = {"baku": BAKU.verifier, "ankara": ANKARA.verifier}
    return quorum_policy([LOG.verifier, LOG_PQ.verifier], witnesses, least)


def test_a_note_signed_by_a_foreign_program_is_valid() -> None:
    key, note = VerifierKey.read(NEUMANN), Note.read(PROBLEM)

    key.check(note.signatures[0], note.text)
    assert key.text == NEUMANN
    assert note.whole == PROBLEM


def test_a_checkpoint_is_three_lines() -> None:
    assert CHECKPOINT.text == (
        "assembly.example/register\n1204\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    )
    assert Checkpoint.read(CHECKPOINT.text) == CHECKPOINT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        CHECKPOINT.text + "extension\n",
        CHECKPOINT.text.replace("1204", "01204"),
        CHECKPOINT.text.replace("1204", "-1"),
        CHECKPOINT.text.replace("1204", "\u0661"),
        CHECKPOINT.text.replace("Hh8=", "Hh9="),
        CHECKPOINT.text.replace("AAEC", "AAE="),
    ],
)
def test_what_is_nearly_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        Checkpoint.read(text)


def test_a_quorum_is_met_by_valid_cosignatures_of_both_kinds() -> None:
    found = policy().judge(noted(LOG, LOG_PQ, BAKU, ANKARA))

    assert found.quorum
    assert found.by == {"baku": AT, "ankara": AT}


def test_one_witness_is_not_two() -> None:
    assert not policy().judge(noted(LOG, BAKU, BAKU)).quorum
    assert policy(1).judge(noted(LOG, BAKU)).quorum


def test_without_the_log_witnesses_prove_nothing() -> None:
    with pytest.raises(NoteError, match="no log"):
        policy().judge(noted(BAKU, ANKARA))


def test_a_key_of_another_log_does_not_sign_for_this_one() -> None:
    other = SigningKey.of("other.example", Algorithm.ED25519, bytes(32))
    trusted = quorum_policy([other.verifier, LOG.verifier], {}, 0)
    with pytest.raises(NoteError, match="no log"):
        trusted.judge(noted(other))


def test_a_cosignature_over_another_log_is_not_valid() -> None:
    other = Checkpoint(origin="other.example", size=CHECKPOINT.size, root=CHECKPOINT.root)
    note = Note(
        text=CHECKPOINT.text,
        signatures=[LOG.sign(CHECKPOINT.text), BAKU.sign(other.text, AT)],
    )
    with pytest.raises(NoteError, match="baku"):
        policy().judge(note)


@given(st.integers(0), st.integers(0, 7))
def test_no_byte_of_a_signed_note_can_be_changed_unseen(at: int, bit: int) -> None:
    whole = noted(LOG, LOG_PQ, BAKU, ANKARA).whole.encode()
    at %= len(whole)
    changed = bytes([*whole[:at], whole[at] ^ (1 << bit), *whole[at + 1 :]])
    try:
        found = policy().judge(Note.read(changed.decode()))
    except (NoteError, UnicodeDecodeError):
        return
    # A changed name or key id is an unknown key: its signature no longer counts.
    keys, signatures = policy().logs, Note.read(changed.decode()).signatures
    assert len(found.by) + sum(key.made(each) for key in keys for each in signatures) < 4


def test_a_policy_reads_back_and_names_the_line_that_is_wrong() -> None:
    assert Policy.read(policy().text) == policy()
    with pytest.raises(NoteError, match="line 2 of the policy"):
        Policy.read(f"log {LOG.verifier.text}\nquorum nobody\n")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "quorum"),
        ("quorum none\nquorum none", "not understood"),
        ("log {log}\nlog {log}\nquorum none", "twice"),
        ("witness w {baku}\nwitness w {ankara}\nquorum w", "taken"),
        ("witness none {baku}\nquorum none", "taken"),
        ("witness w {log}\nquorum w", "no cosignatures"),
        ("witness w {baku}\ngroup g 2 w\nquorum g", "cannot be asked for"),
        ("witness w {baku}\ngroup g 0 w\nquorum g", "cannot be asked for"),
        ("witness w {baku}\ngroup g any w\ngroup h any w\nquorum h", "member"),
        ("group g any w\nwitness w {baku}\nquorum g", "not defined"),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(lines: str, said: str) -> None:
    keys = {"log": LOG.verifier.text, "baku": BAKU.verifier.text, "ankara": ANKARA.verifier.text}
    with pytest.raises(NoteError, match=said):
        Policy.read(lines.format(**keys))


def test_nested_groups_are_counted_as_c2sp_says() -> None:
    text = (
        f"log {LOG.verifier.text}\nwitness b {BAKU.verifier.text}\n# a comment\n"
        f"witness a {ANKARA.verifier.text}\ngroup inner any a\ngroup outer all inner b\n"
        "quorum outer\n"
    )
    assert Policy.read(text).judge(noted(LOG, BAKU, ANKARA)).quorum
    assert not Policy.read(text).judge(noted(LOG, BAKU)).quorum


def test_a_receipt_reads_back() -> None:
    receipt = Receipt(index=7, proof=[bytes(32), bytes(range(32))], note=noted(LOG, BAKU))
    alone = Receipt(index=0, proof=[], note=noted(LOG))

    assert Receipt.read(receipt.text) == receipt
    assert Receipt.read(alone.text) == alone
    with pytest.raises(NoteError):
        Receipt.read(receipt.text.replace("index 7", "index 07"))
