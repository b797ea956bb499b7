"""Keys of the log, witnesses and erasure: what makes the record provable, as recorded acts."""

import base64
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assembly.founding import FoundAssembly
from domain.assembly.log_keys import AdmitLogKey, LogKeyAdmitted, LogKeyRevoked, RevokeLogKey
from domain.assembly.persons import ErasePerson, PersonErased, RegisterPerson
from domain.assembly.state import Assembly
from domain.assembly.timestamp_authorities import (
    AdmitTimestampAuthority,
    RevokeTimestampAuthority,
    TimestampAuthorityAdmitted,
    TimestampAuthorityRevoked,
)
from domain.assembly.witnesses import (
    AdmitWitness,
    RevokeWitness,
    SetWitnessQuorum,
    WitnessQuorumSet,
)
from domain.messages import Command, Event
from domain.refusal import Refusal
from domain.submission import Actor, Capacity
from eventstore.proofs.keys import Algorithm, SigningKey
from tests.scenario import Play

SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)
FOUNDING = FoundAssembly(
    name="Assembly of Tests", secretary="secretary", official_name="Secretariat"
)
TODAY = str(date(2026, 6, 12))
ORDER = "order 7/2026"


def key(number: int, algorithm: Algorithm = Algorithm.ED25519, name: str = "tests") -> str:
    return SigningKey.of(name, algorithm, bytes([number]) * 32).verifier.text


def put(play: Play, *commands: Command) -> list[Event] | Refusal:
    answer: list[Event] | Refusal = []
    for command in commands:
        answer = play.when(command, case="assembly", by=SECRETARY, on=TODAY)
    return answer


def assembly_of(play: Play) -> Assembly:
    case = play.case("assembly")
    assert isinstance(case, Assembly)
    return case


@pytest.fixture
def play() -> Play:
    """An assembly, just founded."""
    play = Play()
    put(play, FOUNDING)
    return play


def witnessed(play: Play, count: int) -> None:
    for number in range(count):
        cosigning = key(number, Algorithm.COSIGNATURE, f"w{number}.example")
        put(play, AdmitWitness(witness=f"w{number}", key=cosigning))


def code(answer: list[Event] | Refusal) -> str:
    return answer.code if isinstance(answer, Refusal) else "accepted"


def test_a_log_key_is_admitted_once(play: Play) -> None:
    admission = AdmitLogKey(key=key(1))

    assert put(play, admission) == [LogKeyAdmitted(key=key(1))]
    assert code(put(play, admission)) == "already-done"


@pytest.mark.parametrize("algorithm", [Algorithm.ED25519, Algorithm.SUBTREE])
def test_a_log_signs_with_ed25519_or_ml_dsa(play: Play, algorithm: Algorithm) -> None:
    assert code(put(play, AdmitLogKey(key=key(1, algorithm)))) == "accepted"


def test_a_log_does_not_sign_as_a_witness_does(play: Play) -> None:
    refusal = put(play, AdmitLogKey(key=key(1, Algorithm.COSIGNATURE)))

    assert isinstance(refusal, Refusal)
    assert "not of a kind that may stand here (0x01, 0x06)" in refusal.sentence


def test_a_key_under_a_wrong_id_is_refused(play: Play) -> None:
    name, _, rest = key(1).split("+", 2)
    refusal = put(play, AdmitLogKey(key=f"{name}+00000000+{rest}"))

    assert isinstance(refusal, Refusal)
    assert refusal.code == "not-valid"
    assert "not 00000000" in refusal.sentence


def test_a_key_is_rotated_by_admitting_one_and_revoking_the_other(play: Play) -> None:
    revoking = RevokeLogKey(key=key(1), because="a year has passed")
    put(play, AdmitLogKey(key=key(1)))
    assert code(put(play, revoking)) == "not-in-order"  # nothing would be left to sign with
    put(play, AdmitLogKey(key=key(2)))

    assert put(play, revoking) == [LogKeyRevoked(key=key(1), because="a year has passed")]
    assert assembly_of(play).log_keys == (key(2),)
    assert code(put(play, AdmitLogKey(key=key(1)))) == "not-in-order"
    assert code(put(play, revoking)) == "not-in-order"


def test_a_witness_has_a_name_and_a_key_of_its_own(play: Play) -> None:
    cosigning = key(3, Algorithm.COSIGNATURE)
    put(play, AdmitWitness(witness="baku", key=cosigning))

    assert code(put(play, AdmitWitness(witness="ankara", key=cosigning))) == "already-done"
    other = AdmitWitness(witness="baku", key=key(4, Algorithm.SUBTREE))
    assert code(put(play, other)) == "already-done"
    assert code(put(play, AdmitWitness(witness="astana", key=key(5)))) == "not-valid"


@given(st.integers(0, 6), st.integers(0, 7), st.integers(0, 3))
def test_two_quorums_always_share_an_honest_witness(count: int, least: int, dishonest: int) -> None:
    play = Play()
    put(play, FOUNDING)
    witnessed(play, count)

    answer = put(play, SetWitnessQuorum(least=least, dishonest=dishonest, decision="Council"))

    shared = 2 * least - count  # at the least, of two quorums of this size
    possible = least == 0 or (least <= count and shared > dishonest)
    assert (code(answer) == "accepted") is possible
    if possible:
        quorum = WitnessQuorumSet(least=least, dishonest=dishonest, decision="Council")
        assert answer == [quorum]


def test_no_witness_goes_whom_the_quorum_needs(play: Play) -> None:
    witnessed(play, 2)
    put(play, SetWitnessQuorum(least=2, decision="Council"))
    revoking = RevokeWitness(witness="w0", because="it closed")

    assert code(put(play, revoking)) == "not-in-order"
    put(play, SetWitnessQuorum(least=0, decision="Council"))
    assert code(put(play, revoking)) == "accepted"
    assert list(assembly_of(play).witnesses) == ["w1"]


CERTIFICATE = base64.b64encode(b"\x30\x82\x01\x00" + bytes(256)).decode()
"""Of the shape of a certificate: what is in one the rules do not ask."""


def admission(name: str = "clock", *certificates: str) -> AdmitTimestampAuthority:
    return AdmitTimestampAuthority(authority=name, certificates=certificates or (CERTIFICATE,))


def test_an_authority_of_time_is_admitted_once_under_a_name_of_its_own(play: Play) -> None:
    revoking = RevokeTimestampAuthority(authority="clock", because="it closed")
    assert code(put(play, revoking)) == "not-in-order"

    admitted = TimestampAuthorityAdmitted(authority="clock", certificates=(CERTIFICATE,))
    assert put(play, admission()) == [admitted]
    assert code(put(play, admission())) == "already-done"
    assert list(assembly_of(play).timestamp_authorities) == ["clock"]

    revoked = TimestampAuthorityRevoked(authority="clock", because="it closed")
    assert put(play, revoking) == [revoked]
    assert not assembly_of(play).timestamp_authorities
    refusal = put(play, admission())
    assert isinstance(refusal, Refusal)
    assert "give the new one another name" in refusal.sentence
    assert code(put(play, admission("clock-2"))) == "accepted"


@pytest.mark.parametrize(
    "wrong",
    [
        base64.b64encode(b"\x30\x82\x01\x00" + bytes(255)).decode(),  # too short for its length
        base64.b64encode(b"\x30\x82\x01\x00" + bytes(257)).decode(),
        base64.b64encode(b"\x31\x82\x01\x00" + bytes(256)).decode(),  # no SEQUENCE
        base64.b64encode(b"\x30").decode(),
        f"{CERTIFICATE[:-1]}",  # no whole base64
        f"{CERTIFICATE[:-2]}B=",  # another spelling of it
    ],
)
def test_what_is_no_certificate_is_refused_with_its_number(play: Play, wrong: str) -> None:
    refusal = put(play, admission("clock", CERTIFICATE, wrong))

    assert isinstance(refusal, Refusal)
    assert refusal.code == "not-valid"
    assert refusal.sentence.startswith("certificate 2 of clock is not the base64 of a DER")


def test_what_is_kept_of_a_person_is_erased_on_authority(play: Play) -> None:
    erasing = ErasePerson(subject="aa-chair", authority=ORDER, because="asked for")
    assert code(put(play, erasing)) == "not-in-order"
    put(play, RegisterPerson(subject="aa-chair", name="ab" * 32))

    erased = PersonErased(subject="aa-chair", authority=ORDER, because="asked for")
    assert put(play, erasing) == [erased]
    assert code(put(play, erasing)) == "not-in-order"


@pytest.mark.parametrize("word", ["none", "quorum"])
def test_a_witness_is_not_called_as_a_policy_calls_something_else(play: Play, word: str) -> None:
    assert code(put(play, AdmitWitness(witness=word, key=key(1, Algorithm.COSIGNATURE)))) == (
        "not-valid"
    )


def test_a_witness_more_does_not_let_two_pasts_be_confirmed(play: Play) -> None:
    witnessed(play, 1)
    put(play, SetWitnessQuorum(least=1, decision="Council"))
    another = AdmitWitness(witness="w9", key=key(9, Algorithm.COSIGNATURE))

    answer = put(play, another)
    assert code(answer) == "not-in-order"
    assert isinstance(answer, Refusal)
    assert "1 of 2 would be too few" in answer.sentence
    put(play, SetWitnessQuorum(least=0, decision="Council"))
    put(play, another)
    put(play, SetWitnessQuorum(least=2, decision="Council"))
    assert assembly_of(play).witness_quorum == 2


def test_those_who_may_lie_are_remembered_when_another_witness_comes(play: Play) -> None:
    witnessed(play, 4)
    put(play, SetWitnessQuorum(least=3, dishonest=1, decision="Council"))
    assert code(put(play, AdmitWitness(witness="w9", key=key(9, Algorithm.COSIGNATURE)))) == (
        "not-in-order"
    )


@pytest.mark.parametrize("spelled", ["=", "==", "spare bits"])
def test_a_key_has_one_spelling(play: Play, spelled: str) -> None:
    sound = key(7)
    other = (
        f"{sound}{spelled}"
        if spelled.startswith("=")
        else _with_spare_bits(key(8, Algorithm.SUBTREE))
    )
    answer = put(play, AdmitLogKey(key=other))

    assert code(answer) == "not-valid"
    assert isinstance(answer, Refusal)
    assert "not base64 in its one spelling" in answer.sentence or "is no base64" in answer.sentence


def _with_spare_bits(text: str) -> str:
    """Set the bits that the last letter before the padding has left over."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    bare = text.rstrip("=")
    last = letters[letters.index(bare[-1]) + 1]
    return f"{bare[:-1]}{last}{'=' * (len(text) - len(bare))}"
