"""Amendment votes: which may be opened now, and what an announced one means for amendments."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from domain.acting import Record
from domain.assembly.state import STREAM, Assembly
from domain.case import Elsewhere
from domain.messages import Event
from domain.model_law.amendments.calling import displaced_by
from domain.model_law.amendments.of_law import consequences, of_another_text, votes_on
from domain.model_law.amendments.relations import life_of, numbers_of, pending, rivals
from domain.model_law.amendments.results import (
    AmendmentAdopted,
    AmendmentRejected,
    EnBlocRefused,
)
from domain.model_law.amendments.state import Amendment, Life, Position
from domain.model_law.amendments.texts import adopted_changes
from domain.model_law.state import ModelLaw
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, needs_ruling, not_in_order, not_valid
from domain.rules import Rules
from domain.vote.state import Announced, Vote

EN_BLOC, FINAL, RECONSIDERATION = "en_bloc", "final_vote", "reconsideration"
OPEN_TO_VOTE = frozenset({Life.ADMITTED, Life.CALLED})
DISPOSED: Mapping[Position | None, Life] = MappingProxyType(
    {"approved-unanimously": Life.ADOPTED, "rejected-by-two-thirds": Life.REJECTED}
)
"""What a decision en bloc makes of amendments, by the position of the committee."""


class Question(Protocol):
    """What a vote asks."""

    @property
    def kind(self) -> str:
        """The kind of the question."""

    @property
    def item(self) -> str | None:
        """The amendments that it is about: `6/1`, `4= 10=`; None is the whole."""


def meaning(vote: Vote, outcome: Announced, record: Record) -> list[Elsewhere]:
    """Tell the model law what a declared result means for the amendments that were voted on.

    What lapsed or was withdrawn meanwhile is not touched: it is never adopted.
    """
    if vote.item is None or vote.about is None or vote.kind == RECONSIDERATION:
        return []
    law = record.case(vote.about, ModelLaw)
    voted = [each for each in _named(vote.item, law) if each.life in OPEN_TO_VOTE]
    if vote.kind == EN_BLOC:
        return [Elsewhere(law.stream, each) for each in _en_bloc(vote, outcome, voted, law, record)]
    ends = {each.number: Life(outcome) for each in voted}
    return [Elsewhere(law.stream, each) for each in _decided(ends, vote, law, record)]


def not_to_be_voted(asked: Question, law: ModelLaw, rules: Rules, record: Record) -> Refusal | None:
    """Refuse the final vote while amendments are open, and a vote on what is not called."""
    if asked.item is None:
        return _not_final(law) if asked.kind == FINAL else None
    if asked.kind == FINAL:
        return not_valid(f"the final vote is on the whole of {law.stream}, not on {asked.item}")
    found = _named(asked.item, law)
    moved_on = (of_another_text(each, law) for each in found)
    refusal = next((each for each in moved_on if each is not None), None)
    if refusal is not None or asked.kind == RECONSIDERATION:
        return refusal
    unknown = [n for n in numbers_of(asked.item) if n not in law.amendments]
    if unknown or not found:
        return Refusal(
            code="unknown-amendment",
            sentence=f"there is no amendment {' '.join(unknown)} to {law.stream}; "
            "name amendments as they were tabled: 6/1, or 4= 10= for identical ones",
        )
    if asked.kind == EN_BLOC:
        return _not_en_bloc(found, law, rules)
    return _not_called(found, law) or _rival_is_voted(found, law, record)


def overtaken(vote: Vote, record: Record) -> Refusal | None:
    """Say why a result can mean nothing any more for the amendments that were voted on."""
    if vote.item is None or vote.about is None or vote.kind == RECONSIDERATION:
        return None
    law = record.case(vote.about, ModelLaw)
    gone = [each for each in _named(vote.item, law) if each.life not in OPEN_TO_VOTE]
    if not gone:
        return None
    return not_in_order(
        f"amendment {gone[0].number} is {gone[0].life.value} by now; void this vote"
    )


def _named(item: str, law: ModelLaw) -> list[Amendment]:
    return [law.amendments[each] for each in numbers_of(item) if each in law.amendments]


def _decided(ends: dict[str, Life], vote: Vote, law: ModelLaw, record: Record) -> Sequence[Event]:
    decided: list[Event] = [
        AmendmentAdopted(number=number, vote=vote.stream)
        if life is Life.ADOPTED
        else AmendmentRejected(number=number, vote=vote.stream)
        for number, life in ends.items()
    ]
    return [*decided, *consequences(law, ends, _rules(vote, law, record))]


def _en_bloc(
    vote: Vote, outcome: Announced, voted: Sequence[Amendment], law: ModelLaw, record: Record
) -> Sequence[Event]:
    """Adopt or reject them together as the committee did; or leave each to a vote of its own."""
    if outcome == "rejected":
        numbers = tuple(each.number for each in voted)
        return [EnBlocRefused(numbers=numbers, vote=vote.stream)] if numbers else []
    ends = {e.number: DISPOSED[e.position] for e in voted if e.position in DISPOSED}
    return _decided(ends, vote, law, record)


def _rules(vote: Vote, law: ModelLaw, record: Record) -> Rules:
    """Return the rules under which the vote was opened, with the rulings on this text."""
    plenary = record.case(vote.plenary_session, PlenarySession)
    written = record.case(STREAM, Assembly).rules_of(vote.rules)
    return written.ruled({**plenary.rulings, **law.rulings, **vote.rulings})


def _not_final(law: ModelLaw) -> Refusal | None:
    if open_ones := pending(law.amendments):
        return Refusal(
            code="not-in-order",
            sentence=f"amendments {', '.join(open_ones)} await a decision; the final vote comes "
            "after them",
            missing=tuple(f"decision on amendment {number}" for number in open_ones),
        )
    if adopted := adopted_changes(law):
        numbers = ", ".join(each.number for each in adopted)
        return Refusal(
            code="not-in-order",
            sentence=f"the text of {law.stream} does not contain {numbers} yet; consolidate it "
            "first, the final vote is on that text",
            missing=("consolidated text",),
        )
    return None


def _not_called(found: Sequence[Amendment], law: ModelLaw) -> Refusal | None:
    for each in found:
        life = life_of(law.amendments, each.number)
        if life is not Life.CALLED:
            parts = f"; its parts are {', '.join(each.parts)}" if each.parts else ""
            return not_in_order(
                f"amendment {each.number} is {life.value}; what is called is voted on{parts}"
            )
    alike = set(found[0].identical) or {found[0].number}
    named = {each.number for each in found}
    left_out = [n for n in alike - named if law.amendments[n].life is Life.CALLED]
    if not left_out and named <= alike:
        return None
    expected = " ".join(sorted(f"{each}=" for each in {*alike}))
    own = expected if found[0].identical else found[0].number
    return not_in_order(f"one vote decides one amendment, or identical ones together: {own}")


def _rival_is_voted(found: Sequence[Amendment], law: ModelLaw, record: Record) -> Refusal | None:
    competing = {rival for each in found for rival in rivals(law.amendments, each.number)}
    for vote in votes_on(law, record):
        if vote.item is not None and competing & set(numbers_of(vote.item)):
            return not_in_order(
                f"{vote.stream} puts {vote.item} to the vote, which competes; settle that first"
            )
    return None


def _not_en_bloc(found: Sequence[Amendment], law: ModelLaw, rules: Rules) -> Refusal | None:
    """Refuse to decide together what the rules do not let be decided so."""
    provided = rules.listed(EN_BLOC)
    if not provided:
        return needs_ruling(
            EN_BLOC,
            sentence="no rule says which amendments are decided en bloc; the chair may rule on it",
            citation=rules.cite(EN_BLOC),
        )
    positions = {each.position for each in found}
    for each in found:
        if each.life not in OPEN_TO_VOTE or displaced_by(each, law) is not None:
            return not_in_order(f"amendment {each.number} is not open to a vote")
        if each.position not in provided:
            return Refusal(
                code="against-the-rules",
                sentence=f"amendment {each.number} is not one of those decided en bloc: "
                f"{', '.join(provided)}",
                citation=rules.cite(EN_BLOC),
            )
    if len(positions) == 1:
        return None
    return not_in_order("what the committee approved and what it rejected are decided separately")
