"""Undecided: what a result depends on, which no rule sets or nobody told, and who can say it."""

from collections.abc import Sequence
from types import MappingProxyType

from domain.refusal import Refusal, needs_ruling
from domain.rules import is_parameter

TOLD_BY = MappingProxyType({"quorum.present": "; EstablishQuorum tells how many are present"})
"""By the fact that is not told: the act that tells it, where there is one for it alone."""


def undecided(what: str, arithmetic: str, missing: Sequence[str], citation: str) -> Refusal:
    """Ask for a ruling on what no rule sets; for what is only not told, a ruling is no answer."""
    depends = f"{arithmetic}: the {what} depends on {' and '.join(missing)}"
    if any(is_parameter(each) for each in missing):
        sentence = f"{depends}, which no rule sets; the chair may rule on it"
        return needs_ruling(*missing, sentence=sentence, citation=citation)
    told_by = "".join(TOLD_BY.get(each, "") for each in missing)
    return Refusal(
        code="cannot-compute",
        sentence=f"{depends}, which is not told{told_by}",
        citation=citation,
        missing=tuple(missing),
    )
