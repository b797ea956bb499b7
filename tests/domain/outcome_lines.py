"""Lines for the calculator of votes: rules in short, and every kind of rule for a body of four."""

import json
from collections.abc import Mapping

from domain.calculators.vote import compute
from domain.calculators.vote_shapes import Answer, Line


def answer(**line: object) -> Answer:
    return compute(Line.model_validate_json(json.dumps(line)))


def outcome(rule: object, totals: Mapping[str, int], **more: object) -> str:
    return answer(rule=rule, totals=totals, **more).outcome


def of(name: str, **more: object) -> dict[str, object]:
    return {"name": name, **more}


def votes(in_favour: int, against: int, abstain: int) -> dict[str, int]:
    return {"for": in_favour, "against": against, "abstain": abstain}


RULES: tuple[dict[str, object], ...] = (
    of("majority_of_votes_cast"),
    of("majority_of_participants"),
    of("majority_of_present"),
    of("majority_of_component_members"),
    of("fraction_of_votes_cast", fraction="2/3"),
    of("fraction_of_votes_cast", fraction="1/3"),
    of("fraction_of_participants", fraction="2/3", strict=True),
    of("fraction_of_present", fraction="1/2"),
    of("fraction_of_members", fraction="3/5"),
    of("absolute_number", n=2),
    of("unanimity_all"),
    of("unanimity_of_voting"),
    of("consensus"),
    of("no_objection", n=2),
    of("majority_of_votes_cast", floor={"of": "component_members", "at_least": "1/3"}),
    of("majority_of_votes_cast", floor={"at_least": 3}),
    of("majority_of_votes_cast", tie="re-ballot"),
    of("absolute_number", n=3, tie="re-ballot"),
    of("majority_of_component_members", tie="re-ballot"),
    of("fraction_of_members", fraction="1/3", tie="re-ballot"),
    of("majority_of_votes_cast", tie="re-ballot", floor={"at_least": 2}),
    of("majority_of_votes_cast", treatment={"abstain": "against"}),
    of("majority_of_component_members", required_to="reject"),
)
