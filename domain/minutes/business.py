"""What the minutes say of the order of business and of its items."""

from collections.abc import Mapping

from domain.messages import Event
from domain.minutes.words import because, by_vote
from domain.plenary_session import (
    business_changes,
    council,
    documents,
    items,
    outcome,
    proposals,
    requests,
)
from domain.plenary_session.points import key_of


def of_business(event: Event, names: Mapping[str, str]) -> str | None:
    """Return the sentence of an event of the order of business; None of others."""
    return _proposed(event, names) or _changed(event, names) or _dealt(event) or _written(event)


def _proposed(event: Event, names: Mapping[str, str]) -> str | None:
    match event:
        case proposals.ItemProposed():
            who = names.get(event.proposer, event.proposer)
            return f"{who} proposed an item: {event.title} (proposal {event.proposal})."
        case proposals.ItemAdmitted():
            return f"Proposal {event.proposal} was admitted as item {event.item}."
        case proposals.ItemRefused():
            return f"Proposal {event.proposal} was refused{because(event.grounds)}"
        case proposals.ProposalWithdrawn():
            return f"Proposal {event.proposal} was withdrawn."
        case council.OrderOfBusinessCleared():
            return f"The Council cleared the order of business: {_tree(event)}."
        case _:
            return None


def _tree(event: council.OrderOfBusinessCleared) -> str:
    numbered = [
        *(((item.number,), f"{item.number}. {item.title}") for item in event.items),
        *((key_of(each.place), f"{each.place}. {each.title}") for each in event.sub_items),
    ]
    return "; ".join(text for _, text in sorted(numbered))


def _changed(event: Event, names: Mapping[str, str]) -> str | None:
    match event:
        case requests.OrderOfBusinessChangeRequested():
            who = names.get(event.requested_by, event.requested_by)
            wish = _wish(event)
            return f"{who} asked {wish} (request {event.request}){because(event.grounds)}"
        case requests.OrderOfBusinessRequestWithdrawn():
            return f"Request {event.request} was withdrawn."
        case business_changes.OrderOfBusinessChanged():
            told = f"Request {event.request} was accepted{by_vote(event.vote)}"
            return f"{told} The order of business stands in edition {event.edition}."
        case business_changes.OrderOfBusinessChangeRefused():
            return f"Request {event.request} was not accepted{by_vote(event.vote)}"
        case business_changes.OrderOfBusinessAdopted():
            told = f"The order of business was adopted in edition {event.edition}"
            return f"{told}{by_vote(event.vote)}"
        case _:
            return None


def _wish(event: requests.OrderOfBusinessChangeRequested) -> str:
    match event.change:
        case "add":
            where = f" as item {event.to}" if event.to else ""
            return f"for a late item{where}, {event.title},"
        case "remove":
            return f"that item {event.item} be taken off"
        case "move":
            return f"that item {event.item} stand as item {event.to}"


def _dealt(event: Event) -> str | None:
    match event:
        case items.ItemOpened(jointly=()):
            return f"Item {event.item} was opened."
        case items.ItemOpened():
            return f"Items {', '.join((event.item, *event.jointly))} were opened together."
        case items.ItemClosed():
            votes = f" ({', '.join(event.votes)})" if event.votes else ""
            return f"Item {event.item} was concluded{votes}{because(event.conclusion)}"
        case items.ItemDeferred():
            until = event.until.replace("-", " ")
            return f"Item {event.item} was put off to the {until}{because(event.grounds)}"
        case items.ItemDropped():
            return f"Item {event.item} was dropped{because(event.grounds)}"
        case items.ItemWithdrawn():
            return f"Item {event.item} was withdrawn by its proposer."
        case _:
            return None


def _written(event: Event) -> str | None:
    match event:
        case outcome.OutcomeDocumentRecorded():
            return f"Document {event.sequence} is on record: {event.form}, {event.title}."
        case documents.OutcomeDocumentAwaited():
            return f"A draft was laid before the plenary: {event.title} ({event.document})."
        case documents.OutcomeDocumentSettled():
            return f"{event.document} was {event.outcome}."
        case documents.OutcomeAgreementVoided():
            return f"{event.document} was revised: what was agreed on it is void."
        case _:
            return None
