"""The sealer process: signs checkpoints over what is recorded, and asks others to confirm them.

It holds keys of its own and the memory of what it signed; it reads events and never writes one.
"""

import asyncio
import signal
import sys

import httpx
import structlog

from config.leaving import leave
from config.logging import configure
from config.sealing import SEALER, SigningMemory, log_folder, log_keys, signing_memory
from config.settings import Settings, settings_of_process
from config.supervisor import READY
from eventstore.connections import HICCUPS, lone
from eventstore.proofs.sealer import seal
from eventstore.proofs.signer import Signer, SignerRefusedError
from eventstore.proofs.stored_tiles import TileMissingError
from eventstore.read import HoleError
from workers.confirming import ANSWER_SECONDS, Admitted, Confirming

LOOK_SECONDS = 0.25
"""So long after an act it is sealed, at most: people are told `sealed` about when they look up."""
AGAIN_SECONDS = 5.0

log = structlog.get_logger()


class Sealer:
    """Seals one register until it is told to stop."""

    def __init__(self, settings: Settings, memory: SigningMemory) -> None:
        """Take where the register is, and what was signed before."""
        self._url = settings.sealer_database_url
        self._origin = settings.assembly
        keys = log_keys(log_folder(settings.data), self._origin)
        self._signer = Signer(keys, memory)
        self._keys, self._stamp_seconds = keys, settings.stamp_seconds
        log.info("sealer.keys", admit_with_AdmitLogKey=[each.verifier.text for each in keys])

    async def seal_for_ever(self) -> None:
        """Seal what is new, again and again; what is refused or fails is said and tried again."""
        while True:
            try:
                await self._seal_while_connected()
            except (SignerRefusedError, HoleError, TileMissingError) as refused:
                log.warning("sealer.refused", reason=str(refused), again_in_seconds=AGAIN_SECONDS)
            except HICCUPS as error:
                log.warning("sealer.hiccup", reason=repr(error), again_in_seconds=AGAIN_SECONDS)
            await asyncio.sleep(AGAIN_SECONDS)

    async def ask_for_ever(self) -> None:
        """Ask everybody outside who was admitted for the latest checkpoint, again and again."""
        while True:
            try:
                await self._ask_while_connected()
            except HICCUPS as error:
                log.warning("confirming.hiccup", reason=repr(error))
            await asyncio.sleep(AGAIN_SECONDS)

    async def _seal_while_connected(self) -> None:
        async with lone(self._url) as connection:
            admitted = Admitted(connection)
            while True:
                sealed = await seal(connection, self._signer, self._origin, admitted.log_keys)
                if sealed is not None:
                    log.info("register.sealed", size=sealed.checkpoint.size)
                await asyncio.sleep(LOOK_SECONDS)

    async def _ask_while_connected(self) -> None:
        async with (
            lone(self._url) as connection,
            httpx.AsyncClient(timeout=ANSWER_SECONDS) as client,
        ):
            confirming = Confirming(connection, client, self._keys, self._stamp_seconds)
            while True:
                await confirming.ask_all()
                await asyncio.sleep(LOOK_SECONDS)


async def main() -> int:
    """Seal with settings from the environment; return the exit code."""
    settings = settings_of_process()
    configure(settings.log_level)
    if settings.sealer_database_url is None:
        raise SystemExit("SEALER_DATABASE_URL is not set: it names the register for the sealer")
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stopping.set)
    with signing_memory(settings.data / SEALER) as memory:
        sealer = Sealer(settings, memory)
        tasks = [
            asyncio.create_task(sealer.seal_for_ever()),
            asyncio.create_task(sealer.ask_for_ever()),
            asyncio.create_task(stopping.wait()),
        ]
        sys.stdout.write(READY.decode() + "\n")
        sys.stdout.flush()
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in ended:
        task.result()  # what nobody foresaw ends the process, and is told
    return 0


if __name__ == "__main__":
    leave(asyncio.run(main()))
