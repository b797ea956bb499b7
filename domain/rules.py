"""Rules of procedure: dated editions of parameters, each with its citation, many unset."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from pydantic import Field, model_validator

from domain.messages import Message, Text
from domain.refusal import NO_CITATION

Value: TypeAlias = bool | int | str | tuple[str, ...]

PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "voter": "who holds a vote: the delegation; nothing else can be counted yet",
        "delegation_size": "how many persons a delegation has",
        "non_voters": "kinds of membership without a vote",
        "plenary.decision": "how the plenary decides: unanimity, fraction_of_members:2/3 …",
        "council.decision": "how the Council decides",
        "committee.decision": "how a committee decides",
        "committee.approvals": "how many distinct delegations must approve an edition",
        "abstention_effect": "what an abstention does to the decision: blocks, no-effect",
        "absence_effect": "what an absence does to the decision: blocks, no-effect",
        "quorum.open": "how many delegations must be present to open a sitting",
        "quorum.decide": "how many delegations must be present to decide",
        "plenary_session.min_frequency": "months within which a plenary session follows another",
        "council.offset": "days between the Council meeting and the plenary session",
        "chair.order": "parliaments in the order in which they take the chair",
        "outcome.types": "forms that an outcome document may have",
        "secretary_general.term": "years of a Secretary General's term",
        "languages": "languages in which a text must stand before it is voted on",
        "committee.deadline": "ISO 8601 duration within which a committee reports",
        "committee.reminder": "ISO 8601 duration before that deadline at which it is reminded",
        "followup.interval": "ISO 8601 duration within which a parliament answers a transmission",
        "followup.reminder": "ISO 8601 duration before that at which it is reminded",
        "national.order": "whether steps of a national procedure come in their order",
        "amendments": "how amendments are tabled",
        "admission": "how members and observers are admitted",
        "modellaw.initiative": "who initiates a model law: delegation, committee, single keys",
    }
)
"""Every parameter that a rules edition may set, and what it means."""


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
        unknown = sorted(set(self.parameters) - set(PARAMETERS))
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

    def cite(self, name: str) -> str:
        """Return the article that sets a parameter, or "none"."""
        return self._parameter(name).citation

    def severity(self, name: str) -> Severity:
        """Return what a breach of the parameter does."""
        return self._parameter(name).severity

    def ruled(self, rulings: Mapping[str, Parameter]) -> "Rules":
        """Return these rules with rulings laid over them."""
        return replace(self, parameters=MappingProxyType({**self.parameters, **rulings}))

    def _parameter(self, name: str) -> Parameter:
        if name not in PARAMETERS:
            raise KeyError(f"no such parameter of the rules: {name}")
        return self.parameters.get(name, Parameter())
