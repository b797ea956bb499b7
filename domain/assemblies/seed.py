"""What a seed holds: an assembly as its sources tell it, each fact with its source."""

from datetime import date
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from domain.assemblies.procedure_maps import SeedMap
from domain.assemblies.procedures import SeedProcedure
from domain.assembly.rules_of_procedure import Parameters
from domain.assembly.state import Membership
from domain.messages import CaseKey, Key, Text

LASTING = frozenset({Membership.MEMBER, Membership.OBSERVER})


def _flat(table: object) -> object:
    """Join nested tables to dotted names: TOML reads `quorum.open = …` as two tables."""
    if not isinstance(table, dict):
        return table
    flat: dict[str, object] = {}
    for name, entry in table.items():
        if _is_group(entry):
            flat |= {f"{name}.{rest}": inner for rest, inner in entry.items()}
        else:
            flat[name] = entry
    return flat


def _is_group(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and bool(entry)
        and all(isinstance(inner, dict) for inner in entry.values())
    )


def _cited(table: object) -> object:
    if isinstance(table, dict):
        silent = [name for name, entry in table.items() if "citation" not in entry]
        if silent:
            raise ValueError(f'no citation for {", ".join(silent)}; write an article or "none"')
    return table


SeedParameters: TypeAlias = Annotated[Parameters, BeforeValidator(_cited), BeforeValidator(_flat)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Foundation(_Part):
    """When the assembly was founded, and who keeps its record from that day on.

    `last_day` is that of one which is no more: after it, it decides nothing.
    """

    founded_on: date
    last_day: date | None = None
    secretary: Key
    secretary_name: Text
    source: Text


class Name(_Part):
    """A name of the assembly from a day on; every later one was decided."""

    name: Text
    since: date
    decision: Text | None = None
    source: Text


class FirstRules(_Part):
    """When and by whom the first edition of the rules was adopted, and from when it is valid."""

    title: Text
    decision: Text
    adopted_on: date
    valid_from: date
    source: Text


class SeedAmendment(_Part):
    """A later edition of the rules: only what it changes."""

    title: Text
    decision: Text
    adopted_on: date
    valid_from: date
    parameters: SeedParameters
    source: Text


class SeedParliament(_Part):
    """A parliament and what is known of its procedure."""

    key: CaseKey
    country: Text
    name: Text
    chambers: int | None = None
    readings: int | None = None
    head_of_state_signs: bool | None = None
    registered_on: date | None = None
    """When it was registered; unless it says so, as the assembly was founded."""
    source: Text


class SeedSpell(_Part):
    """A parliament belongs in one kind; `decision` is who decided it, for a lasting place."""

    parliament: Key
    kind: Membership
    since: date
    last_day: date | None = None
    decision: Text | None = None
    source: Text

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "SeedSpell":
        if self.kind in LASTING and self.decision is None:
            raise ValueError("name the decision by which a member or observer belongs")
        if self.kind is not Membership.GUEST and self.last_day is not None:
            raise ValueError("only a guest has a last day; another spell ends by an act")
        return self


class SeedCommittee(_Part):
    """A committee as it was created."""

    key: CaseKey
    name: Text
    since: date
    source: Text


class SeedRestructuring(_Part):
    """A committee gets another name, and may absorb others, by a decision."""

    key: Key
    name: Text
    decision: Text
    absorbs: tuple[Key, ...] = ()
    since: date
    source: Text


class SeedClaim(_Part):
    """What one source says, kept beside the working position."""

    claim: Text
    according_to: Text
    noted_on: date


class Seed(_Part):
    """An assembly before its first act."""

    assembly: Foundation
    names: Annotated[tuple[Name, ...], Field(min_length=1)]
    rules: FirstRules
    parameters: SeedParameters
    amendments: tuple[SeedAmendment, ...] = ()
    parliaments: tuple[SeedParliament, ...]
    procedures: tuple[SeedProcedure, ...] = ()
    procedure_maps: tuple[SeedMap, ...] = ()
    memberships: tuple[SeedSpell, ...] = ()
    committees: tuple[SeedCommittee, ...] = ()
    restructurings: tuple[SeedRestructuring, ...] = ()
    claims: tuple[SeedClaim, ...] = ()

    @model_validator(mode="after")
    def _keys_are_known(self) -> "Seed":
        known = {each.key for each in self.parliaments}
        unknown = sorted({each.parliament for each in self.memberships} - known)
        if unknown:
            raise ValueError(f"memberships of parliaments that are not listed: {unknown}")
        strange = sorted({each.parliament for each in self.procedures} - known)
        if strange:
            raise ValueError(f"procedures of parliaments that are not listed: {strange}")
        return self
