"""Loader: reads a seed by its name or from a file, and writes it as acts to submit."""

import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeAlias

from pydantic import JsonValue, ValidationError

from domain.assemblies.procedure_maps import SeedMap, with_maps
from domain.assemblies.procedures import included
from domain.assemblies.seed import Seed, SeedParliament, SeedSpell
from domain.assembly.committees import CreateCommittee, RestructureCommittee
from domain.assembly.founding import FoundAssembly
from domain.assembly.membership import (
    AdmitMember,
    ApplyForMembership,
    GrantObserverStatus,
    InviteAsGuest,
)
from domain.assembly.naming import RenameAssembly
from domain.assembly.national_procedures import RecordNationalProcedure
from domain.assembly.parliaments import RegisterParliament
from domain.assembly.procedure_maps import AdoptProcedureMap
from domain.assembly.rules_of_procedure import AdoptRules, AmendRules
from domain.assembly.state import STREAM, Membership
from domain.claims import RecordClaim
from domain.messages import Command
from domain.submission import Capacity

PACKAGE = "domain.assemblies"
SUFFIX = ".toml"

Act: TypeAlias = dict[str, JsonValue]
"""One line of what `plenary submit --from` takes."""

Step: TypeAlias = tuple[Command, date, str]


class SeedError(Exception):
    """A seed cannot be read; the sentence names the file and the field."""


def available() -> tuple[str, ...]:
    """Return the names of the seeds that come with the package."""
    entries = (entry.name for entry in files(PACKAGE).iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in entries if name.endswith(SUFFIX)))


def load(name_or_path: str | Path) -> Seed:
    """Return a seed by the name of one in the package, or from a file that ends in `.toml`."""
    source = _find(name_or_path)
    try:
        return Seed.model_validate(_whole(source))
    except tomllib.TOMLDecodeError as fault:
        raise SeedError(f"{source.name}: {fault}") from None
    except ValidationError as fault:
        raise SeedError("\n".join(_sentences(source.name, fault))) from None
    except (TypeError, ValueError) as fault:
        raise SeedError(f"{source.name}: {fault}") from None


def seed_acts(seed: Seed) -> tuple[Act, ...]:
    """Return the acts that bring a seed into an empty record, in the order to submit them."""
    return tuple(
        _act(command, on, source, seed.assembly.secretary) for command, on, source in _steps(seed)
    )


def _whole(source: Traversable | Path) -> dict[str, object]:
    """Return the table of a seed with the files that it names."""
    return with_maps(included(tomllib.loads(source.read_text(encoding="utf-8"))))


def _find(name_or_path: str | Path) -> Traversable | Path:
    if isinstance(name_or_path, Path) or name_or_path.endswith(SUFFIX):
        path = Path(name_or_path)
        if not path.is_file():
            raise SeedError(f"there is no seed file {path}")
        return path
    if name_or_path not in available():
        raise SeedError(f"there is no seed {name_or_path}; there are {', '.join(available())}")
    return files(PACKAGE).joinpath(name_or_path + SUFFIX)


def _sentences(name: str, fault: ValidationError) -> Iterator[str]:
    for error in fault.errors():
        field = ".".join(str(part) for part in error["loc"])
        yield f"{name}: {field}: {error['msg']}" if field else f"{name}: {error['msg']}"


def _act(command: Command, on: date, source: str, secretary: str) -> Act:
    by: Act = {"subject": secretary, "capacity": Capacity.SECRETARIAT.value}
    envelope: Act = {"act": command.type, "case": STREAM, "by": by, "occurred_at": on.isoformat()}
    fields = command.model_dump(mode="json", exclude={"type"}, exclude_none=True, by_alias=True)
    return {**envelope, "source": source, **fields}


def _steps(seed: Seed) -> Iterator[Step]:
    yield from _founding(seed)
    for parliament in seed.parliaments:
        yield _registration(parliament), _known_since(parliament, seed), parliament.source
    for each in seed.procedures:
        recording = RecordNationalProcedure(procedure=each.told(), grounds=each.source)
        yield recording, each.recorded_on, each.source
    for spell in seed.memberships:
        yield _belonging(spell), spell.since, spell.source
    yield from _committees(seed)
    yield from _later(seed)


def _founding(seed: Seed) -> Iterator[Step]:
    begun = seed.assembly
    founding = FoundAssembly(
        name=seed.names[0].name, secretary=begun.secretary, official_name=begun.secretary_name
    )
    yield founding, begun.founded_on, begun.source
    rules = seed.rules
    adoption = AdoptRules(
        title=rules.title,
        valid_from=rules.valid_from,
        parameters=seed.parameters,
        decision=rules.decision,
    )
    yield adoption, rules.adopted_on, rules.source
    for change in seed.amendments:
        told = change.model_dump(include={"title", "valid_from", "decision"})
        amendment = AmendRules(parameters=change.parameters, **told)
        yield amendment, change.adopted_on, change.source
    for each in seed.procedure_maps:
        yield _map(each, begun.founded_on), rules.adopted_on, each.source


def _map(told: SeedMap, founded_on: date) -> Command:
    return AdoptProcedureMap(chart=told.chart, valid_from=founded_on, decision=told.source)


def _registration(parliament: SeedParliament) -> Command:
    return RegisterParliament(**parliament.model_dump(exclude={"registered_on", "source"}))


def _known_since(parliament: SeedParliament, seed: Seed) -> date:
    return parliament.registered_on or seed.assembly.founded_on


def _belonging(spell: SeedSpell) -> Command:
    decision = spell.decision or spell.source
    match spell.kind:
        case Membership.MEMBER:
            return AdmitMember(parliament=spell.parliament, decision=decision)
        case Membership.OBSERVER:
            return GrantObserverStatus(parliament=spell.parliament, decision=decision)
        case Membership.GUEST:
            return InviteAsGuest(parliament=spell.parliament, last_day=spell.last_day)
        case Membership.CANDIDATE:
            return ApplyForMembership(parliament=spell.parliament)


def _committees(seed: Seed) -> Iterator[Step]:
    for each in seed.committees:
        yield CreateCommittee(key=each.key, name=each.name), each.since, each.source
    for change in seed.restructurings:
        told = change.model_dump(exclude={"since", "source"})
        yield RestructureCommittee(**told), change.since, change.source


def _later(seed: Seed) -> Iterator[Step]:
    for name in seed.names[1:]:
        renaming = RenameAssembly(name=name.name, decision=name.decision or name.source)
        yield renaming, name.since, name.source
    for claim in seed.claims:
        told = claim.model_dump(exclude={"noted_on"})
        yield RecordClaim(**told), claim.noted_on, claim.according_to
