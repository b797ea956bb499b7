"""The witness's server, asked by everybody: nobody holds it, and no fault of it is a trace."""

import errno
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cli import witness_server
from cli.witness_server import LONGEST_REQUEST, PATH, WitnessServer
from config.sealing import SigningMemory
from eventstore.envelope import leaf
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import Algorithm, SigningKey
from eventstore.proofs.notes import Note
from eventstore.proofs.signer import Memory
from eventstore.proofs.tree import root
from eventstore.proofs.witness import Asked, Witness
from tests.eventstore.example import LOG
from tests.eventstore.proofs.sealing import LOG_KEY, Remembered

KEY = SigningKey.of("baku.example/witness", Algorithm.COSIGNATURE, bytes([7]) * 32)
SOON = 0.7
HELD = b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"


@dataclass
class Running:
    """A witness that answers, and what it told its operator."""

    server: WitnessServer
    complaints: list[str] = field(default_factory=list)

    @property
    def place(self) -> tuple[str, int]:
        """Where it answers."""
        return ("127.0.0.1", self.server.server_port)

    def asked(self, body: bytes, **headers: str) -> tuple[int, str]:
        """Ask as anybody would, with these headers; return status and text."""
        connection = http.client.HTTPConnection(*self.place, timeout=10)
        connection.putrequest("POST", PATH)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def running(memory: Memory) -> Iterator[Running]:
    complaints: list[str] = []
    witness = Witness([KEY], {LOG: [LOG_KEY.verifier]}, memory)
    with WitnessServer(("127.0.0.1", 0), witness, complaints.append) as server:
        answering = threading.Thread(target=server.serve_forever, args=(0.05,))
        answering.start()
        try:
            yield Running(server, complaints)
        finally:
            server.shutdown()
            answering.join()


@pytest.fixture
def witness() -> Iterator[Running]:
    yield from running(Remembered())


def request() -> bytes:
    told = Checkpoint(origin=LOG, size=1, root=root([leaf(b"one")]))
    note = Note(text=told.text, signatures=[LOG_KEY.sign(told.text)])
    return Asked(old=0, proof=[], note=note).text.encode()


def until(count: int) -> None:
    """Wait until there are at most so many threads."""
    end = time.monotonic() + 10
    while threading.active_count() > count:
        assert time.monotonic() < end, threading.active_count()
        time.sleep(0.02)


def test_clients_that_send_nothing_more_hold_no_thread(
    witness: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(witness_server, "LONGEST_SECONDS", SOON)
    before = threading.active_count()
    with ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(socket.create_connection(witness.place)).sendall(HELD)
        until(before)

    assert witness.asked(request())[0] == 200


def test_a_client_that_sends_byte_by_byte_is_cut_too(
    witness: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(witness_server, "LONGEST_SECONDS", SOON)
    begun = time.monotonic()

    def trickle(slow: socket.socket) -> None:
        while time.monotonic() - begun < 10:
            slow.sendall(b"P")
            time.sleep(0.02)

    with socket.create_connection(witness.place) as slow, pytest.raises(ConnectionError):
        trickle(slow)

    assert time.monotonic() - begun < 10


def test_more_connections_than_allowed_are_closed_at_once_and_others_served_again(
    witness: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(witness_server, "MOST_AT_ONCE", 5)
    before = threading.active_count()
    with ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(socket.create_connection(witness.place)).sendall(HELD)
        time.sleep(0.3)
        assert threading.active_count() == before + 5
    until(before)

    assert witness.asked(request())[0] == 200


@pytest.mark.parametrize(
    "length", ["-1", "ten", "\xb2", "9" * 5_000, str(LONGEST_REQUEST + 1), ""], ids=repr
)
def test_a_request_that_does_not_say_a_length_that_can_be_is_answered(
    witness: Running, length: str, capfd: pytest.CaptureFixture[str]
) -> None:
    status, said = witness.asked(b"", **{"Content-Length": length})

    assert (status, "at most 65536 bytes" in said) == (413, True)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "sent",
    [
        b"\xff\xfe\r\n\r\n",
        b"POST /add-checkpoint HTTP/9\r\n\r\n",
        b"PUT / HTTP/1.1\r\n\r\n",
        b"x" * 70_000,
        HELD,
        b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 2\r\n\r\n\xff\xff",
    ],
    ids=["bytes", "version", "method", "longest line", "half a request", "no UTF-8"],
)
def test_what_is_no_request_or_is_broken_off_hurts_nobody(
    witness: Running, sent: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    before = threading.active_count()
    with socket.create_connection(witness.place) as client:
        client.sendall(sent)
        client.shutdown(socket.SHUT_WR)
    until(before)

    assert witness.asked(request())[0] == 200
    assert capfd.readouterr().err == ""


def test_a_damaged_memory_is_answered_with_a_sentence_and_told_to_the_operator(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    memory = SigningMemory(tmp_path)
    memory.keep(Checkpoint(origin=LOG, size=1, root=root([leaf(b"one")])))
    (file,) = tmp_path.iterdir()
    file.write_text("damaged")

    for witness in running(memory):
        status, said = witness.asked(request())

        assert status == 500
        assert said.startswith("this witness cannot keep what it cosigns, so it cosigned nothing")
        assert str(tmp_path) not in said
        assert f"{file}, the memory of what was signed here, was damaged" in witness.complaints[0]
    assert capfd.readouterr().err == ""


def test_a_memory_that_cannot_be_written_is_answered_with_a_sentence(
    capfd: pytest.CaptureFixture[str],
) -> None:
    class Full(Remembered):
        def keep(self, _: Checkpoint) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    for witness in running(Full()):
        assert witness.asked(request())[0] == 500
        assert "No space left on device" in witness.complaints[0]
    assert capfd.readouterr().err == ""
