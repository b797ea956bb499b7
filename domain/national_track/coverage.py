"""Coverage: how much of a model law a national act took over, by a formula that is shown."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from domain.national_track.state import ArticleMatch

TAKEN_OVER = ("verbatim", "adapted")
"""The matches that count as taken over."""


def taken_over(rows: Sequence[ArticleMatch], articles: int) -> Fraction:
    """Return the share of the model law's articles that the national act took over."""
    return Fraction(sum(each.match in TAKEN_OVER for each in rows), articles)


def coverage(rows: Sequence[ArticleMatch], articles: int) -> str:
    """Return the formula of the coverage with its numbers; of what is not compared, at least."""
    counts = Counter(each.match for each in rows)
    share, rest = taken_over(rows, articles), articles - len(rows)
    said = (
        "coverage = (verbatim + adapted) / articles of the model law = "
        f"({counts['verbatim']} + {counts['adapted']}) / {articles}"
    )
    if not rest:
        return f"{said} = {share}"
    most = share + Fraction(rest, articles)
    return f"{said} = {share} at least; {rest} not compared, so {most} at most"
