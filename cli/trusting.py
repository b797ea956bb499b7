"""Whose word counts under checkpoints, as the register itself recorded it."""

from collections.abc import Iterator, Sequence

from domain.assembly.state import STREAM
from eventstore.checking_seals import KeySpell, Trust
from eventstore.checking_stamps import AuthoritySpell
from eventstore.durability import Connection
from eventstore.proofs.keys import VerifierKey
from eventstore.proofs.notes import NoteError
from eventstore.proofs.policies import Policy, quorum_policy
from eventstore.proofs.timestamps import Authority, TimestampError
from eventstore.read import read_stream
from eventstore.verify import UNREADABLE
from eventstore.work import Recorded


async def trust_of(connection: Connection) -> Trust:
    """Return the keys of log, witnesses and authorities of time, with when they count.

    Where the record cannot even be read there are none: the walk will name the place.
    """
    try:
        events = await read_stream(connection, STREAM)
    except UNREADABLE:
        return Trust()
    return trust_by(events)


def trust_by(events: Sequence[Recorded]) -> Trust:
    """Return the same by what the assembly's own stream says."""
    return Trust(
        spells=tuple(_spells(events)),
        quorum=_quorum(events),
        authorities=tuple(_authorities(events)),
    )


def policy_by(events: Sequence[Recorded], size: int) -> Policy:
    """Return the policy that the register recorded itself, as it stood at a size."""
    trust = trust_by([event for event in events if event.position <= size])
    standing = [each for each in trust.spells if each.until is None]
    witnesses = {each.witness: each.key for each in standing if each.witness is not None}
    logs = [each.key for each in standing if each.witness is None]
    return quorum_policy(logs, witnesses, trust.quorum)


def _spells(events: Sequence[Recorded]) -> Iterator[KeySpell]:
    ends = [(what, event.position) for event in events if (what := _revoked(event)) is not None]
    for event in events:
        if event.type not in ("LogKeyAdmitted", "WitnessAdmitted"):
            continue
        text, witness = str(event.data.get("key")), event.data.get("witness")
        try:
            key = VerifierKey.read(text)
        except NoteError:
            continue  # changed since: nothing that it signed counts
        name = None if witness is None else str(witness)
        later = [at for what, at in ends if what in (text, name) and at > event.position]
        # A witness that is admitted today may confirm what was sealed yesterday.
        since = event.position if name is None else 0
        yield KeySpell(key=key, since=since, until=min(later, default=None), witness=name)


def _authorities(events: Sequence[Recorded]) -> Iterator[AuthoritySpell]:
    """Yield each authority of time: it stamps what tells of its admission."""
    for event, until in _admissions(events):
        told = event.data.get("certificates")
        try:
            authority = Authority.read(
                str(event.data.get("authority")), told if isinstance(told, list) else []
            )
        except TimestampError:
            continue  # no fit certificates: nothing that it stamped counts
        yield AuthoritySpell(authority=authority, since=event.position, until=until)


def asked_for_time(events: Sequence[Recorded]) -> list[str]:
    """Return the authorities that the sealer asks: those with an address, not revoked since."""
    asked = [event.data for event, until in _admissions(events) if until is None]
    return [str(data.get("authority")) for data in asked if data.get("url")]


def _admissions(events: Sequence[Recorded]) -> Iterator[tuple[Recorded, int | None]]:
    """Yield where each authority of time was admitted, and the position that revoked it."""
    ends = {
        event.data.get("authority"): event.position
        for event in events
        if event.type == "TimestampAuthorityRevoked"  # its name never comes back
    }
    for event in events:
        if event.type == "TimestampAuthorityAdmitted":
            yield event, ends.get(event.data.get("authority"))


def _revoked(event: Recorded) -> str | None:
    """Return the key or the witness that an event revokes."""
    match event.type:
        case "LogKeyRevoked":
            return str(event.data.get("key"))
        case "WitnessRevoked":
            return str(event.data.get("witness"))
        case _:
            return None


def _quorum(events: Sequence[Recorded]) -> int:
    said = [event.data.get("least") for event in events if event.type == "WitnessQuorumSet"]
    return said[-1] if said and isinstance(said[-1], int) else 0
