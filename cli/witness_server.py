"""The witness's server: everybody may ask it, and nobody can hold it or hurt it.

A connection is for one request, lives some seconds at most, and is one of some at a time.
"""

import re
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from threading import Lock
from typing import TypeAlias

from config.sealing import MemoryDamagedError
from eventstore.proofs.witness import Answer, Witness

PATH = "/add-checkpoint"
LONGEST_REQUEST = 64 * 1024
LONGEST_SECONDS = 10.0
"""So long a connection lives at most, whether it is idle or tells its request byte by byte."""
MOST_AT_ONCE = 256
"""So many connections there are at most; more are closed at once."""
Request: TypeAlias = socket | tuple[bytes, socket]
"""A connection, as `socketserver` has it."""
_LENGTH = re.compile(r"[0-9]{1,9}", re.ASCII)


class WitnessServer(ThreadingHTTPServer):
    """Answers requests to cosign; what is the operator's to mend goes to `complain`."""

    request_queue_size = 128  # by itself 5, and who comes then waits for seconds

    def __init__(
        self, address: tuple[str, int], witness: Witness, complain: Callable[[str], None]
    ) -> None:
        """Listen; nothing is answered before `serve_forever`."""
        handler = type("Handler", (_Handler,), {"witness": witness, "complain": complain})
        self._open: dict[Request, float] = {}
        super().__init__(address, handler)

    def process_request(self, request: Request, client_address: object) -> None:
        """Answer in a thread of its own, unless there are too many."""
        if len(self._open) >= MOST_AT_ONCE:
            super().shutdown_request(request)
            return
        self._open[request] = time.monotonic()
        super().process_request(request, client_address)

    def shutdown_request(self, request: Request) -> None:
        """Close a connection and forget it."""
        self._open.pop(request, None)
        super().shutdown_request(request)

    def service_actions(self) -> None:
        """Cut, several times a second, the connections that lived too long."""
        for request, begun in tuple(self._open.items()):
            if isinstance(request, socket) and time.monotonic() - begun > LONGEST_SECONDS:
                with suppress(OSError):  # it was closed by itself
                    request.shutdown(SHUT_RDWR)

    def handle_error(self, request: Request, client_address: object) -> None:
        """Leave alone who went away before the answer."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One request; a lock lets one be checked and remembered at a time."""

    protocol_version = "HTTP/1.1"

    witness: Witness
    complain: Callable[[str], None]
    alone = Lock()

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.path != PATH:
            self._send(Answer(status=404, text=f"this witness answers at {PATH}\n"))
        elif not _LENGTH.fullmatch(length) or int(length) > LONGEST_REQUEST:
            said = f"a request says its length, which is at most {LONGEST_REQUEST} bytes\n"
            self._send(Answer(status=413, text=said))
        else:
            self._send(self._answer(self.rfile.read(int(length))))

    def _answer(self, raw: bytes) -> Answer:
        try:
            request = raw.decode()
        except UnicodeDecodeError:
            return Answer(status=400, text="a request is UTF-8\n")
        try:
            with self.alone:
                return self.witness.add_checkpoint(request, int(time.time()))
        except (MemoryDamagedError, OSError) as fault:
            type(self).complain(f"a checkpoint was not cosigned: {fault}")
            said = "this witness cannot keep what it cosigns, so it cosigned nothing: ask later\n"
            return Answer(status=500, text=said)

    def _send(self, answer: Answer) -> None:
        body = answer.text.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: what is cosigned is remembered, what is not is answered."""
