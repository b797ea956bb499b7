"""`plenary watch` on a register that is robbed of its end: said, and not watched on."""

import asyncio
from pathlib import Path

import pytest

from cli.exits import ConsoleError, Exit
from cli.output import Output
from cli.watching import Watch
from tests.activities.desk import Desk


async def test_a_lost_end_is_said(
    desk: Desk, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    seen = len(await desk.events())
    whole, robbed = (Watch(Output(), tmp_path, None, seen + more) for more in (0, 1))

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1):
            await whole.show()
    with pytest.raises(ConsoleError, match="the register now ends at") as caught:
        await robbed.show()
    assert (caught.value.code, caught.value.exit_code) == ("tail-lost", Exit.VERIFICATION_FAILED)
