"""Who outside is asked, and what none of them can do to the sealer: answer late, much, or badly."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import httpx
import pytest

from activities import opening
from cli.trusting import trust_of
from eventstore.connections import Pool
from eventstore.proofs.keys import Algorithm, SigningKey
from eventstore.proofs.sealer import seal
from eventstore.proofs.signer import Signer
from eventstore.verify import Verified, verify
from tests.activities.desk import open_desk
from tests.authority import StampingAuthority
from tests.eventstore.proofs.sealing import Remembered
from workers import confirming
from workers.confirming import Confirming, Patience

LOG = "quick"
KEYS = (
    SigningKey.of(LOG, Algorithm.ED25519, b"\x01" * 32),
    SigningKey.of(LOG, Algorithm.SUBTREE, b"\x02" * 32),
)
CLOCK = StampingAuthority.made("clock")


@asynccontextmanager
async def answering(
    answer: Callable[[bytes], Sequence[bytes]], pause: float = 0
) -> AsyncIterator[str]:
    """Have a server that answers a question with these pieces, and waits before each."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        size = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        with suppress(OSError):  # whoever asked has gone
            for piece in answer(await reader.readexactly(size)):
                await asyncio.sleep(pause)
                writer.write(piece)
                await writer.drain()
        writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/tsr"
    server.close()


def http(body: bytes, status: str = "200 OK") -> list[bytes]:
    return [f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode(), body]


def late(query: bytes) -> list[bytes]:
    return http(CLOCK.answer(query, at=datetime.now(UTC) - timedelta(hours=1)))


ODD: Mapping[str, tuple[Callable[[bytes], Sequence[bytes]], float]] = {
    "garbage": (lambda _: http(b"<html>"), 0),
    "an error": (lambda query: http(CLOCK.answer(query), "500 No"), 0),
    "elsewhere": (lambda query: http(CLOCK.answer(query), "302 Found\r\nLocation: /x"), 0),
    "too much": (lambda _: http(bytes(300_000)), 0),
    "drop by drop": (lambda query: [each.to_bytes() for each in http(CLOCK.answer(query))[0]], 0.1),
    "another time": (late, 0),
}
ADDRESSES = (
    "http://[::1",
    "http://a:b/",
    "http://127.0.0.1:99999/x",
    "http://xn--/",
    "http://127.0.0.1:9",
)


async def test_one_that_answers_stamps_and_none_of_the_others_ends_the_asking(
    pool: Pool,
    superuser: "asyncpg.Connection[asyncpg.Record]",
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(confirming, "ANSWER_SECONDS", 0.5)
    async with open_desk(pool, tmp_path) as desk, AsyncExitStack() as stack:
        await desk.found()
        await desk.admit_gateway()
        for key in KEYS:
            await desk.tell("AdmitLogKey", key=key.verifier.text)
        urls = [await stack.enter_async_context(answering(*each)) for each in ODD.values()]
        for number, url in enumerate([*urls, *ADDRESSES]):
            name = f"odd-{number}"
            fields = {"authority": name, "certificates": CLOCK.texts, "url": url}
            await desk.tell("AdmitTimestampAuthority", **fields)
        unfit = {"certificates": CLOCK.texts[::-1], "url": urls[0]}
        with monkeypatch.context() as earlier:  # an earlier release took them
            earlier.setattr(opening, "_check_certificates", lambda _: None)
            await desk.tell("AdmitTimestampAuthority", authority="unfit", **unfit)
        good = await stack.enter_async_context(answering(lambda query: http(CLOCK.answer(query))))
        fields = {"authority": "zz-good", "certificates": CLOCK.texts, "url": good}
        await desk.tell("AdmitTimestampAuthority", **fields)
        await seal(superuser, Signer(KEYS, Remembered()), LOG)
        await desk.tell("AdmitTimestampAuthority", **{**fields, "authority": "zz-later"})
        async with httpx.AsyncClient() as client:
            asking = Confirming(superuser, client, KEYS, 3_600)
            begun = time.monotonic()
            await asking.ask_all()
            await asking.ask_all()  # whoever failed is left alone
            assert time.monotonic() - begun < 10

        rows = await superuser.fetch("SELECT authority FROM stamp")
        assert [row["authority"] for row in rows] == ["zz-good"]
        found = await verify(superuser, trust=await trust_of(superuser))
        assert isinstance(found, Verified), found
        assert found.sealing is not None
        assert set(found.sealing.stamps) == {"zz-good"}


async def test_a_key_that_was_revoked_vouches_for_no_time_stamp(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]", tmp_path: Path
) -> None:
    async with (
        open_desk(pool, tmp_path) as desk,
        answering(lambda query: http(CLOCK.answer(query))) as url,
        httpx.AsyncClient() as client,
    ):
        await desk.found()
        await desk.admit_gateway()
        for key in KEYS:
            await desk.tell("AdmitLogKey", key=key.verifier.text)
        await desk.tell(
            "AdmitTimestampAuthority", authority="clock", certificates=CLOCK.texts, url=url
        )
        await desk.tell("RevokeLogKey", key=KEYS[0].verifier.text, because="it was lost")
        await seal(superuser, Signer(KEYS, Remembered()), LOG)
        await Confirming(superuser, client, KEYS, 3_600).ask_all()

    assert await superuser.fetchval("SELECT count(*) FROM stamp") == 0
    found = await verify(superuser, trust=await trust_of(superuser))
    assert isinstance(found, Verified), found


def test_whoever_fails_is_left_alone_for_longer_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    patience, pauses = Patience(), []
    for _ in range(9):
        assert patience.may_ask("baku")
        patience.failed("baku", "away")
        begun = now
        while not patience.may_ask("baku"):
            now += 1
        pauses.append(now - begun)

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    patience.answered("baku")
    patience.failed("baku", "away")
    now += 1
    assert patience.may_ask("baku")
