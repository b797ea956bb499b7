"""Looking up: what an assembly's seed says of one decision on one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.assemblies.loader import available, load
from domain.assembly.state import Membership
from domain.decision_rules.decision_rule import DecisionRule, QuorumRule, written
from domain.decision_rules.effects import with_effects
from domain.decision_rules.kinds import mistaken
from domain.rules import Parameter, Rules

MEMBERS = "component_members"


@dataclass(frozen=True, kw_only=True)
class Found:
    """The rule of a decision: None is unset. `parameters` name what a part of it is called.

    `members` is how many votes there are by law, where the seed says it. `without_vote` are the
    countries that the seed knows and that are no members, by key and by name in small letters.
    """

    parameter: str
    rule: DecisionRule | None
    quorum: QuorumRule | int | None
    quorum_parameter: str
    citation: str
    members: int | None
    without_vote: Mapping[str, str]


@lru_cache(maxsize=4_096)
def looked_up(
    assembly: str, *, organ: str, document: str | None, question: str | None, on: date
) -> Found:
    """Return what the seed says.

    Raise ValueError where there is no such seed or organ, and where a document or question is
    spelt nearly as one that has a rule.
    """
    document, question = (each and each.replace("-", "_") for each in (document, question))
    rules, members, without_vote = _as_of(assembly, on)
    if organ not in {"plenary", "council", "committee"}:
        raise ValueError(f"organ: {organ[:40]!r} is none; there are plenary, council, committee")
    if (fault := mistaken(rules, document=document, question=question)) is not None:
        raise ValueError(fault)
    name = rules.scoped(f"{organ}.decision", document=document, question=question)
    quorum = rules.quorum(organ, document=document, question=question)
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
        without_vote=without_vote,
    )


@lru_cache(maxsize=256)
def _as_of(assembly: str, on: date) -> tuple[Rules, int | None, Mapping[str, str]]:
    """Return the rules of a day; where each delegation has one vote, how many there are.

    And which parliaments that the seed knows are no members then.
    """
    if assembly not in available():
        known = ", ".join(available())
        raise ValueError(f"assembly: there is no seed {assembly[:40]!r}; there are {known}")
    seed = load(assembly)
    parameters: dict[str, Parameter] = {}
    editions = [(seed.rules.valid_from, seed.parameters)]
    editions += [(each.valid_from, each.parameters) for each in seed.amendments]
    is_over = seed.assembly.last_day is not None and on > seed.assembly.last_day
    held = [] if is_over else [each for valid_from, each in editions if valid_from <= on]
    for each in held:
        parameters |= each
    rules = Rules(edition=len(held), parameters=parameters)
    if rules.value("voter") != "delegation":
        return rules, None, {}
    spells = [each for each in seed.memberships if each.since <= on]
    members = {each.parliament for each in spells if each.kind is Membership.MEMBER}
    countries = {each.country for each in seed.parliaments if each.key in members}
    others = [each for each in seed.parliaments if each.country not in countries]
    names = {name.casefold(): each.country for each in others for name in (each.key, each.country)}
    return rules, len(members) or None, names
