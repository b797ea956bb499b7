"""Of a law: where its amendments are found and changed, and which acts concern them now."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from domain.acting import Record
from domain.messages import Dated, Text
from domain.model_law.amendments.relations import numbers_of, overtaken
from domain.model_law.amendments.state import Amendment, Life, Unit
from domain.model_law.state import ModelLaw
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.vote.state import Vote

LAPSE = "amendment.lapse"
BEFORE_PLENARY = frozenset({Stage.REPORTED, Stage.ON_ORDER_OF_BUSINESS})
"""The stages in which the text that comes before the plenary is fixed, and may be amended."""


class AmendmentLapsed(Dated):
    """Another decision, or time, ended it; there was no vote on it, and there is no tally."""

    type: Literal["AmendmentLapsed"] = "AmendmentLapsed"
    number: Unit
    because: Unit | None = None
    grounds: Text | None = None


def found(law: ModelLaw, number: str) -> Amendment | Refusal:
    """Return an amendment or a part of one by its number."""
    if (amendment := law.amendments.get(number)) is not None:
        return amendment
    return Refusal(
        code="unknown-amendment",
        sentence=f"there is no amendment {number} to {law.stream}; write its number as tabled",
    )


def open_one(law: ModelLaw, number: str, *lives: Life) -> Amendment | Refusal:
    """Return an amendment that stands where an act wants it: it is not decided, not split."""
    amendment = found(law, number)
    if isinstance(amendment, Refusal) or amendment.life in lives:
        return amendment
    if amendment.life is Life.SPLIT:
        parts = ", ".join(amendment.parts)
        return not_in_order(f"amendment {number} is split; what stands for it are {parts}")
    return not_in_order(f"amendment {number} is {amendment.life.value}")


def not_before_plenary(law: ModelLaw) -> Refusal | None:
    """Refuse an act on amendments while no text is fixed for the plenary, or none any more."""
    if law.stage in BEFORE_PLENARY and law.current is not None:
        return None
    return not_in_order(
        f"{law.stream} is {law.stage.value or 'not on record'}: amendments are dealt with "
        "between the report of the committee and the vote"
    )


def of_another_text(amendment: Amendment, law: ModelLaw) -> Refusal | None:
    """Refuse what would change an edition that another one has followed: the text has gone on."""
    if law.current is None or amendment.edition == law.current.number:
        return None
    closing = "" if amendment.is_decided else ", and record that this one lapsed"
    return not_in_order(
        f"amendment {amendment.number} is to edition {amendment.edition}, and the text of "
        f"{law.stream} is edition {law.current.number}; table an amendment to that one{closing}"
    )


def votes_on(law: ModelLaw, record: Record) -> tuple[Vote, ...]:
    """Return the votes about a law that are called and not settled."""
    if law.plenary_session is None:
        return ()
    called = record.case(law.plenary_session, PlenarySession).open_votes
    votes = (record.case(each.stream, Vote) for each in called)
    return tuple(vote for vote in votes if vote.about == law.stream)


def being_voted(law: ModelLaw, numbers: Iterable[str], record: Record) -> Refusal | None:
    """Refuse what comes while a vote on one of these is open."""
    wanted = set(numbers)
    for vote in votes_on(law, record):
        if vote.item is not None and wanted & set(numbers_of(vote.item)):
            return not_in_order(f"{vote.stream} puts {vote.item} to the vote; settle that first")
    return None


def consequences(law: ModelLaw, ends: Mapping[str, Life], rules: Rules) -> list[AmendmentLapsed]:
    """Return what lapses by the ends of others, as the rules have it."""
    adopted = frozenset({Life.ADOPTED})
    displacing = adopted if rules.value(LAPSE) == "competing" else frozenset[Life]()
    return [
        AmendmentLapsed(number=number, because=cause)
        for number, cause in overtaken(law.amendments, ends, displacing=displacing)
    ]


def with_amendment(law: ModelLaw, *amendments: Amendment) -> ModelLaw:
    """Return the law with amendments added, or in the place of those of the same number."""
    held = {**law.amendments, **{each.number: each for each in amendments}}
    return replace(law, amendments=MappingProxyType(held))


def held(law: ModelLaw, number: str) -> Amendment:
    """Return an amendment as it stands; evolution never fails, whatever is missing."""
    return law.amendments.get(number) or Amendment(number=number, edition=0)


def ended(law: ModelLaw, number: str, life: Life, *, vote: str | None = None) -> ModelLaw:
    """Return the law with one amendment at its end."""
    return with_amendment(law, replace(held(law, number), life=life, vote=vote))


def lapsed(law: ModelLaw, event: AmendmentLapsed) -> ModelLaw:
    """Hold that it lapsed."""
    return ended(law, event.number, Life.LAPSED)
