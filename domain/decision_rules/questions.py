"""Questions: what is put to the decision rules, and what they answer."""

from dataclasses import dataclass
from typing import Literal

from domain.decision_rules.decision_rule import Amount, DecisionRule
from domain.decision_rules.majorities import CAST, Failing, Outcome
from domain.decision_rules.tallies import Tally


@dataclass(frozen=True, kw_only=True, slots=True)
class Presence:
    """A quorum: a number, or a share of a base, must be present. None is unset.

    A number of votes (of `votes_cast` or `participants`) is reached by votes and not by presence:
    in the ILO a two-thirds majority of 288 to 8 fails where 297 votes are asked for.
    """

    of: str
    at_least: Amount | None
    strict: bool = False
    present: int | None = None

    @property
    def votes(self) -> str | None:
        """The votes of which it is a number; None where it is reached by those in the room."""
        return self.of if isinstance(self.at_least, int) and self.of in CAST else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What is asked: a rule, a tally with what is known of the body, a quorum if one is asked."""

    rule: DecisionRule
    tally: Tally
    quorum: Presence | None = None
    casting_vote: Literal["for", "against"] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What the rules give. `needed` is the smallest sufficient number, with the floor.

    `missing` names what nobody told and the answer depends on: `totals.against`,
    `electorate.legal`, `electorate.present`, `treatment.abstain`, `quorum.present`, `rule.n` …
    """

    outcome: Outcome
    failed_on: Failing | None = None
    base: str | None = None
    count: int | None = None
    needed: int | None = None
    by_rule: int | None = None
    least: int | None = None
    present: int | None = None
    quorum: int | None = None
    missing: tuple[str, ...] = ()
