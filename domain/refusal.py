"""A refusal: the answer "no", with the sentence and the article that says so."""

from dataclasses import dataclass

NO_CITATION = "none"


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why an act is not accepted. It is recorded, and it is not an error.

    `code` is stable and in kebab-case; `sentence` says what was wrong and what to do;
    `citation` names the article, or is "none" where no source gives one;
    `missing` names the facts or parameters without which there is no answer.
    """

    code: str
    sentence: str
    citation: str = NO_CITATION
    missing: tuple[str, ...] = ()


def not_in_order(sentence: str, *, citation: str = NO_CITATION) -> Refusal:
    """Refuse an act that may be right, but not at the present stage or on what is on record."""
    return Refusal(code="not-in-order", sentence=sentence, citation=citation)


def not_valid(sentence: str, *, missing: tuple[str, ...] = ()) -> Refusal:
    """Refuse an act whose values cannot be, at whatever stage: one is wrong, or two contradict."""
    return Refusal(code="not-valid", sentence=sentence, missing=missing)


def no_right(sentence: str, *, citation: str = NO_CITATION) -> Refusal:
    """Refuse an act of somebody who may not do it."""
    return Refusal(code="no-right", sentence=sentence, citation=citation)


def needs_ruling(*missing: str, sentence: str, citation: str = NO_CITATION) -> Refusal:
    """Refuse what depends on a parameter that no source sets, until the chair rules."""
    return Refusal(code="needs-ruling", sentence=sentence, citation=citation, missing=missing)
