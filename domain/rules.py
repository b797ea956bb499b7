"""Rules of procedure: dated editions of parameters, each with its citation, many unset."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from domain.decision_rules.decision_rule import (
    UNANIMITIES,
    UNANIMITY,
    DecisionRule,
    QuorumRule,
)
from domain.messages import Message, Text
from domain.parameter_names import ParameterName, parsed
from domain.refusal import NO_CITATION
from domain.replacing import replace

Value: TypeAlias = bool | int | str | tuple[str, ...] | DecisionRule | QuorumRule

Voter: TypeAlias = Literal["delegation", "person", "weighted-delegation", "country-block"]
"""Who holds a vote."""

PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "voter": "who holds a vote: delegation, person, weighted-delegation, country-block",
        "delegation_size": "how many persons a delegation has: a number, or parliament:number each",
        "weights": "votes of each delegation where they are weighted: parliament:number",
        "component_members": "how many votes the body legally has, vacant ones included",
        "proxy": "who acts for another: none, any-voter, own-delegation, committee-quorum",
        "attendance.signed": "whether persons sign the attendance register to vote: required",
        "substitutes.notice": "ISO 8601 duration before the debate by which they are designated",
        "non_voters": "kinds of membership without a vote",
        "plenary.decision": "how the plenary decides: unanimity, fraction_of_members:2/3 …",
        "council.decision": "how the Council decides",
        "committee.decision": "how a committee decides",
        "committee.approvals": "how many distinct delegations must approve an edition",
        "dissolved.delegation": "what one does whose parliament is dissolved: acts-on, no-right",
        "abstention_effect": "what an abstention does to the decision: blocks, no-effect",
        "absence_effect": "what an absence does to the decision: blocks, no-effect",
        "failure_of_consensus": "what follows without consensus: dropped, vote, sent-back",
        "without_consensus.decision": "how the vote decides that follows where none is reached",
        "quorum.open": "how many delegations must be there to open, or a rule with its base",
        "quorum.decide": "how many must be present to decide: a number, or a rule with its base",
        "council.quorum": "the same in the Council, where it is another one there",
        "committee.quorum": "the same in a committee, where it is another one there",
        "quorum.challenge": "the share of members that may ask for a count of the quorum: 1/6",
        "quorum.challenge_delegations": "from how many delegations those who ask must come",
        "roll_call.request": "who may demand a roll call: a share of members as 1/6, group, none",
        "roll_call.delegations": "from how many delegations those who demand it must come",
        "roll_call.condition": "what must have happened for it: electronics-failed",
        "election.rounds": "what elects in each ballot: absolute, relative, unanimity, acclamation",
        "correction_window": "ISO 8601 duration within which a mistaken ballot may be noted",
        "plenary_session.min_frequency": "months within which a plenary session follows another",
        "council.offset": "days between the Council meeting and the plenary session",
        "sitting.presided_by": "who may preside a sitting for the chair, if he asks him: council",
        "chair.order": "parliaments in the order in which they take the chair",
        "rotation.beat": "when the chair passes: plenary-session, or every so many years as P2Y",
        "outcome.types": "forms that an outcome document may have",
        "order_of_business.change": "how it changes once cleared: vote, no-objection, chair",
        "credentials.deadline": "ISO 8601 duration before the first day by which they are sent",
        "speaking.speaker": "ISO 8601 duration for which a speaker has the floor",
        "speaking.rapporteur": "ISO 8601 duration for which a rapporteur has the floor",
        "speaking.delegation": "ISO 8601 duration for which a delegation speaks on an item",
        "point_of_order.ruling": "when a point of order is ruled on: at-once, later",
        "point_of_order.appeal": "whether a ruling on a point of order may be appealed against",
        "secretary_general.term": "years of a Secretary General's term",
        "languages": "languages in which a text must stand before it is voted on",
        "committee.deadline": "ISO 8601 duration within which a committee reports",
        "committee.opinions": "whether a report awaits opinions: awaited, not-awaited",
        "committee.opinion_deadline": "ISO 8601 duration within which an opinion is given",
        "committee.reminder": "ISO 8601 duration before that deadline at which it is reminded",
        "committee.lead": "ISO 8601 duration before the plenary by which a committee reports",
        "languages.lead": "ISO 8601 duration before the vote by which all languages stand",
        "documents.lead": "ISO 8601 duration before the vote by which documents are distributed",
        "time_zone": "the IANA time zone by whose civil days the assembly counts: Asia/Baku",
        "dead_zone.after": "ISO 8601 duration without a fact after which an open case is a concern",
        "followup.interval": "ISO 8601 duration within which a parliament answers a transmission",
        "followup.reminder": "ISO 8601 duration before that at which it is reminded",
        "national.order": "whether steps of a national procedure come in their order",
        "uptake.correlation": "whether a grade must agree with the correlation of articles",
        "amendments": "how amendments are tabled",
        "amendment.signatures": "how many must sign an amendment that no committee tables",
        "amendment.deadline": "ISO 8601 duration before the opening by which they are tabled",
        "amendment.order": "which of several on one text is called first: furthest-first, chair",
        "amendment.lapse": "which lapse when one is adopted: competing, none",
        "amendment.identical": "how often identical amendments are voted on: once, each",
        "amendment.split": "whether an amendment is voted on in parts: on-request, never",
        "separate_vote": "whether a paragraph is voted on by itself: on-request, never",
        "en_bloc": "which amendments are decided together, by the position of the committee",
        "admission": "how members and observers are admitted",
        "modellaw.initiative": "who initiates a model law: delegation, committee, single keys",
    }
)
"""Every parameter that a rules edition may set, and what it means."""

SIZE = "delegation_size"
ZONE = "time_zone"
DISSOLVED, ACTS_ON = "dissolved.delegation", "acts-on"
SCOPED = frozenset(
    {
        "plenary.decision",
        "council.decision",
        "committee.decision",
        "abstention_effect",
        "absence_effect",
        "failure_of_consensus",
        "without_consensus.decision",
        "quorum.decide",
        "council.quorum",
        "committee.quorum",
        "roll_call.request",
        "election.rounds",
    }
)
"""Those that may also be set for one type of document, one question, or both:
`plenary.decision[recommendation]`, `[*/amendment]`, `[recommendation/amendment]`."""


def is_parameter(name: str) -> bool:
    """Tell whether the rules may set a parameter of this name, scoped or not."""
    found = parsed(name)
    if found is None or found.base not in PARAMETERS:
        return False
    return found.base in SCOPED or not found.is_scoped


class Severity(StrEnum):
    """What a breach does: `block` refuses; `alert` asks for a reason and leaves an irregularity."""

    BLOCK = "block"
    ALERT = "alert"


class Parameter(Message):
    """One rule as a value with its source. A value of null is unset: no source gives one."""

    value: Value | None = None
    severity: Severity = Severity.BLOCK
    citation: Text = NO_CITATION


class RulesEdition(Message):
    """The rules of procedure in force from a day on."""

    number: int = Field(ge=1)
    valid_from: date
    title: Text
    parameters: dict[str, Parameter]

    @model_validator(mode="after")
    def _names_are_known(self) -> "RulesEdition":
        unknown = sorted(name for name in self.parameters if not is_parameter(name))
        if unknown:
            raise ValueError(f"no such parameter of the rules: {', '.join(unknown)}")
        return self


@dataclass(frozen=True, kw_only=True)
class Rules:
    """One edition, overlaid by the rulings that hold for the case at hand."""

    edition: int = 0
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def value(self, name: str) -> Value | None:
        """Return the value of a parameter, or None where it is unset."""
        return self._parameter(name).value

    def number(self, name: str) -> int | None:
        """Return a parameter that counts something, or None where it is unset."""
        value = self.value(name)
        return value if type(value) is int else None

    def listed(self, name: str) -> tuple[str, ...]:
        """Return a parameter that lists keys; empty where it is unset."""
        value = self.value(name)
        return value if isinstance(value, tuple) else ()

    def numbers(self, name: str) -> Mapping[str, int]:
        """Return a parameter that gives each its number, as `az:12`; empty where it does not."""
        pairs = (each.partition(":") for each in self.listed(name))
        return {key: int(number) for key, _, number in pairs}

    def size_of(self, parliament: str) -> int | None:
        """Return how many persons a delegation has, or None where no rule says it of this one."""
        return self.numbers(SIZE).get(parliament, self.number(SIZE))

    def scoped(self, name: str, *, document: str | None = None, question: str | None = None) -> str:
        """Return the most specific name under which a parameter is set for a document or question.

        What is written as unset for a document or question is unset there: the wider rule does
        not fill it. `value`, `cite` and the others take the name that is returned.
        """
        asked = ParameterName(base=name, document=document, question=question)
        names = (str(each) for each in asked.widening())
        return next((each for each in names if each in self.parameters), name)

    def quorum(
        self, organ: str, *, document: str | None = None, question: str | None = None
    ) -> str:
        """Return the name of the quorum to decide of plenary, Council or committee.

        An organ for which one is written, if only as unset, has its own; the others have the one
        of the assembly.
        """
        own = f"{organ}.quorum"
        has_own = any(each.partition("[")[0] == own for each in self.parameters)
        base = own if has_own else "quorum.decide"
        return self.scoped(base, document=document, question=question)

    def covering(self, name: str) -> str:
        """Return the name under which the rules set what another, perhaps scoped, one asks."""
        asked = parsed(name)
        if asked is None:
            return name
        return self.scoped(asked.base, document=asked.document, question=asked.question)

    def cite(self, name: str) -> str:
        """Return the article that sets a parameter, or "none"."""
        return self._parameter(name).citation

    def severity(self, name: str) -> Severity:
        """Return what a breach of the parameter does."""
        return self._parameter(name).severity

    def ruled(self, rulings: Mapping[str, Parameter]) -> "Rules":
        """Return these rules with rulings laid over what they leave open.

        A ruling answers what is unset: where a later edition sets it, that is what holds.
        """
        held = {name: each for name, each in rulings.items() if self.leaves_open(name, each.value)}
        if not held:
            return self
        return replace(self, parameters=MappingProxyType({**self.parameters, **held}))

    def leaves_open(self, name: str, answer: Value | None) -> bool:
        """Tell whether a parameter is unset, or set to a unanimity of which an answer is a kind."""
        held = self.value(self.covering(name))
        if held is None:
            return True
        return _rule_named(held) == UNANIMITY and _rule_named(answer) in UNANIMITIES

    def _parameter(self, name: str) -> Parameter:
        if not is_parameter(name):
            raise KeyError(f"no such parameter of the rules: {name}")
        return self.parameters.get(name, Parameter())


def _rule_named(value: Value | None) -> str | None:
    """Return the name of a decision rule, however it is written."""
    if isinstance(value, DecisionRule):
        return value.name
    return value if isinstance(value, str) else None
