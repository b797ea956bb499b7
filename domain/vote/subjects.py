"""Subjects: whether a vote may be about this, and about this text, here and now."""

from collections.abc import Sequence
from typing import Protocol

from domain.acting import Acting, Record
from domain.case import category
from domain.decision_rules.kinds import mistaken
from domain.irregularities import IrregularityRecorded, breach
from domain.model_law import amendment_votes
from domain.model_law.state import ModelLaw
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order, not_valid
from domain.rules import Rules
from domain.stages import Stage
from domain.vote.state import Vote

FINAL, RECONSIDERATION = "final_vote", "reconsideration"


class Question(Protocol):
    """What a vote asks, and about which text."""

    @property
    def kind(self) -> str:
        """The kind of the question."""

    @property
    def about(self) -> str | None:
        """The case that it is about."""

    @property
    def item(self) -> str | None:
        """What of it is voted on."""

    @property
    def edition(self) -> int | None:
        """The edition of the text."""

    @property
    def sha256(self) -> str | None:
        """The hash of the text."""

    @property
    def reconsiders(self) -> str | None:
        """The vote that would be taken back."""


def not_a_kind(document: str | None, kind: str, rules: Rules) -> Refusal | None:
    """Say which word was meant, where the rules have a decision for one that is nearly spelt so."""
    fault = mistaken(rules, document=document, question=kind)
    return None if fault is None else Refusal(code="unknown-kind", sentence=fault)


def wrong_subject(
    asked: Question, vote: Vote, plenary: PlenarySession, rules: Rules, record: Record
) -> Refusal | None:
    """Say why the vote may not be about this, or about this text."""
    if (refusal := _wrong_reconsideration(asked, record)) is not None:
        return refusal
    if asked.about is None:
        return not_valid("a final vote names what it is about") if asked.kind == FINAL else None
    if category(asked.about) != "model-law":
        return None
    law = record.case(asked.about, ModelLaw)
    if not _is_before(law, plenary, asked.kind, record):
        return not_in_order(f"{law.stream} is not on the order of business of {plenary.stream}")
    refusal = amendment_votes.not_to_be_voted(asked, law, rules, record)
    if refusal is not None:
        return refusal
    if asked.kind == FINAL:
        return _other_text(asked, law, rules) or _second_final_vote(law, vote, plenary, record)
    names_a_text = asked.edition is not None or asked.sha256 is not None
    return _other_text(asked, law, rules) if names_a_text else None


def _wrong_reconsideration(asked: Question, record: Record) -> Refusal | None:
    if (asked.kind == RECONSIDERATION) != (asked.reconsiders is not None):
        return not_valid("a reconsideration names the vote that it would take up again")
    if asked.reconsiders is None:
        return None
    before = record.case(asked.reconsiders, Vote)
    if before.announced is None:
        return not_in_order(f"{before.stream} has no announced result to reconsider")
    if before.reconsidered_by is not None:
        return not_in_order(f"{before.stream} is reconsidered by {before.reconsidered_by} already")
    return _beyond_recall(before, record)


def _beyond_recall(before: Vote, record: Record) -> Refusal | None:
    """Say that a law has gone on from its final vote: to take that up again would mean nothing."""
    if before.kind != FINAL or before.about is None or category(before.about) != "model-law":
        return None
    law = record.case(before.about, ModelLaw)
    if law.stage is Stage.VOTED:
        return None
    return not_in_order(
        f"{law.stream} is {law.stage.value} by now: {before.stream} is not taken up again"
    )


def is_open_again(law: ModelLaw, record: Record) -> bool:
    """Tell whether the plenary decided to take its final vote on a law up again."""
    voted = law.stage is Stage.VOTED and law.vote is not None
    return voted and record.case(str(law.vote), Vote).reconsidered_by is not None


def _is_before(law: ModelLaw, plenary: PlenarySession, kind: str, record: Record) -> bool:
    """Tell whether the plenary may vote on it; on a motion also after the final vote."""
    voted = law.stage is Stage.VOTED and law.plenary_session == plenary.stream
    if law.is_before(plenary.stream):
        return True
    return voted and (kind != FINAL or is_open_again(law, record))


def _other_text(asked: Question, law: ModelLaw, rules: Rules) -> Refusal | None:
    current = law.current
    if current is None:
        return not_in_order(f"{law.stream} has no edition to vote on")
    if (asked.edition, asked.sha256) == (current.number, current.sha256):
        return None
    return Refusal(
        code="other-edition",
        sentence=f"the text of {law.stream} is edition {current.number} with hash "
        f"{current.sha256 or 'not on record'}; put that one to the vote",
        citation=rules.cite("plenary.decision"),
    )


def _second_final_vote(
    law: ModelLaw, vote: Vote, plenary: PlenarySession, record: Record
) -> Refusal | None:
    others = [each.stream for each in plenary.open_votes if each.stream != vote.stream]
    for other in (record.case(stream, Vote) for stream in others):
        if (other.about, other.kind) == (law.stream, FINAL):
            return not_in_order(f"{other.stream} is the final vote on {law.stream}; settle it")
    return None


def untranslated(
    asked: Question, acting: Acting, rules: Rules, record: Record
) -> Sequence[IrregularityRecorded] | Refusal:
    """Ask of a final vote that its text stand in every language that the rules require."""
    if asked.kind != FINAL or asked.about is None or category(asked.about) != "model-law":
        return []
    law = record.case(asked.about, ModelLaw)
    lacking = [each for each in rules.listed("languages") if not law.stands_in(each)]
    if not lacking:
        return []
    missing = ", ".join(lacking)
    sentence = f"edition {asked.edition} of {asked.about} does not stand in {missing} yet"
    found = breach("languages", sentence, acting, rules)
    return found if isinstance(found, Refusal) else [found]
