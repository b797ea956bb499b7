"""What a clever forger would do: change bodies and chain all that follows anew."""

import hashlib
import json
from collections.abc import Callable, Mapping

import asyncpg


async def rechain(
    superuser: "asyncpg.Connection[asyncpg.Record]",
    changes: Mapping[int, Mapping[str, object]],
    *,
    rewrite: Mapping[int, Callable[[str], str]] | None = None,
) -> None:
    """Change fields of bodies, rewrite their texts, and give each its leaf."""
    rows = await superuser.fetch("SELECT position, body::text AS body FROM event ORDER BY 1")
    prev = bytes(32)
    for each in rows:
        body = json.loads(each["body"]) | {"prev": prev.hex()}
        body |= changes.get(each["position"], {})
        text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        text = (rewrite or {}).get(each["position"], str)(text)
        prev = hashlib.sha256(b"\0" + text.encode()).digest()
        await superuser.execute(
            "UPDATE event SET body = $2::text::json, leaf = $3 WHERE position = $1",
            each["position"],
            text,
            prev,
        )
