"""Folded streams: those the registrar keeps, and those one batch has read or changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import structlog

from domain.not_loaded import NotLoadedError
from eventstore.envelope import Head
from eventstore.work import Fold, Recorded, State

REFUSALS = "refusals"
"""The stream of all refusals: only its version is kept, for nothing is decided by it."""

KEPT = 10_000

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Folded:
    """A stream folded up to one of its versions."""

    version: int
    state: State


class Known:
    """The streams used last, folded as they stand at `head`."""

    def __init__(self, fold: Fold) -> None:
        """Begin with nothing."""
        self._fold = fold
        self._streams: dict[str, Folded] = {}
        self.head: Head | None = None

    def __contains__(self, stream: str) -> bool:
        """Tell whether a stream is kept."""
        return stream in self._streams

    def get(self, stream: str) -> Folded | None:
        """Return a stream if it is kept, and keep it longer."""
        if (folded := self._streams.pop(stream, None)) is not None:
            self._streams[stream] = folded
        return folded

    def keep(self, streams: Mapping[str, Folded], head: Head) -> None:
        """Keep what a batch has committed; let go of what was not used for longest."""
        self.head = head
        for stream, folded in streams.items():
            self._streams.pop(stream, None)
            self._streams[stream] = folded
        for stream in list(self._streams)[: max(0, len(self._streams) - KEPT)]:
            del self._streams[stream]

    def catch_up(self, others: Iterable[Recorded], head: Head) -> None:
        """Fold what other writers have committed into what is kept.

        What cannot be folded here is let go: it concerns only the acts that need it.
        """
        for event in others:
            if (folded := self._streams.pop(event.stream, None)) is not None:
                self._follow(folded, event)
        self.head = head

    def _follow(self, folded: Folded, event: Recorded) -> None:
        try:
            self._streams[event.stream] = followed(self._fold, folded, event)
        except Exception as error:
            log.warning("stream.not_folded", stream=event.stream, exc_info=error)

    def forget(self, head: Head | None = None) -> None:
        """Keep nothing; what comes is as of this head, or as the next look finds it."""
        self._streams.clear()
        self.head = head


class Streams:
    """What one batch sees: the register, and on top of it what its earlier acts did."""

    def __init__(self, fold: Fold, known: Known, ahead: Mapping[str, Folded] | None = None) -> None:
        """Begin with what is kept, and with what the batch ahead has changed but not committed."""
        self._fold = fold
        self._known = known
        self._ahead = ahead or {}
        self._read: dict[str, list[Recorded]] = {}
        self.changed: dict[str, Folded] = {}

    def add_read(self, streams: Iterable[str], events: Iterable[Recorded]) -> None:
        """Take whole streams as they were read; they are folded when somebody asks."""
        for stream in streams:
            self._read[stream] = []
        for event in events:
            self._read[event.stream].append(event)

    def at(self, stream: str) -> Folded:
        """Return a stream as it stands; raise `NotLoadedError` where it must be read first."""
        folded = self.changed.get(stream) or self._ahead.get(stream) or self._known.get(stream)
        if folded is None:
            folded = self.changed[stream] = self._fold_read(stream)
        return folded

    def next(self, folded: Folded, event: Recorded) -> Folded:
        """Return a stream after one more event."""
        return followed(self._fold, folded, event)

    def _fold_read(self, stream: str) -> Folded:
        if stream not in self._read:
            raise NotLoadedError(stream)
        return folded_from(self._fold, stream, self._read[stream])


class States(Mapping[str, State]):
    """The folded states as one act sees them, each looked up when somebody asks for it."""

    def __init__(self, streams: Streams) -> None:
        """Look at what the batch sees."""
        self._streams = streams

    def __getitem__(self, stream: str) -> State:
        """Return a state; raise `NotLoadedError` where its stream must be read first."""
        return self._streams.at(stream).state

    def __iter__(self) -> Iterator[str]:
        """Go through the streams that this batch has looked at."""
        return iter(self._streams.changed)

    def __len__(self) -> int:
        """Count the streams that this batch has looked at."""
        return len(self._streams.changed)


def folded_from(fold: Fold, stream: str, events: Sequence[Recorded]) -> Folded:
    """Return a stream folded from its beginning."""
    folded = Folded(version=0, state=fold.begin(stream))
    for event in events:
        folded = followed(fold, folded, event)
    return folded


def followed(fold: Fold, folded: Folded, event: Recorded) -> Folded:
    """Return a folded stream after one more event; refuse a gap in its versions."""
    if event.version != folded.version + 1:
        raise ValueError(
            f"{event.stream} stands at version {folded.version}, but position {event.position} "
            f"holds its version {event.version}"
        )
    if event.stream == REFUSALS:
        return Folded(version=event.version, state=folded.state)
    return Folded(version=event.version, state=fold.evolve(folded.state, event))
