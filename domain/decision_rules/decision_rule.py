"""Decision rules and quorum rules as structured values of the rules of procedure."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from domain.messages import Message

MOST = 1_000_000_000
"""No body has more votes."""

_SHARE = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")

RuleName: TypeAlias = Literal[
    "unanimity",
    "unanimity_all",
    "unanimity_of_voting",
    "consensus",
    "no_objection",
    "silence",
    "majority_of_votes_cast",
    "majority_of_participants",
    "majority_of_present",
    "majority_of_component_members",
    "fraction_of_votes_cast",
    "fraction_of_participants",
    "fraction_of_present",
    "fraction_of_members",
    "absolute_number",
]
"""The rules of domain.md 4.2. `unanimity` does not say which of its kinds is meant."""

RULES: tuple[RuleName, ...] = get_args(RuleName)
UNANIMITY = "unanimity"
UNANIMITIES = frozenset({"unanimity_all", "unanimity_of_voting", "consensus"})
"""The kinds of unanimity: three rules, of which TURKPA's text names none."""

BY_OBJECTION = frozenset({"consensus", "no_objection", "silence"})
"""The rules under which nobody need say yes: what counts is who objects."""

Base: TypeAlias = Literal["component_members", "in_office", "present", "participants", "votes_cast"]

Option: TypeAlias = Literal["abstain", "present_not_voting", "absent", "excused", "paired"]
"""What a voter may do besides voting for or against."""

Effect: TypeAlias = Literal["blocks", "no-effect", "in-base", "against", "for", "unset"]
"""What an option does to a decision: one is enough to reject; it stands outside of the base; it
stands in the base; it counts as a vote against, or in favour; or no source says what."""


@lru_cache(maxsize=1_024)
def share(text: str) -> Fraction:
    """Read an exact share, more than nothing and at most the whole; ValueError for another."""
    found = _SHARE.fullmatch(text)
    numerator, denominator = (int(each) for each in found.groups()) if found else (0, 1)
    if not 0 < numerator <= denominator:
        raise ValueError(f"{text[:40]!r} is no share such as 2/3")
    return Fraction(numerator, denominator)


def _is_share(text: str) -> str:
    share(text)
    return text


Share: TypeAlias = Annotated[str, AfterValidator(_is_share)]
"""An exact share, never a decimal: 2/3."""

Number: TypeAlias = Annotated[int, Field(strict=True, ge=0, le=MOST)]

Amount: TypeAlias = Number | Share
"""A number, or a share of a base."""

_SAME: dict[str, Effect] = {
    "not-in-base": "no-effect",
    "counts-in-base": "in-base",
    "like-no": "against",
    "like-yes": "for",
    "consents": "for",
}


def _effect(said: object) -> object:
    """Read an effect as the tables write it: `counts in base`, `not in base`, `like no`."""
    if said is None:
        return "unset"
    if not isinstance(said, str):
        return said
    written = said.replace("_", "-").replace(" ", "-")
    return _SAME.get(written, written)


class Floor(Message):
    """What must be reached besides the rule: a number, or a share of a base."""

    of: Base | None = None
    at_least: Amount
    strict: bool = False

    @model_validator(mode="after")
    def _a_share_has_a_base(self) -> "Floor":
        if self.of is None and isinstance(self.at_least, str):
            raise ValueError("of: a share is a share of something: name its base")
        return self


class DecisionRule(Message):
    """Base, exact fraction, comparison, floor, and what becomes of a tie.

    `n` is the number that an absolute number asks for, or how many objections are too many.
    """

    name: RuleName
    fraction: Share | None = None
    strict: bool = False
    n: Annotated[int, Field(strict=True, ge=1, le=MOST)] | None = None
    floor: Floor | None = None
    tie: Literal["rejected", "casting_vote", "re-ballot"] | None = None
    required_to: Literal["adopt", "reject"] = "adopt"
    treatment: dict[Option, Annotated[Effect, BeforeValidator(_effect)]] = Field(
        default_factory=dict
    )

    @model_validator(mode="after")
    def _parts_belong_to_it(self) -> "DecisionRule":
        """What a rule would not use is a mistake: it would change nothing, and nobody saw it."""
        majority = self.name.startswith("majority_of_")
        wanted = self.name.startswith("fraction_of_") or (majority and self.fraction == "1/2")
        if self.fraction is not None and not wanted:
            raise ValueError(f"fraction: {self.name} takes none; a share is fraction_of_…")
        if self.n is not None and self.name not in {"absolute_number", "no_objection"}:
            raise ValueError(f"n: {self.name} takes no number")
        if self.name in BY_OBJECTION and self.required_to == "reject":
            raise ValueError(f"required_to: {self.name} asks who objects, not who rejects")
        if self.strict and not wanted and self.name != "absolute_number" and not majority:
            raise ValueError(f"strict: {self.name} asks for no share, so nothing is more than one")
        return self

    @property
    def lacking(self) -> str | None:
        """Name the number without which the rule says nothing; None where it has all."""
        if self.name.startswith("fraction_of_") and self.fraction is None:
            return "rule.fraction"
        if self.name in {"absolute_number", "no_objection"} and self.n is None:
            return "rule.n"
        return None


class QuorumRule(Message):
    """How many must be present, of whom, when that is checked, and what follows if they lack."""

    of: Base | Literal["delegations"]
    at_least: Amount
    strict: bool = False
    level: Literal["to-open", "to-deliberate", "to-decide"] | None = None
    checked: Literal["at-opening", "before-every-vote", "on-request"] | None = None
    if_lacking: Literal["postponed", "not-public", "void"] | None = None

    @property
    def is_asked_of_every_vote(self) -> bool:
        """Whether a vote asks for it by itself: not where it is checked at the opening only."""
        return self.checked in {None, "before-every-vote"}


def written(text: str) -> DecisionRule | None:
    """Return a rule that is written as one word, `fraction_of_members:2/3`, or None for no rule."""
    name, colon, part = text.partition(":")
    told = {"name": name, "fraction": part} if colon else {"name": name}
    try:
        return DecisionRule.model_validate(told)
    except ValueError:
        return None
