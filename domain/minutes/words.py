"""Words: small turns of phrase that the sentences of the minutes share."""

from collections.abc import Iterable, Mapping


def listed(keys: Iterable[str], names: Mapping[str, str]) -> str:
    """Return names in a row: `Azerbaijan, Kazakhstan`; of nobody `none`."""
    return ", ".join(names.get(key, key) for key in keys) or "none"


def because(grounds: str | None) -> str:
    """Return grounds as the end of a sentence."""
    return f": {grounds.rstrip('.')}." if grounds else "."


def by_vote(vote: str | None) -> str:
    """Return the vote that decided as the end of a sentence."""
    return f" by {vote}." if vote else "."
