"""Bring an assembly into an empty register: its seed, then the key of the gateway that signs."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from activities.opening import MalformedError
from cli.act_lines import ActLine, read_object
from cli.exits import ConsoleError, Exit
from cli.folding import assembly_of
from cli.moments import today
from cli.output import Head, Output
from cli.sending import Door, door_of
from domain.assemblies.loader import SeedError, load, seed_acts
from domain.assembly.state import STREAM, Office
from domain.submission import Capacity, Refused
from eventstore.durability import Connection
from eventstore.looking import OtherRegisterError, demand_own
from eventstore.proofs.keys import SigningKey
from eventstore.read import head, log_of, read_stream


async def found(output: Output, data: Path, assembly: str) -> int:
    """Found an assembly in the empty register of workers that run elsewhere; again, it is there."""
    acts_of(assembly)
    async with door_of(data) as door:
        await door.read(lambda register: demand_register_of(register, assembly))
        await seed(output, door, assembly)
        end = await door.read(head)
    told = f"the assembly {assembly} is founded; the register has {end.position} events"
    known = Head(position=end.position, leaf=end.leaf.hex())
    output.object({"assembly": assembly}, head=known, text=told)
    return Exit.DONE


async def demand_register_of(register: Connection, assembly: str) -> None:
    """Refuse the register of another assembly: what it was founded for, it stays."""
    log = await log_of(register)
    try:
        demand_own(log, assembly)
    except OtherRegisterError as other:
        raise ConsoleError(
            "other-assembly",
            f"{other}; nothing was changed. Say --assembly {log}",
            exit_code=Exit.CONFLICT,
        ) from other


async def seed(output: Output, door: Door, assembly: str) -> None:
    """Submit the acts of the seed where they are missing, and admit the gateway's key."""
    lines = [read_object(dict(each)) for each in acts_of(assembly)]
    if await _is_missing(door, lines):
        output.say(f"seeding the assembly {assembly}: {len(lines)} acts")
        for line in lines:
            await _sent(door, line)
    await admit_key(door)


async def admit_key(door: Door) -> None:
    """Record the public key of this gateway, so that anybody can check its signatures later."""
    await _admit(
        door,
        f"plenary:gateway-key:{door.gateway.key_id}",
        {
            "act": "AdmitGatewayKey",
            "source": "the gateway of this machine, made at its first start",
            "key_id": door.gateway.key_id,
            "public_key": door.gateway.public_key.hex(),
        },
    )


async def admit_log_keys(door: Door, keys: Sequence[SigningKey]) -> None:
    """Record the keys that will seal this register, before they seal it."""
    for key in keys:
        await _admit(
            door,
            f"plenary:log-key:{key.verifier.text}",
            {
                "act": "AdmitLogKey",
                "source": "a key of the sealer of this machine, made at its first start",
                "key": key.verifier.text,
            },
        )


async def _admit(door: Door, name: str, said: Mapping[str, str]) -> None:
    """Send an act of the Secretariat on the assembly, once for ever under this name."""
    command_id = uuid5(NAMESPACE_URL, name)
    if await door.known(command_id) is not None:
        return
    on = today()
    secretary = await _secretary(door, on)
    envelope = {
        "case": STREAM,
        "by": {"subject": secretary.subject, "capacity": Capacity.SECRETARIAT.value},
        "occurred_at": on.isoformat(),
        "id": str(command_id),
    }
    await _sent(door, read_object({**envelope, **said}))


def acts_of(assembly: str) -> tuple[dict[str, object], ...]:
    """Return the acts of a seed; raise `ConsoleError` where there is no such seed."""
    try:
        return tuple(dict(each) for each in seed_acts(load(assembly)))
    except SeedError as fault:
        raise ConsoleError("no-such-assembly", str(fault), exit_code=Exit.USAGE) from fault


async def _is_missing(door: Door, lines: list[ActLine]) -> bool:
    """Tell whether the seed is to be played: in an empty register, or where it broke off."""
    events = await door.read(lambda register: read_stream(register, STREAM))
    if not events:
        return True
    begun = await door.known(lines[0].command_id) is not None
    return begun and await door.known(lines[-1].command_id) is None


async def _secretary(door: Door, on: date) -> Office:
    offices = (await door.read(assembly_of)).offices
    for office in offices:
        if office.capacity is Capacity.SECRETARIAT and office.holds_on(on):
            return office
    raise ConsoleError(
        "no-secretariat", "nobody holds the office of secretariat today", exit_code=Exit.REFUSED
    )


async def _sent(door: Door, line: ActLine) -> None:
    try:
        receipt = await door.send(line)
    except MalformedError as fault:
        raise _broken(line, fault.sentence) from fault
    if isinstance(receipt, Refused):
        raise _broken(line, receipt.sentence)


def _broken(line: ActLine, sentence: str) -> ConsoleError:
    said = line.envelope
    return ConsoleError(
        "seed-refused", f"{said.act} of {said.occurred_at}: {sentence}", exit_code=Exit.REFUSED
    )
