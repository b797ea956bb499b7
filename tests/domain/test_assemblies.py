"""The seeds: what the package brings, and that an empty record accepts all of it."""

import re
from datetime import date
from pathlib import Path

import pytest

from domain.assemblies.loader import SeedError, available, load, seed_acts
from domain.assembly.state import Assembly
from domain.catalogue import ACTS
from domain.refusal import Refusal
from domain.rules import Severity, is_parameter
from domain.submission import Actor
from tests.scenario import Play

CITED = re.compile(r"^none( \(invented for tests\))?$|, art\. \d+|; article not known$")
ENVELOPE = {"act", "case", "by", "occurred_at", "source"}


def seeded(name: str) -> Assembly:
    """Play all acts of a seed on an empty record."""
    play = Play()
    for act in seed_acts(load(name)):
        fields = {key: value for key, value in act.items() if key not in ENVELOPE}
        command = ACTS[str(act["act"])].model_validate(fields)
        by, on = Actor.model_validate(act["by"]), str(act["occurred_at"])
        answer = play.when(command, case=str(act["case"]), by=by, on=on)
        assert not isinstance(answer, Refusal), (act, answer)
    case = play.case("assembly")
    assert isinstance(case, Assembly)
    return case


def written(folder: Path, *, change: tuple[str, str]) -> Path:
    """Write the quick seed with one change."""
    source = Path(__file__).parents[2] / "domain" / "assemblies" / "quick.toml"
    text = source.read_text(encoding="utf-8")
    assert change[0] in text
    path = folder / "mine.toml"
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    return path


def test_the_package_brings_these_seeds() -> None:
    assert available() == (
        "ep",
        "ipa-cis",
        "jogorku-kenesh",
        "kurultai",
        "kz-senate",
        "mazhilis",
        "milli-majlis",
        "pace",
        "quick",
        "sadc-pf",
        "tbmm",
        "turkpa",
        "uz-legislative-chamber",
        "uz-senate",
    )


@pytest.mark.parametrize("name", available())
def test_each_parameter_cites_an_article_or_none(name: str) -> None:
    parameters = load(name).parameters

    assert [name for name in parameters if not is_parameter(name)] == []
    assert [(n, p.citation) for n, p in parameters.items() if not CITED.search(p.citation)] == []


@pytest.mark.parametrize("name", available())
def test_an_empty_record_accepts_all_acts_of_a_seed(name: str) -> None:
    assembly = seeded(name)

    assert assembly.editions[0].parameters == load(name).parameters
    assert assembly.irregularities == 0


@pytest.mark.parametrize("name", available())
def test_the_founding_is_the_first_act_and_the_earliest(name: str) -> None:
    acts = seed_acts(load(name))

    assert [act["act"] for act in acts[:2]] == ["FoundAssembly", "AdoptRules"]
    assert min(str(act["occurred_at"]) for act in acts) == acts[0]["occurred_at"]
    assert all(act["source"] for act in acts)


def test_an_unset_parameter_without_a_source_is_not_guessed() -> None:
    parameters = load("turkpa").parameters
    unset = {name for name, parameter in parameters.items() if parameter.value is None}

    assert unset == {
        "absence_effect",
        "abstention_effect",
        "attendance.signed",
        "admission",
        "amendments",
        "committee.approvals",
        "committee.deadline",
        "dissolved.delegation",
        "committee.decision",
        "committee.reminder",
        "failure_of_consensus",
        "followup.interval",
        "followup.reminder",
        "languages",
        "modellaw.initiative",
        "quorum.decide",
        "quorum.open",
        "roll_call.request",
        "substitutes.notice",
    }
    assert {parameters[name].citation for name in unset} == {"none"}


def test_only_authority_and_arithmetic_block() -> None:
    parameters = load("turkpa").parameters

    assert {name for name, each in parameters.items() if each.severity is Severity.ALERT} == {
        "chair.order",
        "council.offset",
        "national.order",
        "outcome.types",
        "plenary_session.min_frequency",
        "secretary_general.term",
        "uptake.correlation",
    }
    assert parameters["chair.order"].value == ("az", "kz", "kg", "tr")
    assert parameters["plenary.decision"].value == "unanimity"
    assert parameters["plenary.decision"].citation == "Istanbul Agreement, art. 3"


def test_turkpa_and_its_committees_are_named_by_date() -> None:
    assembly = seeded("turkpa")
    before, after = date(2022, 6, 23), date(2022, 6, 24)

    assert assembly.name_on(before) == "Parliamentary Assembly of Turkic-Speaking Countries"
    held = {
        day: [c.name_on(day) for c in assembly.committees.values() if c.holds_on(day)]
        for day in (date(2011, 4, 27), after)
    }
    assert held == {
        date(2011, 4, 27): [
            "Economic, Trade and Finance",
            "Legal",
            "International Relations",
            "Social, Cultural and Humanitarian",
        ],
        after: [
            "Economic Cooperation",
            "Legal Affairs and International Relations",
            "Social, Cultural and Humanitarian",
            "Environment, Natural Resources and Health",
        ],
    }


def test_contradicting_claims_stay_beside_the_working_position() -> None:
    assert seeded("turkpa").claims == 5


def test_deadlines_of_the_quick_assembly_pass_within_seconds() -> None:
    rules = seeded("quick").rules_on(date(2026, 6, 12))

    assert rules.value("committee.deadline") == "PT3S"
    assert rules.value("committee.reminder") == "PT2S"
    assert rules.number("committee.approvals") == 2
    assert rules.value("plenary.decision") == "majority_of_votes_cast"


def test_a_seed_may_come_from_a_file(tmp_path: Path) -> None:
    path = written(tmp_path, change=("Quick, an invented", "Mine, an invented"))

    assert load(path) == load(str(path))
    assert load(path).names[0].name == "Mine, an invented assembly for tests"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('kind = "member"', 'kind = "friend"'), "mine.toml: memberships.0.kind: "),
        (("founded_on = 2000-01-01", 'founded_on = "soon"'), "mine.toml: assembly.founded_on: "),
        (("quorum.open = {", "quorum.lunch = {"), "no such parameter of the rules: quorum.lunch"),
        (('value = "PT3S"', 'value = "3 s"'), "committee.deadline is an ISO 8601 duration"),
        (
            ('{ value = 4, citation = "none (invented for tests)" }', "{ value = 4 }"),
            "mine.toml: parameters: Value error, no citation for secretary_general.term; write an",
        ),
        (('parliament = "aa"', 'parliament = "zz"'), "parliaments that are not listed: \\['zz'\\]"),
        (
            ('decision = "founder (invented)"\n', ""),
            "mine.toml: memberships.0: .*name the decision",
        ),
        (
            ('decision = "founder', 'last_day = 2001-01-01\ndecision = "founder'),
            "mine.toml: memberships.0: .*only a guest has a last day",
        ),
        (("[rules]", "[rules"), "mine.toml: .*line"),
    ],
)
def test_a_faulty_seed_names_file_and_field(
    tmp_path: Path, change: tuple[str, str], sentence: str
) -> None:
    with pytest.raises(SeedError, match=sentence):
        load(written(tmp_path, change=change))


def test_an_unknown_seed_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"there are ep, ipa-cis, .*turkpa"):
        load("atlantis")
    with pytest.raises(SeedError, match="there is no seed file"):
        load(tmp_path / "atlantis.toml")
