"""Kinds: the types of documents and questions for which rules are set, and words that miss one.

An assembly may have kinds of its own, and for those without a rule the general one holds; so a
word that a rule nearly has is a mistake and no kind: it would silently change what is needed.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from domain.parameter_names import parsed
from domain.rules import Rules

COMMON = frozenset(
    {
        *("final_vote", "amendment", "separate_vote", "en_bloc", "rules_amendment", "procedural"),
        *("election", "decision", "model_law", "declaration", "appeal", "recommendation"),
        *("resolution", "opinion", "report", "motion", "statement", "budget", "treaty"),
    }
)
"""Words of the field (domain.md 4.2, 4.4): right in themselves, also where no rule names them."""


def mistaken(rules: Rules, *, document: str | None, question: str | None) -> str | None:
    """Return the sentence on a word that misses a kind of these rules; None where none does."""
    asked = {"document": document, "question": question}
    known = _known(rules)
    for field, word in asked.items():
        if word is None or word in known[field]:
            continue
        (other,) = known.keys() - {field}
        if word in known[other]:
            return f"{field}: {word!r} is a {other} there, and no {field}"
        if word not in COMMON and (alike := get_close_matches(word, known[field], n=1, cutoff=0.8)):
            return f"{field}: no rule knows {word!r} (did you mean {alike[0]!r}?)"
    return None


def _known(rules: Rules) -> Mapping[str, set[str]]:
    known: dict[str, set[str]] = {"document": set(), "question": set()}
    for field, word in _scopes(rules):
        known[field].add(word)
    return known


def _scopes(rules: Rules) -> Iterator[tuple[str, str]]:
    for name in rules.parameters:
        found = parsed(name)
        if found is not None and found.document is not None:
            yield "document", found.document
        if found is not None and found.question is not None:
            yield "question", found.question
