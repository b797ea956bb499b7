"""An authority of time for tests: it answers as RFC 3161 says, with keys that it makes itself.

Tokens are RFC 5652 SignedData with an ESSCertIDv2 (RFC 5816). Programs that nobody here wrote
accept what it answers, and what they answer is accepted (`tests/foreign/test_foreign_stamps.py`).
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from threading import Thread
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

program = import_module("verifier.verify")  # it bears no types: auditors read it as it is

SINCE, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)
SIGNED_DATA = "2a864886f70d010702"
TST_INFO = "2a864886f70d0109100104"
SHA256 = "608648016503040201"
CONTENT_TYPE, MESSAGE_DIGEST = "2a864886f70d010903", "2a864886f70d010904"
SIGNING_CERTIFICATE = "2a864886f70d010910022f"
RSA_WITH_SHA256, ECDSA_WITH_SHA256 = "2a864886f70d01010b", "2a8648ce3d040302"
POLICY = "2a030401"


@dataclass(frozen=True, kw_only=True)
class StampingAuthority:
    """A root, and the certificate that it issued to the key that signs."""

    name: str
    key: Key
    root_key: Key
    certificates: Sequence[x509.Certificate]

    @classmethod
    def made(cls, name: str, *, kind: str = "ec") -> "StampingAuthority":
        """Make one with new keys."""
        root_key, key = new_key(kind), new_key(kind)
        root = issued(f"{name} root", root_key, f"{name} root", root_key, signs=False)
        leaf = issued(name, key, f"{name} root", root_key, signs=True)
        return cls(name=name, key=key, root_key=root_key, certificates=[leaf, root])

    @property
    def texts(self) -> list[str]:
        """The certificates as an act of admission holds them."""
        ders = [each.public_bytes(Encoding.DER) for each in self.certificates]
        return [base64.b64encode(each).decode() for each in ders]

    @property
    def pem(self) -> bytes:
        """The key that signs, for a program that signs with it."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def answer(self, query: bytes, *, at: datetime | None = None) -> bytes:
        """Answer a TimeStampReq with a TimeStampResp that grants a token."""
        _, (_, imprint), *others = program.der(program.der(query)[0][0])
        nonce = next((whole for _, whole in others if whole[0] == 2), b"")
        content = tst_info(imprint, nonce, at or datetime.now(UTC))
        return der(0x30, der(0x30, der(2, b"\x00")), self._token(content))

    def _token(self, content: bytes) -> bytes:
        leaf = self.certificates[0]
        whole = leaf.public_bytes(Encoding.DER)
        certificate = der(0x30, der(0x30, der(0x30, der(4, hashlib.sha256(whole).digest()))))
        told = sorted(
            [
                attribute(CONTENT_TYPE, oid(TST_INFO)),
                attribute(MESSAGE_DIGEST, der(4, hashlib.sha256(content).digest())),
                attribute(SIGNING_CERTIFICATE, certificate),
            ]
        )
        algorithm, signature = self._signed(der(0x31, *told))
        signer = der(
            0x30,
            der(2, b"\x01"),
            der(0x30, leaf.issuer.public_bytes(), integer(leaf.serial_number)),
            der(0x30, oid(SHA256)),
            der(0xA0, *told),
            algorithm,
            der(4, signature),
        )
        signed = der(
            0x30,
            der(2, b"\x03"),
            der(0x31, der(0x30, oid(SHA256))),
            der(0x30, oid(TST_INFO), der(0xA0, der(4, content))),
            der(0x31, signer),
        )
        return der(0x30, oid(SIGNED_DATA), der(0xA0, signed))

    def _signed(self, raw: bytes) -> tuple[bytes, bytes]:
        if isinstance(self.key, rsa.RSAPrivateKey):
            signature = self.key.sign(raw, padding.PKCS1v15(), hashes.SHA256())
            return der(0x30, oid(RSA_WITH_SHA256), der(5)), signature
        return der(0x30, oid(ECDSA_WITH_SHA256)), self.key.sign(raw, ec.ECDSA(hashes.SHA256()))


@contextmanager
def serving(authority: StampingAuthority) -> Iterator[str]:
    """Have an authority answer over HTTP inside the block (RFC 3161, 3.4); give its address."""
    handler = type("Handler", (_Handler,), {"authority": authority})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/tsr"
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    authority: StampingAuthority

    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["Content-Length"]))
        known = self.headers["Content-Type"] == "application/timestamp-query"
        body = self.authority.answer(query) if known else b""
        self.send_response(200 if known else 415)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing."""


def tst_info(imprint: bytes, nonce: bytes, at: datetime) -> bytes:
    """Return a TSTInfo over what was asked."""
    when = der(0x18, f"{at:%Y%m%d%H%M%S}Z".encode())
    return der(0x30, der(2, b"\x01"), oid(POLICY), imprint, der(2, b"\x07"), when, nonce)


def new_key(kind: str) -> Key:
    if kind == "rsa":
        return rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    return ec.generate_private_key(ec.SECP256R1())


def issued(name: str, key: Key, by: str, by_key: Key, *, signs: bool) -> x509.Certificate:
    """Issue a certificate: to a key that stamps, or to a root."""
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    constraints = x509.BasicConstraints(ca=not signs, path_length=None)
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(by))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(SINCE)
        .not_valid_after(UNTIL)
        .add_extension(constraints, critical=True)
    )
    if signs:
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(by_key, hashes.SHA256())


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def attribute(kind: str, value: bytes) -> bytes:
    return der(0x30, oid(kind), der(0x31, value))


def oid(digits: str) -> bytes:
    return der(6, bytes.fromhex(digits))


def integer(number: int) -> bytes:
    return der(2, number.to_bytes(number.bit_length() // 8 + 1))


def der(tag: int, *parts: bytes) -> bytes:
    """Return a value with its tag and its length (X.690, 8.1)."""
    content = b"".join(parts)
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 128 | len(length)]) + length + content
