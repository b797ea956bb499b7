"""A server of one data folder: started, killed, started again where it was."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from structlog.typing import FilteringBoundLogger

from config.child import Child, ServerStartError


class Server(ABC):
    """What is alike for every server that runs as our child."""

    title: ClassVar[str]
    stop_seconds: ClassVar[int]

    def __init__(self, data: Path, *, log: FilteringBoundLogger) -> None:
        """Name the data folder; nothing runs yet."""
        self.seconds = 0.0
        self._data = data
        self._log = log
        self._child: Child | None = None

    @abstractmethod
    async def start(self) -> None:
        """Start on what the folder holds; return once clients are answered."""

    @property
    def pid(self) -> int:
        """The process id of the server itself."""
        return self._running.pid

    async def ended(self) -> int:
        """Wait until it ends, killed or not; return its exit code."""
        return await self._running.wait()

    async def stop(self) -> None:
        """Shut down cleanly; do nothing where nothing runs."""
        if self._child is not None:
            await self._child.stop(grace=self.stop_seconds)
            self._child = None

    async def kill(self) -> None:
        """End it as a power cut would."""
        if self._child is not None:
            await self._child.kill()
            self._child = None

    async def restart(self) -> None:
        """Start again on the same data and the same port, killed before or not."""
        await self.stop()
        await self.start()

    @property
    def _running(self) -> Child:
        if self._child is None:
            raise ServerStartError(f"{self.title} is not running")
        return self._child
