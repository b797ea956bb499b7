"""`python -m bench.rival_eventsourcing URL FILE CALLERS EVENTS`: what `eventsourcing` 9.5 stores.

Its recorder with database functions, a thread and a connection for each caller, one event per
commit, the bytes of the file as the state of each. Needs the dependencies of group `rivals`.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore


def stored(url: str, state: bytes, callers: int, events: int) -> float:
    """Return events a second; raise where one was not stored, or one twice."""
    parts = urlsplit(url)
    datastore = PostgresDatastore(
        dbname=parts.path.removeprefix("/"),
        host=str(parts.hostname),
        port=str(parts.port),
        user=str(parts.username),
        password=unquote(parts.password or ""),
        pool_size=callers,
        enable_db_functions=True,
    )
    with datastore:
        recorder = PostgresApplicationRecorder(datastore)
        recorder.create_table()

        def caller(_: int) -> int:
            case = uuid4()
            for version in range(events // callers):
                event = StoredEvent(case, version, "bench:ClaimRecorded", state)
                recorder.insert_events([event])
            return events // callers

        with ThreadPoolExecutor(callers) as crowd:
            begun = time.perf_counter()
            sent = sum(crowd.map(caller, range(callers)))
            seconds = time.perf_counter() - begun
        with datastore.get_connection() as connection, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) AS n FROM stored_events")
            found = cursor.fetchone()
    if found is None or found["n"] != sent:
        raise RuntimeError(f"{sent} events were sent, {found} are stored")
    return sent / seconds


if __name__ == "__main__":
    address, file, crowd_size, amount = sys.argv[1:]
    speed = stored(address, Path(file).read_bytes(), int(crowd_size), int(amount))
    sys.stdout.write(f"{speed}\n")
