"""What each parameter of the rules takes: a value that the engine could not honour is no rule."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import TypeAlias, get_args

from pydantic import TypeAdapter, ValidationError

from domain import elections
from domain.day_counting.lengths import calendar_length, length
from domain.day_counting.zones import NAMES
from domain.decision_rules.decision_rule import RULES, DecisionRule, QuorumRule, share, written
from domain.decision_rules.effects import EFFECTS
from domain.parameter_names import base_of
from domain.plenary_session.rotation import PER_PLENARY_SESSION, years_of
from domain.rules import Parameter, Value, Voter, is_parameter

Fault: TypeAlias = Callable[[Value], str | None]
"""Says what a parameter takes, where a value is none of that."""

OF_DELEGATIONS = frozenset({"committee.approvals", "quorum.open", "quorum.decide"})
"""The parameters that count delegations: no more of them can be asked for than there are."""

BASES_TO_OPEN = ("delegations", "component_members", "in_office")
"""Who can be counted before anything is voted on."""

LONGEST = timedelta(days=36_525)
LONGEST_SHOWN = 80
_DURATION = TypeAdapter(timedelta)
_WEIGHT = re.compile(r"(?P<key>[a-z0-9]+(?:[-_.][a-z0-9]+)*):[1-9][0-9]{0,5}")
_UNEVEN = re.compile(r"P[^T]*[YM]")


def checked(parameters: Mapping[str, Parameter]) -> Mapping[str, Parameter]:
    """Return the parameters; raise ValueError for one that is unknown or of a wrong kind."""
    for name, parameter in parameters.items():
        if (fault := fault_of(name, parameter.value)) is not None:
            raise ValueError(fault)
    return parameters


def fault_of(name: str, value: Value | None) -> str | None:
    """Tell what is wrong with a value for a parameter; unset is never wrong."""
    if not is_parameter(name):
        return f"no such parameter of the rules: {name}"
    if value is None:
        return None
    wanted = FAULTS.get(base_of(name), _word)(value)
    return None if wanted is None else f"{name} is {wanted}, not {_shown(value)}"


def _shown(value: Value) -> str:
    text = repr(list(value)) if isinstance(value, tuple) else repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _word(value: Value) -> str | None:
    return None if isinstance(value, str) else "a word"


def _truth(value: Value) -> str | None:
    return None if isinstance(value, bool) else "true or false"


def _number(least: int, most: int) -> Fault:
    def fault(value: Value) -> str | None:
        fits = type(value) is int and least <= value <= most
        return None if fits else f"a number from {least} to {most}"

    return fault


def _one_of(*words: str) -> Fault:
    def fault(value: Value) -> str | None:
        return None if value in words else f"one of {', '.join(words)}"

    return fault


def _keys(value: Value) -> str | None:
    fits = isinstance(value, tuple) and bool(value) and all(map(_is_key, value))
    return None if fits else "a list of keys"


def _is_key(text: str) -> bool:
    return text.isprintable() and text == text.strip() and 0 < len(text) <= LONGEST_SHOWN


def _decision(value: Value) -> str | None:
    rule = written(value) if isinstance(value, str) else value
    if isinstance(rule, DecisionRule) and rule.lacking is None:
        return None
    return f"a word among {', '.join(RULES)} (a fraction follows a colon: 2/3), or a rule in parts"


def _quorum(value: Value) -> str | None:
    if isinstance(value, QuorumRule):
        other = value.level not in {None, "to-decide"}
        return f"a quorum to decide; one {value.level} is quorum.open" if other else None
    return _number(0, 1_000)(value)


def _to_open(value: Value) -> str | None:
    fits = (
        isinstance(value, QuorumRule)
        and value.of in BASES_TO_OPEN
        and value.level in {None, "to-open"}
    )
    if fits or _number(0, 1_000)(value) is None:
        return None
    return f"a number of delegations from 0 to 1000, or a rule of {', '.join(BASES_TO_OPEN)}"


def _share(value: Value) -> str | None:
    try:
        fits = isinstance(value, str) and share(value) is not None
    except ValueError:
        fits = False
    return None if fits else "a share such as 1/6"


def _roll_call(value: Value) -> str | None:
    fits = value in ("group", "none") or _share(value) is None
    return None if fits else "a share such as 1/6, or one of group, none"


def _beat(value: Value) -> str | None:
    by_years = isinstance(value, str) and years_of(value) is not None
    return None if by_years or value == PER_PLENARY_SESSION else "plenary-session, or years as P2Y"


def _weights(value: Value) -> str | None:
    wanted = "a list of delegations with their votes, each once: az:12"
    if not isinstance(value, tuple):
        return wanted
    found = [_WEIGHT.fullmatch(each) for each in value]
    keys = [each["key"] for each in found if each is not None]
    return None if value and len(set(keys)) == len(value) else wanted


def _zone(value: Value) -> str | None:
    return None if value in NAMES else "a zone of the IANA Time Zone Database, as Asia/Baku"


def _size(value: Value) -> str | None:
    fits = _number(1, 1_000)(value) is None or _weights(value) is None
    return None if fits else "a number from 1 to 1000, or a list of parliaments with theirs: lu:7"


def _words_of(*words: str) -> Fault:
    def fault(value: Value) -> str | None:
        fits = isinstance(value, tuple) and bool(value) and set(value) <= set(words)
        return None if fits else f"a list of words among {', '.join(words)}"

    return fault


def _without_vote(value: Value) -> str | None:
    fits = isinstance(value, tuple) and {"observer", "guest"} <= set(value)
    return None if fits else "a list of keys with observer and guest: only members vote yet"


def _duration(value: Value) -> str | None:
    if not isinstance(value, str) or not value.startswith("P"):
        return "an ISO 8601 duration such as P30D"
    if _UNEVEN.match(value):
        return (
            "an ISO 8601 duration without months or years, whose length is not always the same: "
            "write weeks, days or hours, such as P30D"
        )
    try:
        fits = timedelta() < _DURATION.validate_python(value) <= LONGEST
    except ValidationError:
        fits = False
    return None if fits else f"an ISO 8601 duration such as P30D, of at most {LONGEST.days} days"


def _length(value: Value) -> str | None:
    return _readable(value, length, "P30D or P6M, or sitting-days:21:lower+upper:joint")


def _notice(value: Value) -> str | None:
    return _readable(value, calendar_length, "P30D or P6M")


def _readable(value: Value, read: Callable[[str], object], example: str) -> str | None:
    try:
        read(value if isinstance(value, str) else "")
    except ValueError:
        return f"an ISO 8601 duration such as {example}, of at most {LONGEST.days} days"
    return None


FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        "voter": _one_of(*get_args(Voter)),
        "delegation_size": _size,
        "weights": _weights,
        "component_members": _number(1, 100_000),
        "proxy": _one_of("none", "any-voter", "own-delegation", "committee-quorum"),
        "non_voters": _without_vote,
        "plenary.decision": _decision,
        "council.decision": _decision,
        "committee.decision": _decision,
        "committee.approvals": _number(1, 1_000),
        "abstention_effect": _one_of(*EFFECTS),
        "absence_effect": _one_of(*EFFECTS),
        "failure_of_consensus": _one_of("dropped", "vote", "sent-back"),
        "without_consensus.decision": _decision,
        "quorum.open": _to_open,
        "quorum.decide": _quorum,
        "council.quorum": _quorum,
        "committee.quorum": _quorum,
        "quorum.challenge": _share,
        "quorum.challenge_delegations": _number(1, 1_000),
        "roll_call.request": _roll_call,
        "roll_call.delegations": _number(1, 1_000),
        "roll_call.condition": _one_of("electronics-failed"),
        "election.rounds": _words_of(*elections.MAJORITIES),
        "correction_window": _notice,
        "plenary_session.min_frequency": _number(1, 1_200),
        "council.offset": _number(0, 366),
        "attendance.signed": _one_of("required"),
        "substitutes.notice": _notice,
        "dissolved.delegation": _one_of("acts-on", "no-right"),
        "sitting.presided_by": _one_of("council"),
        "chair.order": _keys,
        "rotation.beat": _beat,
        "outcome.types": _keys,
        "order_of_business.change": _one_of("vote", "no-objection", "chair"),
        "credentials.deadline": _notice,
        "speaking.speaker": _duration,
        "speaking.rapporteur": _duration,
        "speaking.delegation": _duration,
        "point_of_order.ruling": _one_of("at-once", "later"),
        "point_of_order.appeal": _truth,
        "secretary_general.term": _number(1, 100),
        "languages": _keys,
        "committee.deadline": _length,
        "committee.opinions": _one_of("awaited", "not-awaited"),
        "committee.opinion_deadline": _length,
        "committee.reminder": _notice,
        "committee.lead": _length,
        "languages.lead": _length,
        "documents.lead": _length,
        "time_zone": _zone,
        "dead_zone.after": _notice,
        "followup.interval": _length,
        "followup.reminder": _notice,
        "national.order": _truth,
        "uptake.correlation": _truth,
        "modellaw.initiative": _keys,
        "amendment.signatures": _number(1, 1_000),
        "amendment.deadline": _notice,
        "amendment.order": _one_of("furthest-first", "chair"),
        "amendment.lapse": _one_of("competing", "none"),
        "amendment.identical": _one_of("once", "each"),
        "amendment.split": _one_of("on-request", "never"),
        "separate_vote": _one_of("on-request", "never"),
        "en_bloc": _words_of("approved-unanimously", "rejected-by-two-thirds"),
    }
)
"""What is wrong with a value, by parameter; the others take any word."""
