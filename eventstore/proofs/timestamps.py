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
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
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
_ODD = (
    ArithmeticError,
    AttributeError,
    InvalidSignature,
    LookupError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
    x509.DuplicateExtension,
    x509.ExtensionNotFound,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
"""What reading a certificate may raise that somebody made to look like one."""
_GRANTED = b"\x30\x03\x02\x01\x00"
_DIGESTS = {x509.ObjectIdentifier(f"2.16.840.1.101.3.4.2.{last}") for last in (1, 2, 3)}
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
        """Read certificates from base64, the one whose key signs first.

        Raise `TimestampError` where one cannot be read, does not vouch for the one before it, or
        the first is not for stamping alone (RFC 3161, 2.3).
        """
        try:
            read = [x509.load_der_x509_certificate(decoded(each)) for each in texts]
            _demand_chain(read)
        except _ODD as error:
            said = str(error) or type(error).__name__
            raise TimestampError(f"the certificates of {name} are not fit: {said}") from error
        return cls(name=name, certificates=read)

    def accept(self, request: Request, answer: bytes, text: str) -> tuple[bytes, datetime]:
        """Return the token of an answer (TimeStampResp in DER), and the time that it states.

        Raise `TimestampError` where it was not granted, or not for this text and request.
        """
        response = _response(self.name, answer)
        self._verify(response, text, request.nonce)
        return bytes(response.time_stamp_token()), response.tst_info.gen_time

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
            verifier.verify_message(response, text.encode())
            self._demand_what_is_left_open(response)
        except (VerificationError, ValueError) as error:
            why = str(error).partition(": ErrorStack")[0]
            raise TimestampError(f"the time-stamp of {self.name} does not hold: {why}") from error

    def _demand_what_is_left_open(self, response: TimeStampResponse) -> None:
        """Raise `ValueError` where the library is content and RFC 3161 or this register is not."""
        first, signed = self.certificates[0], response.signed_data
        signers = {(each.issuer, each.serial_number) for each in signed.signer_infos}
        whole, token = first.public_bytes(Encoding.DER), response.time_stamp_token()
        named = any(hashlib.new(each, whole).digest() in token for each in ("sha1", "sha256"))
        if signers != {(first.issuer, first.serial_number)}:
            raise ValueError("it is not signed with the first of the certificates admitted")
        if not named:
            raise ValueError("it does not name the certificate by its hash (RFC 3161, RFC 5816)")
        if not signed.digest_algorithms or not signed.digest_algorithms <= _DIGESTS:
            raise ValueError("it is signed over another digest than SHA-256, 384 or 512")
        if response.tst_info.message_imprint.hash_algorithm != _SHA256:
            raise ValueError("it is not over a SHA-256")
        if signed.certificates:
            raise ValueError("it holds certificates, unasked")


def _demand_chain(certificates: Sequence[x509.Certificate]) -> None:
    """Raise where they are no chain from a key that stamps to a root that signed itself."""
    if not certificates:
        raise ValueError("there are none")
    first, last = certificates[0], certificates[-1]
    usages = [
        list(each.value)
        for each in first.extensions
        if isinstance(each.value, x509.ExtendedKeyUsage) and each.critical
    ]
    if usages != [[ExtendedKeyUsageOID.TIME_STAMPING]]:
        raise ValueError("the first is not, by a critical extension, for time-stamping alone")
    if not isinstance(first.public_key(), rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise TypeError("the key of the first is neither RSA nor of an elliptic curve")
    for one, issuer in zip(certificates, [*certificates[1:], last], strict=True):
        one.verify_directly_issued_by(issuer)


def request_for(text: str) -> Request:
    """Return what an authority is asked for a checkpoint's text."""
    asked = (
        TimestampRequestBuilder()
        .data(text.encode())
        .hash_algorithm(HashAlgorithm.SHA256)
        .cert_request(cert_request=False)
        .build()
    )
    if asked.nonce is None:
        raise TimestampError("a request without a number could be answered with an old token")
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
