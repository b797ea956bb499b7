"""`verify`: walk the whole register; one green sentence, or the first bad position in words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cli.addresses import Used, used_by
from cli.exits import ConsoleError, Exit, misused
from cli.kept_checkpoint import (
    Kept,
    demand_agreement,
    demand_remembered,
    differs,
    read_kept,
)
from cli.options import module
from cli.output import Head, Output
from cli.plain import plain
from cli.reading import register_of
from cli.sealer_memory import signed_here
from cli.trusting import trust_of
from domain.assembly.state import STREAM
from domain.catalogue import EVENTS
from domain.text import counted
from eventstore.checking_seals import Sealing
from eventstore.checking_stamps import Stamp
from eventstore.durability import Connection
from eventstore.read import read_stream
from eventstore.verify import UNREADABLE, Fault, Verified, verify
from eventstore.verify_quickly import verify_quickly

if TYPE_CHECKING:
    from cli.verifying_deeply import Deep

_KEY = re.compile(r"[0-9a-f]{64}")


async def verify_register(
    output: Output, data: Path, trust: Sequence[Path], *, deep: bool = False, quick: bool = False
) -> int:
    """Check every event; end with 4 where one is not as it was recorded.

    Trust: checkpoints that were kept elsewhere, against which the register is held.
    Deep: where that holds, also compare the fold with the views and with Temporal.
    Quick: bytes, chain, tree and signatures only.
    """
    if deep and quick:
        raise misused("--deep and --quick exclude each other; give one of them")
    kept = [read_kept(file) for file in trust]
    # Read before the register is: what was signed then, it must hold.
    signed = signed_here(data)
    used = used_by(data)
    async with register_of(data) as connection:
        found = await (verified_quickly(connection) if quick else verified(connection))
        if isinstance(found, Fault):
            raise _altered(found, used)
        for each in kept:
            await demand_agreement(connection, each, found, await trust_of(connection))
        if (fault := signed.damaged or signed.contradicted(found.log)) is not None:
            raise differs(fault, code="verification-failed" if signed.damaged else "other-register")
        signed_last = signed.last.get(found.log)
        beside = await demand_remembered(connection, signed_last, found) if signed_last else None
        deeper = await module("verifying_deeply").compared(connection, data) if deep else None
    if deeper is not None and deeper.wrong:
        raise ConsoleError(
            "verification-failed",
            f"the register is whole, but {'; '.join(deeper.wrong)}. Views are made anew by "
            "`plenary rebuild`, workflows by `plenary up`",
            exit_code=Exit.VERIFICATION_FAILED,
        )
    seen = _Seen(used=used, kept=kept, beside=beside, deeper=deeper, quick=quick)
    _give(output, found, seen)
    return Exit.DONE


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """Where a register was found, and against what else it was held."""

    used: Used
    kept: Sequence[Kept]
    beside: str | None
    deeper: "Deep | None"
    quick: bool


def _altered(found: Fault, used: Used) -> ConsoleError:
    return ConsoleError(
        "verification-failed",
        f"{found.sentence}. Keep the database {used.words} as it is, and compare it with a backup",
        exit_code=Exit.VERIFICATION_FAILED,
        missing=(f"position {found.position}",),
    )


def _give(output: Output, found: Verified, seen: _Seen) -> None:
    """Say what was checked, how far it reaches, and in which database it was found."""
    if output.as_json:
        told = {
            "deep": plain(seen.deeper),
            "quick": seen.quick,
            "log": found.log,
            "database": seen.used.address,
            "named_by": seen.used.source,
            "events": found.size,
            "recorded_at": plain(found.recorded_at),
            "erased": None if seen.quick else found.erased,
            "unvouched": None if seen.quick else list(found.unvouched),
            "sealing": sealing_told(found.sealing),
            "agrees_with": [str(each.file) for each in seen.kept],
        }
        warnings = [*seen.used.warnings, *([seen.beside] if seen.beside else [])]
        output.object(told, head=Head(position=found.size, leaf=found.leaf), warnings=warnings)
        return
    said = [sentence(found)]
    said += [] if seen.deeper is None else [_deeply(seen.deeper)]
    said += ["what bodies, outcomes, persons and tiles say was not looked at"] * seen.quick
    said += [f"it grew out of the checkpoint in {each.file}" for each in seen.kept]
    said += [seen.beside] if seen.beside else []
    said += [_unvouched(found.unvouched)] if found.unvouched else []
    said.append(f"checked: the register {found.log or '(empty)'} in {seen.used.words}")
    output.good_news("\n".join(said))


async def verified(connection: Connection) -> Verified | Fault:
    """Check the register, signatures with the keys that it admitted itself."""
    keys = await admitted_keys(connection)
    trust = await trust_of(connection)
    return await verify(connection, keys=keys.get if keys else None, personal=personal, trust=trust)


async def verified_quickly(connection: Connection) -> Verified | Fault:
    """Check bytes, chain, tree and the signatures over it, and nothing that bodies say."""
    return await verify_quickly(connection, await trust_of(connection))


def personal(event_type: str) -> Sequence[str]:
    """Return the personal fields of a type of event."""
    return EVENTS[event_type].personal if event_type in EVENTS else ()


async def admitted_keys(connection: Connection) -> Mapping[str, bytes]:
    """Return the public keys of gateways on record; one that is damaged is left out.

    None where the record cannot even be read: the walk will name the place.
    """
    try:
        events = await read_stream(connection, STREAM)
    except UNREADABLE:
        return {}
    told = [event.data for event in events if event.type == "GatewayKeyAdmitted"]
    pairs = [(str(data.get("key_id")), str(data.get("public_key"))) for data in told]
    return {key_id: bytes.fromhex(key) for key_id, key in pairs if _is_key(key)}


def sentence(found: Verified) -> str:
    """Return the good news."""
    when = f", recorded {found.recorded_at:%Y-%m-%d %H:%M}Z" if found.recorded_at else ""
    gone = f"; {counted(found.erased, 'personal value')} erased" if found.erased else ""
    return (
        f"{counted(found.size, 'event')} checked, nothing missing or altered, "
        f"head {found.leaf[:16]}{when}{gone}; {_sealed(found)}"
    )


def _unvouched(positions: Sequence[int]) -> str:
    where = ", ".join(map(str, positions))
    return (
        f"a gateway admitted itself at position {where}, and none known by then vouched for it: "
        "ask the assembly whether it lost its keys"
    )


def _deeply(deeper: "Deep") -> str:
    workflows = (
        "Temporal does not run here and was not asked"
        if deeper.workflows is None
        else f"so is what {counted(deeper.workflows, 'workflow')} of the open ones knows"
    )
    return (
        f"{counted(deeper.cases, 'case')} folded anew: just as {counted(deeper.views, 'row')} of "
        f"the views show it; {workflows}"
    )


def sealing_told(sealing: Sealing | None) -> dict[str, object] | None:
    """Return for programs how far the register is sealed, and who confirms it."""
    if sealing is None:
        return None
    return {
        "size": sealing.size,
        "sealed_at": plain(sealing.recorded_at),
        "witnesses": list(sealing.witnesses),
        "quorum": sealing.quorum,
        "witnessed": sealing.witnessed,
        "witnessed_size": sealing.confirmed.size if sealing.confirmed else 0,
        "stamps": [plain(each) for each in sealing.stamps.values()],
    }


def _sealed(found: Verified) -> str:
    sealing = found.sealing
    if sealing is None:
        return "not sealed yet by a checkpoint"
    left = found.size - sealing.size
    rest = f", {counted(left, 'event')} after it not yet" if left else ""
    stamps = "".join(f"; {_stamped(each)}" for each in sealing.stamps.values())
    when = f"{sealing.recorded_at:%Y-%m-%d %H:%M}Z by its own clock"
    return f"sealed {when}{rest}; {_witnessed(sealing)}{stamps}"


def _stamped(stamp: Stamp) -> str:
    over = counted(stamp.size, "event")
    return f"time-stamped by {stamp.authority} {stamp.stated:%Y-%m-%d %H:%M}Z over {over}"


def _witnessed(sealing: Sealing) -> str:
    needed = f" ({sealing.quorum} needed)" if sealing.quorum else ""
    by = f" by {', '.join(sealing.witnesses)}{needed}" if sealing.witnesses else ""
    if sealing.witnessed:
        return f"witnessed{by}"
    said = f"not yet witnessed{by}" if by else "not witnessed"
    if (before := sealing.confirmed) is None:
        return said
    return f"{said}, but the first {before.size:,} events are, by {', '.join(before.witnesses)}"


def _is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None
