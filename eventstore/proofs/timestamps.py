"""Time-stamps over checkpoints (RFC 3161): an authority outside states when one existed. Pure.

A token is a TimeStampToken in DER over the SHA-256 of the checkpoint's three lines, without
certificates: those of the authority are on record, as all keys are. What an authority signs does
not cover every byte of a token, so the log's key vouches for it whole.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.notes import NoteError, decoded

FORMAT = "plenary-stamp/v1"
_GRANTED = b"\x30\x03\x02\x01\x00"
_SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")
_SEQUENCE, _LONG = 0x30, 0x80


class TimestampError(NoteError):
    """A time-stamp that does not hold, or certificates that cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What an authority is asked (TimeStampReq in DER), and the number that it must repeat."""

    raw: bytes
    nonce: int


@dataclass(frozen=True, kw_only=True)
class Authority:
    """An authority of time by its certificates: the one whose key signs first, the root last."""

    name: str
    certificates: Sequence[x509.Certificate]

    @classmethod
    def read(cls, name: str, texts: Sequence[str]) -> Self:
        """Read certificates from base64; raise `TimestampError` where one cannot be read."""
        try:
            read = [x509.load_der_x509_certificate(decoded(each)) for each in texts]
        except ValueError as error:
            raise TimestampError(f"the certificates of {name} cannot be read: {error}") from error
        if not read:
            raise TimestampError(f"{name} has no certificates")
        return cls(name=name, certificates=read)

    def accept(self, request: Request, answer: bytes, text: str) -> bytes:
        """Return the token of an answer (TimeStampResp in DER).

        Raise `TimestampError` where it was not granted, or not for this text and request.
        """
        response = _response(self.name, answer)
        self._verify(response, text, request.nonce)
        return bytes(response.time_stamp_token())

    def check(self, token: bytes, text: str) -> datetime:
        """Return the time that a token states; raise `TimestampError` where it does not hold."""
        response = _response(self.name, _wrapped(token))
        self._verify(response, text, None)
        if response.time_stamp_token() != token:
            raise TimestampError(f"the time-stamp of {self.name} is followed by something else")
        return response.tst_info.gen_time

    def _verify(self, response: TimeStampResponse, text: str, nonce: int | None) -> None:
        first, *others = self.certificates
        verifier = VerifierBuilder(
            tsa_certificate=first,
            intermediates=others[:-1],
            roots=[self.certificates[-1]],
            nonce=nonce,
        ).build()
        try:
            # The library answers with an error or with True; the rest is what it leaves open.
            verifier.verify_message(response, text.encode())
            imprint = response.tst_info.message_imprint
        except (VerificationError, ValueError) as error:
            why = str(error).partition(": ErrorStack")[0]
            raise TimestampError(f"the time-stamp of {self.name} does not hold: {why}") from error
        if imprint.hash_algorithm != _SHA256:
            raise TimestampError(f"the time-stamp of {self.name} is not over a SHA-256")
        if response.signed_data.certificates:
            raise TimestampError(f"the time-stamp of {self.name} holds certificates, unasked")


def request_for(text: str) -> Request:
    """Return what an authority is asked for a checkpoint's text."""
    asked = (
        TimestampRequestBuilder()
        .data(text.encode())
        .hash_algorithm(HashAlgorithm.SHA256)
        .cert_request(cert_request=False)
        .build()
    )
    assert asked.nonce is not None  # noqa: S101  (the builder makes one)
    return Request(raw=asked.as_bytes(), nonce=asked.nonce)


def vouched(checkpoint: Checkpoint, authority: str, token: bytes) -> str:
    """Return the text that the log signs over a token: so not one byte of it can be changed."""
    digest = hashlib.sha256(token).hexdigest()
    return f"{FORMAT}\n{checkpoint.origin}\n{checkpoint.size}\n{authority}\n{digest}\n"


def _response(name: str, raw: bytes) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(raw)
        _ = response.tst_info, response.signed_data
    except ValueError as error:
        raise TimestampError(f"the answer of {name} is no time-stamp: {error}") from error
    return response


def _wrapped(token: bytes) -> bytes:
    """Return a token as the answer that granted it, which is how the library reads one."""
    content = _GRANTED + token
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8)
    return bytes([_SEQUENCE, _LONG | len(length)]) + length + content
