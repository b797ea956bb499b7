"""Simulation: what another edition of the rules would do, or would have done, to cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.acting import Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Case, category
from domain.cases import DEFINITIONS
from domain.editions import Change, changes, written_for
from domain.parameter_names import base_of
from domain.plenary_session.state import PlenarySession
from domain.rules import Rules
from domain.stages import Stage
from domain.vote.counting import compute
from domain.vote.state import Vote

OF_A_VOTE = frozenset(
    {
        *("plenary.decision", "council.decision", "committee.decision"),
        *("abstention_effect", "absence_effect", "quorum.decide", "election.rounds"),
        *("failure_of_consensus", "without_consensus.decision"),
        *("voter", "weights", "component_members", "proxy", "correction_window"),
        *("quorum.challenge", "quorum.challenge_delegations"),
        *("roll_call.request", "roll_call.delegations", "roll_call.condition"),
    }
)
"""What decides a vote, besides what its acts name."""


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """A case: its edition now and then, what changes for it, and what a vote would give."""

    stream: str
    stage: Stage
    edition: int
    changes: tuple[Change, ...]
    outcome: str | None = None
    outcome_then: str | None = None

    @property
    def differs(self) -> bool:
        """Whether anything of it would be otherwise."""
        return bool(self.changes) or self.outcome != self.outcome_then


def simulate(
    edition: int, cases: Mapping[str, Case], assembly: Assembly, *, on: date
) -> tuple[Simulated, ...]:
    """Put every open case under an edition, in the order of their names; nothing is recorded."""
    then = assembly.rules_of(edition)
    waiting = sorted(_open(cases.values()), key=lambda case: case.stream)
    return tuple(_simulated(case, then, cases, assembly, on) for case in waiting)


def what_if(
    edition: int, ref: str, cases: Mapping[str, Case], assembly: Assembly, *, on: date
) -> tuple[Simulated, ...]:
    """Put one case, open or concluded, and all votes about it under an edition."""
    then = assembly.rules_of(edition)
    asked = sorted(
        (each for each in cases.values() if _concerns(each, ref)), key=lambda case: case.stream
    )
    return tuple(_simulated(case, then, cases, assembly, on) for case in asked)


def _concerns(case: Case, ref: str) -> bool:
    return case.stream == ref or (isinstance(case, Vote) and case.about == ref)


def _open(cases: Iterable[Case]) -> list[Case]:
    return [each for each in cases if each.exists and not each.concluded and each.stream != STREAM]


def _simulated(
    case: Case, then: Rules, cases: Mapping[str, Case], assembly: Assembly, on: date
) -> Simulated:
    now = written_for(case, assembly, on=on)
    bears = _parameters(case)
    return Simulated(
        stream=case.stream,
        stage=case.stage,
        edition=now.edition,
        changes=tuple(each for each in changes(now, then) if base_of(each.parameter) in bears),
        outcome=_outcome(case, now, cases),
        outcome_then=_outcome(case, then, cases),
    )


def _parameters(case: Case) -> frozenset[str]:
    """Return the parameters that govern an act on the case, or its count."""
    commands = DEFINITIONS[category(case.stream)].commands
    named = frozenset(each.rule for each in commands if each.rule is not None)
    return named | OF_A_VOTE if isinstance(case, Vote) else named


def _outcome(case: Case, rules: Rules, cases: Mapping[str, Case]) -> str | None:
    """Return what a vote would give by its ballots so far."""
    if not isinstance(case, Vote) or case.candidates:
        return None
    plenary = cases.get(case.plenary_session, PlenarySession(stream=case.plenary_session))
    return compute(case, rules, Record({case.plenary_session: plenary})).outcome
