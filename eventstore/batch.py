"""Judges the acts of one batch in order of arrival, each seeing what those before it did."""

from collections.abc import Callable, Sequence
from uuid import UUID

from domain.clock import REGISTER
from domain.not_loaded import NotLoadedError
from domain.submission import Accepted, Disclosure, Refused
from eventstore.asked import Abandon, Item, Setting
from eventstore.canonical import plain
from eventstore.draft import Draft, Entry, Said
from eventstore.entering import enter, persons, view_rows
from eventstore.envelope import BodyTooLargeError, Told, attempt_id, event_id, instant, who
from eventstore.outcomes import accepted, failed, refusal_fact, refused, spent, stale
from eventstore.streams import States, Streams
from eventstore.work import Accept, Fact, Outcome, Refuse, Work


class BugError(Exception):
    """Code that was handed in failed on one act: the others are not touched by it."""


class NotLookedUpError(LookupError):
    """An id is spent: whether this attempt was answered before must be read first."""

    def __init__(self, attempt: UUID) -> None:
        """Name the id under which its refusal would stand."""
        super().__init__(str(attempt))
        self.attempt = attempt


class Batch:
    """Fills the draft of one batch."""

    def __init__(self, setting: Setting, draft: Draft, streams: Streams) -> None:
        """Take what is known at the beginning."""
        self._setting = setting
        self._draft = draft
        self._streams = streams

    def answer(self, item: Item) -> Outcome:
        """Return the outcome of one act; a bug in its judge, fold or view is its own alone.

        Raise `NotLoadedError` or `NotLookedUpError`, having changed nothing, where more must be
        read first.
        """
        try:
            return self._answer(item)
        except BugError as error:
            return failed(item.command_id, error)

    def _answer(self, item: Item) -> Outcome:
        said = self._draft.said.get(item.command_id)
        if isinstance(item, Abandon):
            return said.outcome if said else self._handed_in(lambda: self._abandon(item.command_id))
        if said is None:
            return self._handed_in(lambda: self._judge(item))
        if said.request_hash == item.request_hash:
            return said.outcome
        return self._take_late(item, abandoned=said.request_hash is None)

    def _take_late(self, work: Work, *, abandoned: bool) -> Outcome:
        """Refuse an id that is spent; the same attempt sent again finds its own refusal."""
        own_id = attempt_id(work.command_id, work.request_hash)
        if own_id not in self._draft.said:
            raise NotLookedUpError(own_id)
        if (said := self._draft.said[own_id]) is not None:
            return said.outcome
        refuse = spent(abandoned=abandoned)
        return self._handed_in(lambda: self._refuse(work, refuse, key=own_id, own_id=own_id))

    def _handed_in(self, call: Callable[[], Outcome]) -> Outcome:
        """Run code that is not ours: whatever it raises concerns this act alone."""
        try:
            return call()
        except NotLoadedError:
            raise
        except Exception as error:
            raise BugError(f"{type(error).__name__}: {error}") from error

    def _judge(self, work: Work) -> Outcome:
        stands = self._streams.at(work.stream).version
        if work.expected_version not in (None, stands):
            refuse = stale(work.stream, work.expected_version or 0, stands)
            return self._refuse_first(work, refuse)
        judgement = work.judge(States(self._streams), self._draft.clock)
        if isinstance(judgement, Accept):
            return self._accept(work, judgement)
        if not judgement.stored:
            return refused(work.command_id, judgement, None)
        return self._refuse_first(work, judgement)

    def _accept(self, work: Work, accept: Accept) -> Accepted | Refused:
        if work.stream not in {fact.stream for fact in accept.facts}:
            raise ValueError(f"{work.name} was accepted without a fact on its own case")
        ids = [event_id(work.command_id, ordinal) for ordinal in range(len(accept.facts))]
        try:
            entry = self._enter(accept.facts, self._told(work), ids, work.disclosures)
        except BodyTooLargeError as error:
            refuse = Refuse(code="too-large", sentence=str(error))
            return refused(work.command_id, refuse, None)
        outcome = accepted(work.command_id, self._draft.clock, entry.rows)
        said = Said(request_hash=work.request_hash, outcome=outcome)
        self._add(entry, key=work.command_id, said=said, request=work.request)
        return outcome

    def _refuse_first(self, work: Work, refuse: Refuse) -> Refused:
        own_id = event_id(work.command_id, 0)
        return self._refuse(work, refuse, key=work.command_id, own_id=own_id)

    def _refuse(self, work: Work, refuse: Refuse, *, key: UUID, own_id: UUID) -> Refused:
        fact = refusal_fact(work.name, work.stream, refuse)
        entry = self._enter([fact], self._told(work), [own_id])
        outcome = refused(work.command_id, refuse, entry.rows[0].event.position)
        said = Said(request_hash=work.request_hash, outcome=outcome)
        self._add(entry, key=key, said=said, request=work.request)
        return outcome

    def _abandon(self, command_id: UUID) -> Refused:
        refuse = spent(abandoned=True)
        told = Told(
            log=self._setting.log,
            command=command_id,
            actor=who(REGISTER),
            occurred_at=instant(self._draft.clock),
        )
        fact = refusal_fact("", "", refuse)
        entry = self._enter([fact], told, [event_id(command_id, 0)])
        outcome = refused(command_id, refuse, entry.rows[0].event.position)
        said = Said(request_hash=None, outcome=outcome)
        self._add(entry, key=command_id, said=said, request=None)
        return outcome

    def _told(self, work: Work) -> Told:
        return Told(
            log=self._setting.log,
            command=work.command_id,
            actor=who(work.actor),
            occurred_at=work.occurred_at,
            source=work.source,
            proof=plain(work.proof),
        )

    def _enter(
        self,
        facts: Sequence[Fact],
        told: Told,
        ids: Sequence[UUID],
        disclosures: Sequence[Disclosure] = (),
    ) -> Entry:
        steps = enter(facts, told, ids, self._draft, self._streams)
        rows = [row for row, _ in steps]
        return Entry(
            rows=rows,
            streams={row.event.stream: folded for row, folded in steps},
            views=view_rows(self._setting.views, steps),
            persons=persons(rows, told.command, disclosures) if disclosures else (),
        )

    def _add(self, entry: Entry, *, key: UUID, said: Said, request: str | None) -> None:
        """Nothing was changed before this; nothing can fail from here on."""
        self._draft.add(entry, key=key, said=said, request=request)
        self._streams.changed.update(entry.streams)
