"""Credentials: the list of delegates that a parliament sends, accepted, challenged or refused."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.state import STREAM, Assembly
from domain.day_counting.lengths import calendar_length
from domain.irregularities import IrregularityRecorded, breach
from domain.messages import Command, Dated, Event, Key, Text
from domain.plenary_session.delegations import Credentials, CredentialsLife, Delegate
from domain.plenary_session.state import ENDED, PlenarySession
from domain.refusal import Refusal, no_right, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import SIZE, Rules
from domain.submission import Capacity

DEADLINE = "credentials.deadline"


class SubmitCredentials(Command):
    """A parliament names its delegation, as the national authority has chosen it."""

    by: ClassVar = (Capacity.DELEGATION, Capacity.SECRETARIAT)
    rule: ClassVar = DEADLINE
    type: Literal["SubmitCredentials"] = "SubmitCredentials"
    parliament: Key
    delegates: tuple[Delegate, ...] = Field(min_length=1)


class CredentialsSubmitted(Dated):
    """A delegation was named; a later list takes the place of the one before."""

    official: ClassVar = ("delegates",)
    type: Literal["CredentialsSubmitted"] = "CredentialsSubmitted"
    parliament: Key
    delegates: tuple[Delegate, ...]


class AcceptCredentials(Command):
    """The Secretariat records that credentials are accepted; on a challenge, by which decision."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["AcceptCredentials"] = "AcceptCredentials"
    parliament: Key
    decision: Text | None = None


class CredentialsAccepted(Dated):
    """The credentials of a delegation are accepted."""

    type: Literal["CredentialsAccepted"] = "CredentialsAccepted"
    parliament: Key
    decision: Text | None = None


class ChallengeCredentials(Command):
    """A delegation contests the credentials of another, for their form or for their substance."""

    by: ClassVar = (Capacity.DELEGATION,)
    type: Literal["ChallengeCredentials"] = "ChallengeCredentials"
    parliament: Key
    kind: Literal["procedural", "substantive"]
    grounds: Text


class CredentialsChallenged(Dated):
    """The credentials of a delegation are contested."""

    type: Literal["CredentialsChallenged"] = "CredentialsChallenged"
    parliament: Key
    challenged_by: Key
    kind: Literal["procedural", "substantive"]
    grounds: Text


class RefuseCredentials(Command):
    """The Secretariat records that credentials are refused, and by which decision."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RefuseCredentials"] = "RefuseCredentials"
    parliament: Key
    decision: Text


class CredentialsRefused(Dated):
    """The credentials of a delegation are refused: nobody of it has a seat."""

    type: Literal["CredentialsRefused"] = "CredentialsRefused"
    parliament: Key
    decision: Text


def submit(
    command: SubmitCredentials,
    plenary: PlenarySession,
    acting: Acting,
    rules: Rules,
    record: Record,
) -> Sequence[Event] | Refusal:
    """Take the list of one's own delegation; late or too long a list needs what the rules say."""
    refusal = (
        over(plenary)
        or not_own(command.parliament, acting)
        or _not_invited(command.parliament, plenary, acting, record)
        or _confused(command)
    )
    if refusal is not None:
        return refusal
    told = CredentialsSubmitted(parliament=command.parliament, delegates=command.delegates)
    breaches: list[IrregularityRecorded] = []
    for rule, sentence in _breaches(command, plenary, acting, rules):
        found = breach(rule, sentence, acting, rules)
        if isinstance(found, Refusal):
            return found
        breaches.append(found)
    return [told, *breaches]


def _breaches(
    command: SubmitCredentials, plenary: PlenarySession, acting: Acting, rules: Rules
) -> Sequence[tuple[str, str]]:
    """Return the rules that the list breaks, with what is wrong."""
    found: list[tuple[str, str]] = []
    before = rules.value(DEADLINE)
    if isinstance(before, str) and plenary.first_day is not None:
        last = calendar_length(before).days_before(plenary.first_day)
        if acting.at_latest > last:
            found.append((DEADLINE, f"credentials were due on {last}"))
    size = rules.size_of(command.parliament)
    seats = sum(1 for each in command.delegates if each.function != "substitute")
    if size is not None and seats > size:
        found.append((SIZE, f"the delegation has {seats} seats, and {size} are allowed"))
    return found


def over(plenary: PlenarySession) -> Refusal | None:
    """Refuse what belongs to a plenary session that still goes on, or is yet to come."""
    if plenary.stage in ENDED:
        return not_in_order(f"{plenary.stream} is {plenary.stage.value}")
    return None


def not_own(parliament: str, acting: Acting) -> Refusal | None:
    """Refuse a delegation that acts for another one."""
    actor = acting.actor
    if actor.capacity is Capacity.DELEGATION and actor.body != parliament:
        return no_right(f"the delegation of {actor.body} does not act for {parliament}")
    return None


def _not_invited(
    parliament: str, plenary: PlenarySession, acting: Acting, record: Record
) -> Refusal | None:
    belonging = {
        spell.parliament
        for spell in record.case(STREAM, Assembly).spells
        if spell.holds_on(acting.on)
    }
    if parliament in {*belonging, *plenary.invited}:
        return None
    return not_in_order(f"on {acting.on} {parliament} is neither member nor observer nor invited")


def _confused(command: SubmitCredentials) -> Refusal | None:
    named = [each.subject for each in command.delegates]
    if len(set(named)) < len(named):
        return not_valid("a delegate is named twice")
    if sum(1 for each in command.delegates if each.function == "head") > 1:
        return not_valid("a delegation has one head")
    return None


def accept(command: AcceptCredentials, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Accept what is submitted; a challenge is answered by a decision that is cited."""
    found = plenary.credentials.get(command.parliament)
    if found is None:
        return _nothing_submitted(command.parliament)
    if (refusal := over(plenary)) is not None:
        return refusal
    settled = found.life is CredentialsLife.ACCEPTED and found.challenged_by is None
    if settled:
        return Refusal(
            code="already-done", sentence=f"the credentials of {command.parliament} are accepted"
        )
    if found.challenged_by is not None and command.decision is None:
        return Refusal(
            code="decision-needed",
            sentence=f"{found.challenged_by} challenged the credentials of {command.parliament}; "
            "cite the decision on it",
            missing=("decision",),
        )
    told = command.model_dump(exclude={"type"})
    return [CredentialsAccepted.model_validate(told)]


def challenge(
    command: ChallengeCredentials, plenary: PlenarySession, acting: Acting
) -> Sequence[Event] | Refusal:
    """Contest the credentials of another delegation, also when they have been accepted."""
    found = plenary.credentials.get(command.parliament)
    if found is None:
        return _nothing_submitted(command.parliament)
    if (refusal := over(plenary)) is not None:
        return refusal
    challenger = str(acting.actor.body)
    if challenger == command.parliament:
        return no_right("a delegation does not challenge its own credentials")
    if found.challenged_by is not None or found.life is CredentialsLife.REFUSED:
        said = "refused" if found.challenged_by is None else f"challenged by {found.challenged_by}"
        return not_in_order(f"the credentials of {command.parliament} are {said}")
    told = command.model_dump(exclude={"type"})
    return [CredentialsChallenged.model_validate({**told, "challenged_by": challenger})]


def refuse(command: RefuseCredentials, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Refuse them, citing the decision."""
    found = plenary.credentials.get(command.parliament)
    if found is None:
        return _nothing_submitted(command.parliament)
    if (refusal := over(plenary)) is not None:
        return refusal
    if found.life is CredentialsLife.REFUSED:
        return Refusal(
            code="already-done", sentence=f"the credentials of {command.parliament} are refused"
        )
    return [CredentialsRefused.model_validate(command.model_dump(exclude={"type"}))]


def _nothing_submitted(parliament: str) -> Refusal:
    return not_in_order(f"{parliament} has submitted no credentials")


def submitted(plenary: PlenarySession, event: CredentialsSubmitted) -> PlenarySession:
    """Hold the list until it is accepted; who sat for whom is to be said anew."""
    others = tuple(e for e in plenary.substitutions if e.parliament != event.parliament)
    credentials = Credentials(parliament=event.parliament, delegates=event.delegates)
    return replace(_with(plenary, credentials), substitutions=others)


def accepted(plenary: PlenarySession, event: CredentialsAccepted) -> PlenarySession:
    """Let the delegation sit."""
    return _now(plenary, event.parliament, CredentialsLife.ACCEPTED)


def challenged(plenary: PlenarySession, event: CredentialsChallenged) -> PlenarySession:
    """Wait for the decision; what was accepted stands until then."""
    found = plenary.credentials.get(event.parliament)
    if found is None:
        return plenary
    return _with(plenary, replace(found, challenged_by=event.challenged_by))


def refused(plenary: PlenarySession, event: CredentialsRefused) -> PlenarySession:
    """Let nobody of the delegation sit."""
    return _now(plenary, event.parliament, CredentialsLife.REFUSED)


def _now(plenary: PlenarySession, parliament: str, life: CredentialsLife) -> PlenarySession:
    found = plenary.credentials.get(parliament)
    if found is None:
        return plenary
    return _with(plenary, replace(found, life=life, challenged_by=None))


def _with(plenary: PlenarySession, credentials: Credentials) -> PlenarySession:
    held = {**plenary.credentials, credentials.parliament: credentials}
    return replace(plenary, credentials=MappingProxyType(held))
