"""Correlation: which article of the model law stands where in the national act, and how closely.

The table is bound to both texts by their hashes. It is stale once either of them changes; how much
of the model law was taken over is computed by a formula that is shown with its result.
"""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.messages import Command, Dated, Event, Sha256, Text
from domain.model_law.state import ModelLaw
from domain.national_track.agreement import contradiction
from domain.national_track.coverage import coverage
from domain.national_track.state import (
    ArticleMatch,
    Correlation,
    NationalText,
    NationalTrack,
)
from domain.national_track.steps import REPORTERS, stranger
from domain.refusal import Refusal, not_valid
from domain.replacing import replace
from domain.rules import Rules


class RecordNationalText(Command):
    """The text of the national act as it stands now: as passed, or as amended later."""

    by: ClassVar = REPORTERS
    type: Literal["RecordNationalText"] = "RecordNationalText"
    reference: Text
    sha256: Sha256


class CorrelateArticles(Command):
    """The focal point, or the Secretariat, puts the articles of both texts side by side."""

    by: ClassVar = REPORTERS
    type: Literal["CorrelateArticles"] = "CorrelateArticles"
    articles: int = Field(ge=1, le=10_000)
    """How many articles the model law has; those without a row have not been compared."""
    rows: tuple[ArticleMatch, ...] = Field(min_length=1, max_length=10_000)
    evidence: Text


class NationalTextRecorded(Dated):
    """The national act has this text."""

    type: Literal["NationalTextRecorded"] = "NationalTextRecorded"
    reference: Text
    sha256: Sha256


class ArticlesCorrelated(Dated):
    """Article by article, what the national act made of this edition of the model law."""

    type: Literal["ArticlesCorrelated"] = "ArticlesCorrelated"
    edition: int
    sha256: Sha256 | None = None
    national_sha256: Sha256
    articles: int
    rows: tuple[ArticleMatch, ...]
    evidence: Text
    coverage: Text
    """The formula with its numbers and its result."""


class CorrelationBecameStale(Dated):
    """A text that was compared is no longer the one that holds; the table stays, marked so."""

    type: Literal["CorrelationBecameStale"] = "CorrelationBecameStale"
    grounds: Text


def record_text(
    command: RecordNationalText, track: NationalTrack, acting: Acting, record: Record
) -> Sequence[Event] | Refusal:
    """Accept a text that differs from the one on record; what was compared with that is stale."""
    if (refusal := stranger(track, acting, record)) is not None:
        return refusal
    held = track.national_text
    if held is not None and held.sha256 == command.sha256:
        return Refusal(
            code="already-done", sentence="the national act has this very text on record"
        )
    recorded = NationalTextRecorded(reference=command.reference, sha256=command.sha256)
    if track.correlation is None or track.stale:
        return [recorded]
    grounds = f"the national act was changed: {command.reference}"[:8_000]
    return [recorded, CorrelationBecameStale(grounds=grounds)]


def correlate(
    command: CorrelateArticles, track: NationalTrack, acting: Acting, rules: Rules, record: Record
) -> Sequence[Event] | Refusal:
    """Accept a table of rows that contradict neither each other nor themselves.

    One that contradicts the grade on record wants a reason.
    """
    refusal = stranger(track, acting, record) or _unsound(command)
    if refusal is not None:
        return refusal
    if track.national_text is None:
        return Refusal(
            code="not-in-order",
            sentence="record the text of the national act first; the table is bound to it",
            missing=("national_text",),
        )
    told = command.model_dump(exclude={"type"})
    bound = {
        "edition": track.edition,
        "sha256": track.sha256,
        "national_sha256": track.national_text.sha256,
        "coverage": coverage(command.rows, command.articles),
    }
    table = ArticlesCorrelated.model_validate({**told, **bound})
    excused = contradiction(track.grade, table, acting, rules)
    return excused if isinstance(excused, Refusal) else [table, *excused]


def staleness(track: NationalTrack, law: ModelLaw) -> tuple[str, ...]:
    """Return why the table no longer compares the texts that hold; empty while it does."""
    table = track.correlation
    if table is None:
        return ()
    reasons = [track.stale] if track.stale else []
    if law.superseded_by is not None:
        reasons.append(f"{law.stream} was superseded by {law.superseded_by}")
    if law.carried is not None and law.carried.sha256 != table.sha256:
        reasons.append(f"{law.stream} has another text than edition {table.edition} as compared")
    return tuple(reasons)


def text_recorded(track: NationalTrack, event: NationalTextRecorded) -> NationalTrack:
    """Hold the text as it stands."""
    text = NationalText(reference=event.reference, sha256=event.sha256)
    return replace(track, national_text=text)


def correlated(track: NationalTrack, event: ArticlesCorrelated) -> NationalTrack:
    """Hold the table in the place of an earlier one."""
    table = Correlation(
        edition=event.edition,
        sha256=event.sha256,
        national_sha256=event.national_sha256,
        articles=event.articles,
        rows=event.rows,
        coverage=event.coverage,
    )
    return replace(track, correlation=table, stale="")


def stale(track: NationalTrack, event: CorrelationBecameStale) -> NationalTrack:
    """Keep the table, and say why it is no longer right."""
    return replace(track, stale=event.grounds)


def _unsound(command: CorrelateArticles) -> Refusal | None:
    names = Counter(each.article for each in command.rows)
    twice = next((name for name, count in names.items() if count > 1), None)
    if twice is not None:
        return not_valid(f"article {twice} has two rows; give each article one")
    if len(command.rows) > command.articles:
        return not_valid(
            f"the model law has {command.articles} articles; {len(command.rows)} rows are too many"
        )
    for row in command.rows:
        if (row.match == "absent") == bool(row.national):
            wants = "names no national article" if row.national else "names its national articles"
            return not_valid(f"article {row.article} is {row.match}: a row that is so {wants}")
    return None
