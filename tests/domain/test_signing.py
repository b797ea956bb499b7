"""What is signed: the whole request, the same for a repetition, another for any change."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from domain.signing import commitment, request_hash, signed_bytes
from domain.submission import Actor, Capacity, Disclosure, Proof, Submission

ACT = Submission(
    command_id=UUID(int=1),
    stream="assembly",
    name="RecordClaim",
    command="{}",
    actor=Actor(subject="secretary", capacity=Capacity.SECRETARIAT),
    occurred_at="2026-06-12",
    submitted_at=datetime(2026, 6, 12, 12, tzinfo=UTC),
)


def test_the_hash_of_a_request_is_fixed_for_ever() -> None:
    assert request_hash(ACT) == ("ef1f9571b5f365bf1817c059156ba3a982941a6554b0eb667d33529e27b01b06")


@pytest.mark.parametrize(
    "changed",
    [
        {"submitted_at": datetime(2027, 1, 1, tzinfo=UTC)},
        {"proof": Proof(key_id="x", signature="y")},
        {"request_hash": "z"},
        {"disclosures": (Disclosure(field="name", value="v", salt="s"),)},
    ],
)
def test_a_repetition_has_the_same_hash(changed: dict[str, object]) -> None:
    assert request_hash(ACT.model_copy(update=changed)) == request_hash(ACT)


def test_no_two_fields_can_be_mistaken_for_each_other() -> None:
    moved = [
        ACT.model_copy(update={"reason": "x"}),
        ACT.model_copy(update={"source": "x"}),
        ACT.model_copy(update={"command": "x"}),
        ACT.model_copy(update={"actor": ACT.actor.model_copy(update={"body": "x"})}),
        ACT.model_copy(update={"actor": ACT.actor.model_copy(update={"method": "x"})}),
        ACT,
    ]

    assert len({request_hash(each) for each in moved}) == len(moved)


def test_the_signature_covers_hash_and_time() -> None:
    assert signed_bytes("aa", "2026-06-12T12:00:00Z") == (
        b"plenary-act-v1\naa\n2026-06-12T12:00:00Z\n"
    )


def test_a_commitment_cannot_be_opened_in_two_ways() -> None:
    one = Disclosure(field="name", value="ab", salt="c")
    other = Disclosure(field="name", value="b", salt="ca")

    assert commitment(one) != commitment(other)
    assert commitment(one) == commitment(one.model_copy(update={"field": "contact"}))
