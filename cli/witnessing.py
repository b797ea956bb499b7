"""`witness`: a small program that others run, to confirm that a register only ever grew."""

import signal
from collections.abc import Sequence
from pathlib import Path

from cli.exits import ConsoleError, Exit, misused
from cli.output import Output
from cli.witness_server import PATH, WitnessServer
from config.sealing import MemoryInUseError, signing_memory, witness_keys
from eventstore.proofs.keys import Algorithm, VerifierKey
from eventstore.proofs.notes import NoteError
from eventstore.proofs.witness import Witness


def witness(
    output: Output, data: Path, name: str, logs: Sequence[str], *, address: tuple[str, int]
) -> int:
    """Answer until Ctrl-C; say the witness's own keys, which the assembly is to admit."""
    known = _known(logs)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # both are an end in order
    try:
        with signing_memory(data / "witness") as memory:
            keys = witness_keys(data / "keys" / "witness", name)
            answering = Witness(keys, known, memory)
            with WitnessServer(address, answering, output.say) as server:
                _announce(output, server, [each.verifier for each in keys], list(known))
                server.serve_forever()
    except MemoryInUseError as fault:
        raise ConsoleError("in-use", str(fault), exit_code=Exit.CONFLICT) from fault
    except OSError as fault:
        raise ConsoleError(
            "unreachable",
            f"{address[0]}:{address[1]}: {fault.strerror}",
            exit_code=Exit.UNREACHABLE,
        ) from fault
    return Exit.DONE


def _known(logs: Sequence[str]) -> dict[str, list[VerifierKey]]:
    known: dict[str, list[VerifierKey]] = {}
    for text in logs:
        try:
            key = VerifierKey.read(text)
        except NoteError as fault:
            raise misused(f"--log: {fault}") from fault
        if key.algorithm is Algorithm.COSIGNATURE:
            raise misused(f"--log: the key of {key.name} is a witness's, not a log's")
        known.setdefault(key.name, []).append(key)
    return known


def _announce(
    output: Output, server: WitnessServer, keys: Sequence[VerifierKey], logs: Sequence[str]
) -> None:
    url = f"http://{server.server_address[0]!s}:{server.server_address[1]}"
    if output.as_json:
        output.object({"url": url, "keys": [key.text for key in keys], "logs": list(logs)})
    output.say(
        f"witness {keys[0].name} answers at {url}{PATH} for {', '.join(logs)}\n"
        + "".join(f"  key  {key.text}\n" for key in keys)
        + "Ctrl-C stops it; what it cosigned is remembered."
    )
