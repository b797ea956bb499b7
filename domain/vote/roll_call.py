"""Roll call: voters demand that the answers be taken by name, where the rules let them."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.messages import Command, Dated, Event, Key
from domain.refusal import Refusal, needs_ruling, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.submission import Capacity
from domain.vote.ballots import NO_BALLOTS, not_voting
from domain.vote.counting import binding
from domain.vote.state import Vote
from domain.vote.supporters import Wanted, too_few
from domain.vote.voters import voter_of

REQUEST, FROM = "roll_call.request", "roll_call.delegations"
CONDITION, FAILED = "roll_call.condition", "electronics-failed"
GROUP, NOBODY = "group", "none"


class DemandRollCall(Command):
    """Voters demand a roll call; `supporters` are those who join the one who demands it.

    `group` is the political group in whose name it is demanded; groups are not on record.
    """

    by: ClassVar = (Capacity.DELEGATION, Capacity.COUNCIL, Capacity.COMMITTEE)
    rule: ClassVar = REQUEST
    type: Literal["DemandRollCall"] = "DemandRollCall"
    supporters: tuple[Key, ...] = ()
    group: Key | None = None
    because: Literal["electronics-failed"] | None = None
    """What has happened, where the rules let it be demanded only then."""


class RollCallDemanded(Dated):
    """The answers are taken by name."""

    type: Literal["RollCallDemanded"] = "RollCallDemanded"
    supporters: tuple[Key, ...]
    group: Key | None = None
    because: Literal["electronics-failed"] | None = None


def demand(
    command: DemandRollCall, vote: Vote, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Take a demand from whom the rules name, as long as names can still be taken."""
    if (refusal := not_voting(vote, record) or _no_names(vote)) is not None:
        return refusal
    voter = voter_of(vote, acting, record)
    if voter is None:
        return Refusal(
            code="no-vote",
            sentence=f"{acting.actor.body or acting.actor.subject} has no vote here",
            citation=rules.cite("voter"),
        )
    supporters = tuple(sorted({voter, *command.supporters}))
    held = binding(vote, rules, record)
    refusal = _not_theirs(command, supporters, vote, held) or _not_now(command, held)
    told = {"supporters": supporters, "group": command.group, "because": command.because}
    return refusal or [RollCallDemanded.model_validate(told)]


def _no_names(vote: Vote) -> Refusal | None:
    if vote.roll_call_demanded:
        return Refusal(code="already-done", sentence="a roll call is demanded already")
    if vote.method in NO_BALLOTS:
        return not_in_order(NO_BALLOTS[vote.method])
    if vote.candidates or vote.totals is not None:
        return not_in_order("no names are taken where totals are counted")
    return None


def _not_theirs(
    command: DemandRollCall, supporters: tuple[str, ...], vote: Vote, rules: Rules
) -> Refusal | None:
    """Refuse those who may not demand it: of PACE a sixth, at the EP a group, or nobody."""
    name = rules.scoped(REQUEST, document=vote.document_type, question=vote.kind)
    asked, citation = rules.value(name), rules.cite(name)
    if asked is None:
        sentence = "no rule says who may demand a roll call"
        return needs_ruling(name, sentence=sentence, citation=citation)
    if asked == NOBODY:
        sentence = f"no roll call is demanded on a question of the kind {vote.kind}"
        return Refusal(code="against-the-rules", sentence=sentence, citation=citation)
    if asked != GROUP:
        wanted = Wanted(what="a roll call", share=name, delegations=FROM)
        return too_few(supporters, wanted, vote, rules)
    if command.group is not None:
        return None
    said = "a roll call is demanded in the name of a group: name it"
    return not_in_order(said, citation=citation)


def _not_now(command: DemandRollCall, rules: Rules) -> Refusal | None:
    if rules.value(CONDITION) != FAILED or command.because == FAILED:
        return None
    return Refusal(
        code="against-the-rules",
        sentence="a roll call is demanded only where the electronics fail",
        citation=rules.cite(CONDITION),
    )


def demanded(vote: Vote, _: RollCallDemanded) -> Vote:
    """Take names from now on."""
    return replace(vote, method="roll-call", roll_call_demanded=True)
