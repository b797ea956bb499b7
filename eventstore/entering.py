"""From the facts of an act to numbered, chained events and the view rows they make."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.signing import commitment
from domain.submission import Disclosure
from eventstore.draft import Draft, PersonRow
from eventstore.envelope import Place, Row, Told, row
from eventstore.streams import Folded, Streams
from eventstore.work import Fact, Json, View


def enter(
    facts: Sequence[Fact], told: Told, ids: Sequence[UUID], draft: Draft, streams: Streams
) -> list[tuple[Row, Folded]]:
    """Return each fact as the event that it becomes, and its stream after it. Changes nothing."""
    steps: list[tuple[Row, Folded]] = []
    changed: dict[str, Folded] = {}
    after = draft.head
    for fact, own_id in zip(facts, ids, strict=True):
        folded = changed.get(fact.stream) or streams.at(fact.stream)
        place = Place(
            version=folded.version + 1,
            id=own_id,
            recorded_at=draft.clock,
            cause=None if fact.cause is None else ids[fact.cause],
        )
        made = row(fact, told, place, after)
        after = made.head
        changed[fact.stream] = streams.next(folded, made.event)
        steps.append((made, changed[fact.stream]))
    return steps


def view_rows(
    views: Sequence[View], steps: Sequence[tuple[Row, Folded]]
) -> list[tuple[int, str, Mapping[str, Json]]]:
    """Return the view rows that events make: number of the view, key, row."""
    return [
        (number, str(made[view.key]), made)
        for row, folded in steps
        for number, view in enumerate(views)
        for made in view.rows(row.event, folded.state)
    ]


def persons(
    rows: Sequence[Row], command_id: UUID, disclosures: Sequence[Disclosure]
) -> list[PersonRow]:
    """Return one row for each field of an event that holds a commitment disclosed with it."""
    disclosed = {commitment(each): each for each in disclosures}
    return [
        PersonRow(
            position=row.event.position,
            field=field,
            ordinal=ordinal,
            command_id=command_id,
            commitment=value,
            value=disclosed[value].value,
            salt=disclosed[value].salt,
        )
        for ordinal, row in enumerate(rows)
        for field, value in row.event.data.items()
        if isinstance(value, str) and value in disclosed
    ]
