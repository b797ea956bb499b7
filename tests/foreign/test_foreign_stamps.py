"""Time-stamps: foreign programs accept those that ours do and refuse the others, and the reverse.

Here `eventstore` asks the library rfc3161-client, and the program in packages reads the bytes
itself; the others are github.com/digitorus/timestamp, in Go, and OpenSSL's own `ts`.
"""

import asyncio
import shutil
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding

from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.timestamps import Authority, TimestampError, request_for
from tests.authority import StampingAuthority
from tests.eventstore.example import LOG
from tests.foreign.foreign import Foreign, Verdict

program = import_module("verifier.verify")  # it bears no types: auditors read it as it is

TEXT = Checkpoint(origin=LOG, size=1204, root=bytes(range(32))).text
CONFIGURED = """
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
signer_cert = {folder}/signs.pem
signer_key = {folder}/signs.key
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@pytest.fixture(scope="module", params=["ec", "rsa"])
def stamping(request: pytest.FixtureRequest) -> StampingAuthority:
    """An authority of each kind of key."""
    return StampingAuthority.made("clock", kind=request.param)


def ders(stamping: StampingAuthority) -> list[bytes]:
    return [each.public_bytes(Encoding.DER) for each in stamping.certificates]


def token_of(stamping: StampingAuthority) -> bytes:
    asked = request_for(TEXT)
    answer = stamping.answer(asked.raw)
    return Authority.read("clock", stamping.texts).accept(asked, answer, TEXT)[0]


def ours(stamping: StampingAuthority, token: bytes, text: str) -> Sequence[bool]:
    """Return what the register and the program in packages say."""
    authority = Authority.read("clock", stamping.texts)
    said = []
    try:
        authority.check(token, text)
        said.append(True)
    except TimestampError:
        said.append(False)
    try:
        program.stated(token, text.encode(), authority.certificates[0].public_key())
        said.append(True)
    except (program.Fault, InvalidSignature, LookupError, TypeError, ValueError):
        said.append(False)
    return said


async def judged(
    foreign: Foreign, stamping: StampingAuthority, token: bytes, text: str = TEXT
) -> Verdict:
    case = {"kind": "token", "token": token, "text": text, "certificates": ders(stamping)}
    return (await foreign.ask_one(case))["timestamp"]


async def test_the_authority_of_our_tests_convinces_others(
    foreign: Foreign, stamping: StampingAuthority
) -> None:
    token = token_of(stamping)

    said = await judged(foreign, stamping, token)

    assert said.accepts, said.said
    stated = Authority.read("clock", stamping.texts).check(token, TEXT)
    assert said.found == [f"{stated:%Y-%m-%dT%H:%M:%SZ}"]
    assert ours(stamping, token, TEXT) == [True, True]


async def test_what_a_foreign_authority_answers_convinces_us(
    foreign: Foreign, stamping: StampingAuthority
) -> None:
    asked = request_for(TEXT)
    case = {"kind": "answer", "request": asked.raw, "certificates": ders(stamping)}
    said = (await foreign.ask_one({**case, "pem": stamping.pem}))["timestamp"]
    assert said.accepts, said.said

    answer = bytes.fromhex(said.found[0])
    token, _ = Authority.read("clock", stamping.texts).accept(asked, answer, TEXT)

    assert ours(stamping, token, TEXT) == [True, True]
    assert (await judged(foreign, stamping, token)).accepts


async def test_all_refuse_another_text_and_another_authority(
    foreign: Foreign, stamping: StampingAuthority
) -> None:
    token, other = token_of(stamping), StampingAuthority.made("clock")
    for by, text in ((stamping, TEXT.replace("1204", "1205")), (other, TEXT)):
        assert not (await judged(foreign, by, token, text)).accepts
        assert ours(by, token, text) == [False, False]


async def openssl(*words: str | Path) -> bytes:
    process = await asyncio.create_subprocess_exec(
        "openssl", *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode(errors="replace")
    return said


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")
async def test_openssl_stamps_and_verifies_as_we_do(
    stamping: StampingAuthority, tmp_path: Path
) -> None:
    """OpenSSL is what an auditor has at hand: `verifier/METHOD.md` says how he asks it."""
    signs, root = (each.public_bytes(Encoding.PEM) for each in stamping.certificates)
    asked = request_for(TEXT)
    for name, content in {
        "signs.pem": signs,
        "root.pem": root,
        "signs.key": stamping.pem,
        "query": asked.raw,
        "text": TEXT.encode(),
        "serial": b"01\n",
        "tsa.cnf": CONFIGURED.format(folder=tmp_path).encode(),
        "ours.tst": token_of(stamping),
    }.items():
        (tmp_path / name).write_bytes(content)

    reply = ("ts", "-reply", "-config", tmp_path / "tsa.cnf", "-queryfile", tmp_path / "query")
    await openssl(*reply, "-out", tmp_path / "answer")
    answer = (tmp_path / "answer").read_bytes()
    token, _ = Authority.read("clock", stamping.texts).accept(asked, answer, TEXT)
    assert ours(stamping, token, TEXT) == [True, True]

    trusted = ("-CAfile", tmp_path / "root.pem", "-untrusted", tmp_path / "signs.pem")
    verify = ("ts", "-verify", "-token_in", "-data", tmp_path / "text", *trusted)
    assert b"Verification: OK" in await openssl(*verify, "-in", tmp_path / "ours.tst")
