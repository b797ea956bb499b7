"""Looking up: what an assembly's seed says of one decision on one day."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.assemblies.loader import SeedError, load
from domain.assembly.state import Membership
from domain.decision_rules.decision_rule import DecisionRule, QuorumRule, written
from domain.decision_rules.effects import with_effects
from domain.rules import Parameter, Rules

QUORUM, MEMBERS = "quorum.decide", "component_members"


@dataclass(frozen=True, kw_only=True)
class Found:
    """The rule of a decision: None is unset. `parameters` name what a part of it is called.

    `members` is how many votes there are by law, where the seed says it.
    """

    parameter: str
    rule: DecisionRule | None
    quorum: QuorumRule | int | None
    quorum_parameter: str
    citation: str
    members: int | None


def looked_up(
    assembly: str, *, organ: str, document: str | None, question: str | None, on: date
) -> Found:
    """Return what the seed says; raise ValueError where there is no such seed or organ."""
    rules, members = _as_of(assembly, on)
    if organ not in {"plenary", "council", "committee"}:
        raise ValueError(f"organ: {organ[:40]!r} is none; there are plenary, council, committee")
    name = rules.scoped(f"{organ}.decision", document=document, question=question)
    quorum = rules.scoped(QUORUM, document=document, question=question)
    value, presence = rules.value(name), rules.value(quorum)
    rule = written(value) if isinstance(value, str) else value
    return Found(
        parameter=name,
        rule=with_effects(rule, rules, document=document, question=question)
        if isinstance(rule, DecisionRule)
        else None,
        quorum=presence if isinstance(presence, int | QuorumRule) else None,
        quorum_parameter=quorum,
        citation=rules.cite(name),
        members=rules.number(MEMBERS) if rules.number(MEMBERS) is not None else members,
    )


@lru_cache(maxsize=256)
def _as_of(assembly: str, on: date) -> tuple[Rules, int | None]:
    """Return the rules of a day, and the number of delegations where each has one vote."""
    if not assembly.replace("-", "").isalnum():
        raise ValueError(f"assembly: {assembly[:40]!r} is no name of an assembly")
    try:
        seed = load(assembly)
    except SeedError as fault:
        raise ValueError(f"assembly: {fault}") from None
    parameters: dict[str, Parameter] = {}
    editions = [(seed.rules.valid_from, seed.parameters)]
    editions += [(each.valid_from, each.parameters) for each in seed.amendments]
    held = [each for valid_from, each in editions if valid_from <= on]
    for each in held:
        parameters |= each
    rules = Rules(edition=len(held), parameters=parameters)
    spells = [each for each in seed.memberships if each.kind is Membership.MEMBER]
    members = sum(1 for each in spells if each.since <= on)
    return rules, members if members and rules.value("voter") == "delegation" else None
