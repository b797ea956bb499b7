"""Proxies: a voter asks another one to cast his ballot, where the rules let him.

They may also let who is absent count for the quorum of a committee, and not vote (SADC PF since
its 43rd plenary, domain.md 4.1).
"""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.messages import Command, Dated, Event, Key
from domain.refusal import Refusal, needs_ruling, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.submission import Capacity
from domain.vote.ballots import not_voting
from domain.vote.electorate import COUNCIL, PLENARY
from domain.vote.state import Vote
from domain.vote.voters import voter_of

NONE, ANY_VOTER, OWN_DELEGATION = "none", "any-voter", "own-delegation"
COMMITTEE_QUORUM = "committee-quorum"


class GiveProxy(Command):
    """A voter asks another voter to vote for him, or to let him count as present, in this vote."""

    by: ClassVar = (Capacity.DELEGATION, Capacity.COUNCIL, Capacity.COMMITTEE)
    rule: ClassVar = "proxy"
    type: Literal["GiveProxy"] = "GiveProxy"
    to: Key


class ProxyGiven(Dated):
    """Another casts the ballot of this voter; both are named in it."""

    type: Literal["ProxyGiven"] = "ProxyGiven"
    voter: Key
    to: Key


class RepresentedForQuorum(Dated):
    """Who is absent counts for the quorum; nobody casts his ballot."""

    type: Literal["RepresentedForQuorum"] = "RepresentedForQuorum"
    voter: Key
    to: Key


def give_proxy(
    command: GiveProxy, vote: Vote, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Let one voter vote for another, as far as the rules go."""
    if (refusal := not_voting(vote, record)) is not None:
        return refusal
    voter = voter_of(vote, acting, record)
    if voter is None or command.to not in vote.electorate or command.to == voter:
        return not_in_order("a proxy is given by one who has a vote to another who has one")
    if voter in vote.ballots or voter in vote.proxies or voter in vote.proxies.values():
        return not_in_order(f"{voter} has voted, or a proxy is given by or to {voter} already")
    if command.to in vote.proxies:
        return not_in_order(f"{command.to} has asked {vote.proxies[command.to]} to vote for it")
    if {voter, command.to} & vote.represented.keys() or voter in vote.represented.values():
        return not_in_order("who is represented for the quorum gives and takes no other proxy")
    return _not_allowed(voter, command.to, vote, rules) or [_given(voter, command.to, rules)]


def _given(voter: str, to: str, rules: Rules) -> ProxyGiven | RepresentedForQuorum:
    if rules.value("proxy") == COMMITTEE_QUORUM:
        return RepresentedForQuorum(voter=voter, to=to)
    return ProxyGiven(voter=voter, to=to)


def _not_allowed(voter: str, to: str, vote: Vote, rules: Rules) -> Refusal | None:
    allowed, citation = rules.value("proxy"), rules.cite("proxy")
    if allowed is None:
        sentence = "no rule says whether one may vote for another"
        return needs_ruling("proxy", sentence=sentence, citation=citation)
    if allowed == NONE:
        return Refusal(
            code="no-proxy",
            sentence="nobody votes for another: voting is personal",
            citation=citation,
        )
    if allowed == COMMITTEE_QUORUM and vote.body in {PLENARY, COUNCIL}:
        return Refusal(
            code="no-proxy",
            sentence="a proxy counts for the quorum of a committee only",
            citation=citation,
        )
    if allowed == OWN_DELEGATION and vote.delegation(voter) != vote.delegation(to):
        return Refusal(
            code="no-proxy",
            sentence=f"{to} is not of the delegation of {voter}",
            citation=citation,
        )
    return None


def proxy_given(vote: Vote, event: ProxyGiven) -> Vote:
    """Remember who votes for whom."""
    return replace(vote, proxies=MappingProxyType({**vote.proxies, event.voter: event.to}))


def represented_for_quorum(vote: Vote, event: RepresentedForQuorum) -> Vote:
    """Remember who counts as present, and by whom."""
    known = {**vote.represented, event.voter: event.to}
    return replace(vote, represented=MappingProxyType(known))
