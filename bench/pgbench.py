"""PostgreSQL's own benchmark, on a table with the register's three unique indexes."""

import asyncio
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from config.postgres_folder import binaries

TABLE = """
    CREATE SEQUENCE bench_position;
    CREATE TABLE bench_event (
        position bigint PRIMARY KEY, stream text COLLATE "C" NOT NULL, version integer NOT NULL,
        type text COLLATE "C" NOT NULL, recorded_at timestamptz NOT NULL, body json NOT NULL,
        leaf bytea NOT NULL, command_id uuid UNIQUE NOT NULL, UNIQUE (stream, version)
    );
"""
SCRIPT = """
INSERT INTO bench_event
SELECT n, 'model-law/' || n % 50, n / 50, 'ClaimRecorded', clock_timestamp(), '{body}',
    '\\x{leaf}'::bytea, gen_random_uuid()
FROM nextval('bench_position') AS n
"""


async def pgbench(url: str, body: str, *, callers: int, rows: int, folder: Path) -> float:
    """Return how many rows a second so many callers insert, one row per commit."""
    script = folder / "insert.sql"
    # A colon before a word would name a variable of the script.
    text = SCRIPT.format(body=body.replace("'", "''").replace(":", ": "), leaf="ee" * 32)
    await asyncio.to_thread(script.write_text, " ".join(text.split()) + "\n")
    parts = urlsplit(url)
    words = (
        *(
            "--no-vacuum",
            "--protocol=prepared",
            f"--client={callers}",
            f"--transactions={rows // callers}",
        ),
        *(f"--jobs={min(2, callers)}", f"--file={script}", "--username=postgres"),
        *(f"--host={parts.hostname}", f"--port={parts.port}", parts.path.removeprefix("/")),
    )
    process = await asyncio.create_subprocess_exec(
        *(binaries() / "pgbench", *words),
        env={"PGPASSWORD": unquote(parts.password or ""), "PATH": os.defpath, "LC_ALL": "C"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"pgbench failed: {err.decode().strip()}")
    (line,) = [each for each in out.decode().splitlines() if each.startswith("tps = ")]
    return float(line.split()[2])
