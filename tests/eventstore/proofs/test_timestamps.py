"""Time-stamps over checkpoints: what is accepted, what is refused, and why."""

import base64
from datetime import UTC, datetime
from importlib import import_module

import pytest
from cryptography.exceptions import InvalidSignature

from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.timestamps import Authority, Request, TimestampError, request_for
from tests.authority import POLICY, StampingAuthority, der, issued, new_key
from tests.eventstore.example import LOG

program = import_module("verifier.verify")  # it bears no types: auditors read it as it is

TEXT = Checkpoint(origin=LOG, size=5, root=bytes(32)).text
WHEN = datetime(2026, 11, 30, 14, 23, 13, tzinfo=UTC)


@pytest.fixture(scope="module", params=["ec", "rsa"])
def stamping(request: pytest.FixtureRequest) -> StampingAuthority:
    """An authority of each kind of key."""
    return StampingAuthority.made("clock", kind=request.param)


@pytest.fixture
def authority(stamping: StampingAuthority) -> Authority:
    """The same, as the register knows it."""
    return Authority.read("clock", stamping.texts)


def read_by_both(authority: Authority, token: bytes, text: str = TEXT) -> tuple[datetime, str]:
    key = authority.certificates[0].public_key()
    return authority.check(token, text), program.stated(token, text.encode(), key)


def refused(authority: Authority, token: bytes, text: str = TEXT) -> str:
    """Return why it is refused here; the program that goes with packages refuses it too."""
    key = authority.certificates[0].public_key()
    with pytest.raises((program.Fault, InvalidSignature, LookupError, TypeError, ValueError)):
        program.stated(token, text.encode(), key)
    with pytest.raises(TimestampError) as fault:
        authority.check(token, text)
    return str(fault.value)


def test_a_granted_token_states_its_time(stamping: StampingAuthority, authority: Authority) -> None:
    asked = request_for(TEXT)

    token, _ = authority.accept(asked, stamping.answer(asked.raw, at=WHEN), TEXT)

    assert read_by_both(authority, token) == (WHEN, "2026-11-30 14:23Z")


def test_a_token_is_over_one_text_and_of_one_authority(
    stamping: StampingAuthority, authority: Authority
) -> None:
    asked = request_for(TEXT)
    token, _ = authority.accept(asked, stamping.answer(asked.raw), TEXT)
    other = Authority.read("clock", StampingAuthority.made("clock").texts)

    assert "does not hold" in refused(authority, token, TEXT.replace("5", "6"))
    assert "does not hold" in refused(other, token)


def test_an_answer_to_another_request_is_not_taken(
    stamping: StampingAuthority, authority: Authority
) -> None:
    """Somebody on the way could otherwise answer with an old one (RFC 3161, 2.4.1)."""
    asked, again = request_for(TEXT), request_for(TEXT)
    assert asked.nonce != again.nonce

    with pytest.raises(TimestampError, match="Nonce mismatch"):
        authority.accept(again, stamping.answer(asked.raw), TEXT)


@pytest.mark.parametrize("answer", [b"", b"<html>", der(0x30, der(0x30, der(2, b"\x02")))])
def test_what_is_no_time_stamp_is_said_to_be_none(authority: Authority, answer: bytes) -> None:
    with pytest.raises(TimestampError, match="the answer of clock is no time-stamp"):
        authority.accept(Request(raw=b"", nonce=1), answer, TEXT)


def test_what_follows_a_token_is_not_ignored(
    stamping: StampingAuthority, authority: Authority
) -> None:
    asked = request_for(TEXT)
    token, _ = authority.accept(asked, stamping.answer(asked.raw), TEXT)

    with pytest.raises(TimestampError):
        authority.check(token + b"\x05\x00", TEXT)


def test_a_key_that_may_not_stamp_does_not() -> None:
    """RFC 3161, 2.3: the certificate says that its key is for this alone."""
    root_key, key = new_key("ec"), new_key("ec")
    root = issued("root", root_key, "root", root_key, signs=False)
    bare = issued("clock", key, "root", root_key, signs=False)
    stamping = StampingAuthority(
        name="clock", key=key, root_key=root_key, certificates=[bare, root]
    )

    with pytest.raises(TimestampError, match="for time-stamping alone"):
        Authority.read("clock", stamping.texts)


def test_no_time_outside_those_of_the_certificate_counts(
    stamping: StampingAuthority, authority: Authority
) -> None:
    asked = request_for(TEXT)
    late = datetime(2070, 1, 1, tzinfo=UTC)

    with pytest.raises(TimestampError, match="does not hold"):
        authority.accept(asked, stamping.answer(asked.raw, at=late), TEXT)


def test_every_byte_that_an_authority_signs_is_checked(
    stamping: StampingAuthority, authority: Authority
) -> None:
    """What it does not sign, the log's key vouches for: `eventstore/checking_stamps.py`."""
    asked = request_for(TEXT)
    token, _ = authority.accept(asked, stamping.answer(asked.raw), TEXT)
    begin = token.index(bytes.fromhex(POLICY))  # from there it says what, which and when

    for place in range(begin, begin + 60):
        changed = bytearray(token)
        changed[place] ^= 1
        assert refused(authority, bytes(changed))


def test_only_the_first_of_the_certificates_stamps() -> None:
    """Else the register would keep what the program in packages refuses."""
    clock = StampingAuthority.made("clock")
    root_key, root = clock.root_key, clock.certificates[-1]
    other = issued("other", new_key("ec"), "clock root", root_key, signs=True)
    told = StampingAuthority(
        name="clock", key=clock.key, root_key=root_key, certificates=[other, root]
    )
    asked = request_for(TEXT)
    answer = clock.answer(asked.raw)

    with pytest.raises(TimestampError, match=r"not signed with the first|does not hold"):
        Authority.read("clock", told.texts).accept(asked, answer, TEXT)


def with_version(text: str, version: int) -> str:
    """Return a certificate that says that it is of another version of X.509."""
    raw = bytearray(base64.b64decode(text))
    raw[raw.index(b"\xa0\x03\x02\x01") + 4] = version
    return base64.b64encode(raw).decode()


CLOCK = StampingAuthority.made("clock")
UNFIT = {
    "none": [],
    "short": ["AAAA"],
    "no base64": ["no base64"],
    "no such version": [with_version(CLOCK.texts[0], 5), CLOCK.texts[1]],
    "the root first": CLOCK.texts[::-1],
    "no root": CLOCK.texts[:1],
    "another root": [CLOCK.texts[0], StampingAuthority.made("clock").texts[1]],
}


@pytest.mark.parametrize("kind", UNFIT)
def test_certificates_that_are_not_fit_are_named(kind: str) -> None:
    with pytest.raises(TimestampError, match="the certificates of clock are not fit"):
        Authority.read("clock", UNFIT[kind])


def test_no_byte_of_a_certificate_may_differ() -> None:
    raw = base64.b64decode(CLOCK.texts[0])
    for place in range(len(raw)):
        changed = bytearray(raw)
        changed[place] ^= 1 << place % 8
        texts = [base64.b64encode(changed).decode(), CLOCK.texts[1]]
        with pytest.raises(TimestampError):
            Authority.read("clock", texts)
