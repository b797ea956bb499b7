"""What `doctor` looks at in the record itself: its shape, its seals, and who confirms them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cli.finding import Finding, Health
from cli.sealer_memory import Signed
from cli.shape_health import shape_findings
from cli.trusting import asked_for_time, policy_by
from config.sealing import log_folder, log_keys
from domain.assembly.state import STREAM
from eventstore.against_checkpoint import remembered
from eventstore.durability import Connection
from eventstore.envelope import Head
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.notes import NoteError
from eventstore.proofs.policies import Policy
from eventstore.proofs.stored_tiles import StoredCheckpoint, latest_checkpoint
from eventstore.queries import query
from eventstore.read import head, read_stream
from eventstore.verify import UNREADABLE

LATE = timedelta(minutes=1)
"""So long after an event was recorded it should have been sealed."""
LONG_UNSTAMPED = timedelta(days=1)
"""So long after its last time-stamp an authority should have been reached again."""


async def record_findings(
    data: Path, register: Connection, signed: Signed
) -> AsyncIterator[Finding]:
    """Look at shape, seals and who confirms them; `signed` was signed before we looked."""
    async for each in shape_findings(register):
        yield each
    try:
        end, latest = await head(register), await latest_checkpoint(register)
        events = await read_stream(register, STREAM)
        log = str(events[0].envelope["log"]) if events else ""
        ours = signed.last.get(log)
        lost = None if ours is None else await _lost(register, ours)
        yield _contradicted(signed, log) or lost or _seals(end, latest, data)
        if log and log_folder(data).is_dir():
            yield _own_key(data, log, policy_by(events, end.position))
        if latest is not None:
            yield _witnesses(latest, policy_by(events, latest.size))
            for name in asked_for_time(events):
                yield await _stamps(register, name, latest)
    except (*UNREADABLE, NoteError) as error:
        yield Finding(
            what="seals",
            health=Health.FAIL,
            says=f"the record cannot be read: {error}",
            remedy="plenary verify names the place",
        )


def _own_key(data: Path, log: str, policy: Policy) -> Finding:
    """Tell whether the key of this machine still counts: packages are signed with it."""
    folder = log_folder(data)
    if log_keys(folder, log)[0].verifier.text in {each.text for each in policy.logs}:
        return Finding(what="log key", health=Health.OK, says="the key here is one of the log's")
    return Finding(
        what="log key",
        health=Health.WARN,
        says=f"the Ed25519 key in {folder} is not, or no longer, admitted; no package can be made",
        remedy="admit it, or start plenary up with a key that is admitted",
    )


def _contradicted(signed: Signed, log: str) -> Finding | None:
    says = signed.damaged or signed.contradicted(log)
    if says is None:
        return None
    return Finding(
        what="seals",
        health=Health.FAIL,
        says=says,
        remedy="stop, keep this database, and compare it with a backup",
    )


async def _lost(register: Connection, signed: Checkpoint) -> Finding | None:
    """Return what is lacking of what the sealer of this machine signed."""
    found = await remembered(register, signed)
    if found.same:
        return None
    lacking = (
        f"{found.missing:,} of them are missing at the end"
        if found.missing
        else "the register holds others in their place"
    )
    return Finding(
        what="seals",
        health=Health.FAIL,
        says=f"a checkpoint over {signed.size:,} events was signed here; {lacking}",
        remedy="stop, keep this database, and restore a backup that holds them",
    )


def _seals(end: Head, latest: StoredCheckpoint | None, data: Path) -> Finding:
    size = 0 if latest is None else latest.size
    left = end.position - size
    if left < 0:
        return Finding(
            what="seals",
            health=Health.FAIL,
            says=f"a checkpoint is over {size:,} events, and the register ends at {end.position:,}",
            remedy="stop, keep this database, and restore a backup that holds them",
        )
    if left and datetime.now(UTC) - end.recorded_at > LATE:
        return Finding(
            what="seals",
            health=Health.WARN,
            says=f"{left:,} of {end.position:,} events are not sealed",
            remedy=f"see {data}/logs/sealer.log, or start `python -m workers.sealer`",
        )
    says = f"{size:,} of {end.position:,} events are sealed"
    return Finding(what="seals", health=Health.OK, says=says)


async def _stamps(register: Connection, name: str, latest: StoredCheckpoint) -> Finding:
    what = f"time by {name}"
    rows = await register.fetch(query("last_stamps"))
    last = next((row for row in rows if row["authority"] == name), None)
    if last is None:
        says = "it stamped no checkpoint yet"
    else:
        says = f"it stamped {last['size']:,} events on {last['recorded_at']:%Y-%m-%d %H:%M}Z"
        missed = latest.size > last["size"]
        if not missed or datetime.now(UTC) - last["recorded_at"] < LONG_UNSTAMPED:
            return Finding(what=what, health=Health.OK, says=says)
    remedy = "see that it answers, and signs with the certificate admitted; sealer.log says why not"
    return Finding(what=what, health=Health.WARN, says=says, remedy=remedy)


def _witnesses(latest: StoredCheckpoint, policy: Policy) -> Finding:
    if not policy.witnesses:
        return Finding(
            what="witnesses",
            health=Health.OK,
            says="none is admitted: who keeps no checkpoint must trust this house",
        )
    try:
        by = policy.judge(latest.note).by
    except NoteError as fault:
        return Finding(
            what="witnesses",
            health=Health.FAIL,
            says=f"the last seal does not count: {fault}",
            remedy="give the sealer a key that is admitted; plenary verify names what was altered",
        )
    needed = policy.groups["quorum"].least if policy.groups else 1
    confirmed = f"{', '.join(by) or 'nobody'} of {len(policy.witnesses)}, {needed} needed"
    if len(by) >= needed:
        return Finding(what="witnesses", health=Health.OK, says=f"confirmed by {confirmed}")
    return Finding(
        what="witnesses",
        health=Health.WARN,
        says=f"the last seal is confirmed by {confirmed}",
        remedy="see that they run; sealer.log says which cannot be reached",
    )
