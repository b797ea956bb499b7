"""`demo`: everything up, real histories played, a law through every stage; then judged."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from cli.exits import ConsoleError, Exit
from cli.interrupts import interrupted
from cli.machine import Machine, begin, machine
from cli.output import Output, write_json
from cli.playing import Played, play
from cli.settling import Settled, settled
from cli.up import stay
from cli.verifying import sentence, verified
from cli.waiting import deadlines_passed
from config.endpoints import in_use
from eventstore.envelope import Head
from eventstore.read import head
from eventstore.verify import Fault, Verified
from projections.queries import query

OURS = ("postgres", "temporal", "keys", "sealer", "run", "logs", "lock")
"""All that a demonstration leaves in its folder."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Where a play has led, and whether register and workflows agree with it."""

    cases: dict[str, str]
    irregularities: int
    workflows: Settled
    found: Verified | Fault
    end: Head
    calm: bool

    @property
    def ok(self) -> bool:
        """Whether the register verifies, and each open case, and no other, has its workflow."""
        return self.exit_code is Exit.DONE

    @property
    def exit_code(self) -> Exit:
        """What the demonstration ends with."""
        if isinstance(self.found, Fault):
            return Exit.VERIFICATION_FAILED
        return Exit.UNEXPECTED if self.workflows.wrong or not self.calm else Exit.DONE

    @property
    def faults(self) -> list[str]:
        """A sentence on the register, and one for each thing that does not agree with it."""
        said = [self.found.sentence if isinstance(self.found, Fault) else sentence(self.found)]
        said += [f"{ref}: register and workflow disagree" for ref in self.workflows.wrong]
        return said if self.calm else [*said, "a deadline is due and has not passed"]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked of a demonstration."""

    data: Path
    acts: Path
    assembly: str
    once: bool
    reset: bool


async def demo(output: Output, wanted: Wanted) -> int:
    """Play the acts and judge the outcome; stay up until Ctrl-C, unless it is wanted once."""
    begun = time.monotonic()
    if wanted.reset:
        forget(wanted.data)
    begin(wanted.data, wanted.assembly)
    async with machine(output, wanted.data, wanted.assembly) as running:
        begun_play = time.monotonic()
        played = await play(output, running.door, wanted.acts)
        judged = await judge(running)
        seconds = {**running.seconds, "play": time.monotonic() - begun_play}
        if not wanted.once:
            tell(output, played, judged)
            stay(output, wanted.data, running)
            await interrupted()
    if wanted.once:
        seconds["total"] = time.monotonic() - begun
        conclude(output, played, judged, seconds)
    return judged.exit_code


async def judge(running: Machine) -> Judged:
    """Let deadlines pass and workflows settle, then compare them with the register."""
    door = running.door
    calm = await deadlines_passed(door)
    found = await door.read(lambda register: register.fetch(query("list_cases"), None))
    workflows = await settled(door.client, {row["ref"]: bool(row["concluded"]) for row in found})
    return Judged(
        cases={row["ref"]: row["stage"] for row in found},
        irregularities=sum(row["irregularities"] for row in found),
        workflows=workflows,
        found=await door.read(verified),
        end=await door.read(head),
        calm=calm,
    )


def conclude(output: Output, played: Played, judged: Judged, seconds: dict[str, float]) -> None:
    """Give the outcome as one object, or as tables."""
    if not output.as_json:
        tell(output, played, judged)
        return
    whole = isinstance(judged.found, Verified)
    write_json(
        {
            "ok": judged.ok,
            "data": {
                "acts": played.accepted + played.refused,
                "accepted": played.accepted,
                "refused": played.refused,
                "events": judged.end.position,
                "cases": judged.cases,
                "irregularities": judged.irregularities,
                "workflows": {
                    "open": judged.workflows.open,
                    "completed": judged.workflows.completed,
                },
                "verified": whole,
                "seconds": {name: round(spent, 2) for name, spent in seconds.items()},
            },
            "position": judged.end.position,
            "head": judged.end.leaf.hex(),
        }
    )


def tell(output: Output, played: Played, judged: Judged) -> None:
    """Show cases and stages, refusals by kind, and whether all agrees."""
    output.rows(
        [{"case": ref, "stage": stage} for ref, stage in judged.cases.items()],
        columns=("case", "stage"),
    )
    output.rows(
        [{"refused_as": code, "acts": count} for code, count in sorted(played.codes.items())],
        columns=("refused_as", "acts"),
    )
    output.say(
        f"{played.accepted} acts accepted, {played.refused} refused, "
        f"{judged.irregularities} irregularities; "
        f"{judged.workflows.open} workflows open, {judged.workflows.completed} completed"
    )
    for fault in judged.faults:
        output.say(fault)


def forget(data: Path) -> None:
    """Erase what an earlier demonstration left, and nothing else."""
    if in_use(data):
        raise ConsoleError(
            "in-use", f"{data} is in use: stop it before --reset", exit_code=Exit.CONFLICT
        )
    for name in OURS:
        path = data / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
