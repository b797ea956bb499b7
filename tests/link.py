"""A link to a server that can be held, cut and slowed: a small TCP proxy on loopback."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

CHUNK = 65_536


class Link:
    """Carries bytes both ways; what is held is neither lost nor refused, it only never arrives."""

    def __init__(self, host: str, port: int) -> None:
        """Lead to a server; nothing listens yet."""
        self._target = host, port
        self._open = asyncio.Event()
        self._open.set()
        self._writers = set[asyncio.StreamWriter]()
        self._serving = set[asyncio.Task[None]]()
        self.delay = 0.0

    def hold(self) -> None:
        """Carry nothing: as a network that is down, and whose ends do not know it."""
        self._open.clear()

    def carry(self) -> None:
        """Carry again."""
        self._open.set()

    def cut(self) -> None:
        """End every connection at once; new ones may come."""
        for each in self._writers:
            each.transport.abort()

    async def end(self) -> None:
        """End every connection, and wait until each has ended."""
        self.cut()
        await asyncio.gather(*self._serving)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until either end closes it, or it is cut."""
        serving = asyncio.current_task()
        assert serving is not None
        self._serving.add(serving)
        self._writers.add(writer)
        try:
            with suppress(OSError):
                await self._carry(reader, writer)
        finally:
            self._serving.discard(serving)
            self._writers.discard(writer)
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_connection(*self._target)
        self._writers.add(forth)
        ways = [
            asyncio.create_task(self._pump(reader, forth)),
            asyncio.create_task(self._pump(back, writer)),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        self._writers.discard(forth)
        forth.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while chunk := await reader.read(CHUNK):
                await asyncio.sleep(self.delay)
                await self._open.wait()
                writer.write(chunk)
                await writer.drain()


@asynccontextmanager
async def linked(url: str) -> AsyncIterator[tuple[Link, str]]:
    """Have a link to a database inside the block, and the address that leads over it."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    assert parts.port is not None
    link = Link(parts.hostname, parts.port)
    server = await asyncio.start_server(link.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    netloc = parts.netloc.replace(f":{parts.port}", f":{port}")
    try:
        yield link, urlunsplit(parts._replace(netloc=netloc))
    finally:
        server.close()
        await link.end()
        await server.wait_closed()
