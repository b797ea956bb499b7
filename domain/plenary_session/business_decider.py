"""The order of business: proposals, requests, items; every act and every event of them."""

from typing import TypeAlias, assert_never

from domain.acting import Acting, Record
from domain.definition import Decision
from domain.plenary_session import business_changes, council, items, proposals, requests
from domain.plenary_session.state import PlenarySession
from domain.rules import Rules

Proposing: TypeAlias = (
    proposals.ProposeItem
    | proposals.AdmitItem
    | proposals.RefuseItem
    | proposals.WithdrawProposal
    | council.OpenCouncilMeeting
    | council.ClearOrderOfBusiness
)
Changing: TypeAlias = (
    requests.RequestOrderOfBusinessChange
    | requests.WithdrawOrderOfBusinessRequest
    | business_changes.DecideOrderOfBusinessChange
    | business_changes.AdoptOrderOfBusiness
)
Dealing: TypeAlias = (
    items.OpenItem | items.CloseItem | items.DeferItem | items.DropItem | items.WithdrawItem
)
Command: TypeAlias = Proposing | Changing | Dealing

Proposed: TypeAlias = (
    proposals.ItemProposed
    | proposals.ItemAdmitted
    | proposals.ItemRefused
    | proposals.ProposalWithdrawn
    | council.CouncilMeetingOpened
    | council.OrderOfBusinessCleared
)
Changed: TypeAlias = (
    requests.OrderOfBusinessChangeRequested
    | requests.OrderOfBusinessRequestWithdrawn
    | business_changes.OrderOfBusinessChanged
    | business_changes.OrderOfBusinessChangeRefused
    | business_changes.OrderOfBusinessAdopted
)
Dealt: TypeAlias = (
    items.ItemOpened
    | items.ItemClosed
    | items.ItemDeferred
    | items.ItemDropped
    | items.ItemWithdrawn
)
Event: TypeAlias = Proposed | Changed | Dealt


def decide(
    command: Command, case: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Decision:
    """Put an act to its stage."""
    if isinstance(command, Proposing):
        return _propose(command, case, acting, rules, record)
    if isinstance(command, Changing):
        return _change(command, case, acting, rules, record)
    return _deal(command, case, acting, rules, record)


def _propose(
    command: Proposing, case: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case proposals.ProposeItem():
            return proposals.propose(command, case, acting)
        case proposals.AdmitItem():
            return proposals.admit(command, case)
        case proposals.RefuseItem():
            return proposals.refuse(command, case)
        case proposals.WithdrawProposal():
            return proposals.withdraw_proposal(command, case, acting, record)
        case council.OpenCouncilMeeting():
            return council.open_council(command, case, acting, rules)
        case council.ClearOrderOfBusiness():
            return council.clear(command, case, acting, rules, record)
        case _:
            assert_never(command)


def _change(
    command: Changing, case: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case requests.RequestOrderOfBusinessChange():
            return requests.request_change(command, case, acting)
        case requests.WithdrawOrderOfBusinessRequest():
            return requests.withdraw_request(command, case, acting, record)
        case business_changes.DecideOrderOfBusinessChange():
            return business_changes.decide_change(command, case, rules, record)
        case business_changes.AdoptOrderOfBusiness():
            return business_changes.adopt(command, case, acting, rules, record)
        case _:
            assert_never(command)


def _deal(
    command: Dealing, case: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case items.OpenItem():
            return items.open_item(command, case, acting, rules)
        case items.CloseItem():
            return items.close_item(command, case, acting, rules)
        case items.DeferItem():
            return items.defer(command, case, record)
        case items.DropItem():
            return items.drop(command, case, record)
        case items.WithdrawItem():
            return items.withdraw_item(command, case, acting, record)
        case _:
            assert_never(command)


def evolve(case: PlenarySession, event: Event) -> PlenarySession:
    """Fold an event."""
    if isinstance(event, Proposed):
        return _proposed(case, event)
    if isinstance(event, Changed):
        return _changed(case, event)
    return _dealt(case, event)


def _proposed(case: PlenarySession, event: Proposed) -> PlenarySession:
    match event:
        case proposals.ItemProposed():
            return proposals.proposed(case, event)
        case proposals.ItemAdmitted():
            return proposals.admitted(case, event)
        case proposals.ItemRefused():
            return proposals.refused(case, event)
        case proposals.ProposalWithdrawn():
            return proposals.proposal_withdrawn(case, event)
        case council.CouncilMeetingOpened():
            return council.council_opened(case, event)
        case council.OrderOfBusinessCleared():
            return council.cleared(case, event)
        case _:
            assert_never(event)


def _changed(case: PlenarySession, event: Changed) -> PlenarySession:
    match event:
        case requests.OrderOfBusinessChangeRequested():
            return requests.change_requested(case, event)
        case requests.OrderOfBusinessRequestWithdrawn():
            return requests.request_withdrawn(case, event)
        case business_changes.OrderOfBusinessChanged():
            return business_changes.business_changed(case, event)
        case business_changes.OrderOfBusinessChangeRefused():
            return business_changes.change_refused(case, event)
        case business_changes.OrderOfBusinessAdopted():
            return business_changes.business_adopted(case, event)
        case _:
            assert_never(event)


def _dealt(case: PlenarySession, event: Dealt) -> PlenarySession:
    match event:
        case items.ItemOpened():
            return items.item_opened(case, event)
        case items.ItemClosed():
            return items.item_closed(case, event)
        case items.ItemDeferred():
            return items.item_deferred(case, event)
        case items.ItemDropped():
            return items.item_dropped(case, event)
        case items.ItemWithdrawn():
            return items.item_withdrawn(case, event)
        case _:
            assert_never(event)
