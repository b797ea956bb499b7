"""Supporters: whether as many ask for something as the rules want, from as many delegations."""

from dataclasses import dataclass

from domain.decision_rules.decision_rule import share
from domain.decision_rules.majorities import at_least
from domain.refusal import Refusal, needs_ruling, not_in_order
from domain.rules import Rules
from domain.text import counted
from domain.vote.state import Vote


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked for, and the parameters that say by which share, from how many delegations."""

    what: str
    share: str
    delegations: str


def too_few(
    supporters: tuple[str, ...], wanted: Wanted, vote: Vote, rules: Rules
) -> Refusal | None:
    """Say why it has no effect; where no rule limits it, one voter may ask."""
    if strangers := [each for each in supporters if each not in vote.electorate]:
        return not_in_order(f"{', '.join(strangers)} has no vote and supports nothing here")
    return _less_than_the_share(supporters, wanted, vote, rules) or _from_too_few(
        supporters, wanted, vote, rules
    )


def _less_than_the_share(
    supporters: tuple[str, ...], wanted: Wanted, vote: Vote, rules: Rules
) -> Refusal | None:
    part, citation = rules.value(wanted.share), rules.cite(wanted.share)
    if not isinstance(part, str):
        return None
    if vote.all_votes is None:
        sentence = f"no rule says of how many members {part} may ask"
        return needs_ruling("component_members", sentence=sentence, citation=citation)
    needed = at_least(share(part), vote.all_votes)
    asking = sum(map(vote.weight, supporters))
    if asking >= needed:
        return None
    said = f"{asking} ask for {wanted.what}; {needed} must, {part} of {vote.all_votes}"
    return Refusal(code="too-few-supporters", sentence=said, citation=citation)


def _from_too_few(
    supporters: tuple[str, ...], wanted: Wanted, vote: Vote, rules: Rules
) -> Refusal | None:
    needed = rules.number(wanted.delegations)
    delegations = {vote.delegation(each) for each in supporters}
    if needed is None or len(delegations) >= needed:
        return None
    return Refusal(
        code="too-few-supporters",
        sentence=f"those who ask come from {counted(len(delegations), 'delegation')}; "
        f"{needed} are needed",
        citation=rules.cite(wanted.delegations),
    )
