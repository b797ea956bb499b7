"""Authority: who may do what is derived from the offices on record on the day of the act."""

from domain.acting import Acting
from domain.assembly.state import Assembly
from domain.case import Case
from domain.messages import Command
from domain.refusal import Refusal, no_right
from domain.submission import Capacity


def check(command: Command, case: Case, acting: Acting, assembly: Assembly) -> Refusal | None:
    """Return why the actor may not, or None if he may."""
    actor = acting.actor
    if actor.capacity not in command.by:
        allowed = " or ".join(each.value for each in command.by)
        return no_right(f"{command.type} is an act of {allowed}, not of {actor.capacity.value}")
    if actor.capacity is Capacity.CLOCK or _is_founding(case, assembly):
        return None
    if assembly.office_of(actor, acting.on) is None:
        where = f" of {actor.body}" if actor.body else ""
        return no_right(
            f"on {acting.on} {actor.subject} did not act as {actor.capacity.value}{where}"
        )
    return None


def _is_founding(case: Case, assembly: Assembly) -> bool:
    """Before any rules are adopted nobody holds an office: the founding act brings the first."""
    return not assembly.exists and case.stream == assembly.stream
