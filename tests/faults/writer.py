"""A registrar's process: takes acts from its standard input, and says each answer when it has it.

A line in is `command stream`, a line out `command position`. What the register does not answer is
sent again until it does. Any other answer is said as `command !` and the sentence.
"""

import asyncio
import sys
from uuid import UUID

from config.leaving import leave
from config.logging import configure
from domain.submission import Accepted
from eventstore.connections import open_pool
from eventstore.inbox import RegisterUnavailableError
from eventstore.registrar import Registrar
from tests.eventstore.example import LOG, JarFold, Jars, work
from tests.faults.bites import bitten

READY = "writer.ready"
PAUSE_SECONDS = 0.05


async def main(url: str, without: str = "") -> None:
    """Take acts until the input ends; `without` names a safeguard to do without."""
    configure("critical")
    pool = await open_pool(url, patience=30)
    registrar = Registrar(pool, log=LOG, fold=JarFold(), views=[Jars()])
    with bitten(without):
        await _serve(registrar)
    await pool.close()


async def _serve(registrar: Registrar) -> None:
    async with registrar:
        _say(READY)
        lines = await _input()
        async with asyncio.TaskGroup() as acts:
            async for line in lines:
                command, stream = line.decode().split()
                acts.create_task(_act(registrar, UUID(command), stream))


async def _act(registrar: Registrar, command: UUID, stream: str) -> None:
    act = work(stream=stream, command_id=command)
    while True:
        try:
            outcome = await registrar.take(act)
        except RegisterUnavailableError:
            await asyncio.sleep(PAUSE_SECONDS)
            continue
        break
    said = str(outcome.entries[0].position) if isinstance(outcome, Accepted) else f"!{outcome!r}"
    _say(f"{command} {said}")


async def _input() -> asyncio.StreamReader:
    lines = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(lines)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    return lines


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
    leave(0)
