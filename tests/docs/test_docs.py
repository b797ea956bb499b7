"""The documents: links lead somewhere, decisions are complete, commands exist."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ADRS = sorted((ROOT / "docs" / "adr").glob("*.md"))
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
FOUND = (ROOT.glob("*.md"), (ROOT / "docs").rglob("*.md"), (ROOT / "deploy").rglob("*.md"))
PAGES = sorted(page for pages in FOUND for page in pages)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", flags=re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6} (?P<title>.+)$", flags=re.MULTILINE)
ROW = re.compile(r"^\| (?P<term>[^|]+?) \|", flags=re.MULTILINE)
TARGET = re.compile(r"`make (?P<name>[a-z]+)`|^make (?P<bare>[a-z]+)$", flags=re.MULTILINE)


INDEX = ROOT / "docs" / "README.md"
ENTRY = re.compile(r"^- \[[^\]]+\]\((?P<target>[^)#]+)[^)]*\): \S.*\.$", flags=re.MULTILINE)


def prose(page: Path) -> str:
    return FENCE.sub("", page.read_text())


def anchors(page: Path) -> set[str]:
    titles = (each["title"].lower() for each in HEADING.finditer(prose(page)))
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def source() -> Iterator[Path]:
    for package in ("domain", "eventstore", "activities", "workflows"):
        yield from (ROOT / package).rglob("*.py")


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for link in LINK.finditer(prose(page)):
            if "://" not in link["target"]:
                yield page, link["target"]


@pytest.mark.parametrize(
    ("page", "target"), sorted(set(links())), ids=lambda each: str(each).removeprefix(f"{ROOT}/")
)
def test_a_link_leads_somewhere(page: Path, target: str) -> None:
    path, _, anchor = target.partition("#")
    there = (page.parent / path).resolve() if path else page

    assert there.exists()
    assert not anchor or anchor in anchors(there)


def test_the_index_tells_of_every_page_once_in_a_sentence() -> None:
    entries = [(INDEX.parent / each["target"]).resolve() for each in ENTRY.finditer(prose(INDEX))]
    pages = {page for page in INDEX.parent.rglob("*.md") if page != INDEX}
    headings = [each["title"].partition(":")[0] for each in HEADING.finditer(prose(INDEX))]

    assert headings[1:] == ["Tutorial", "How-to", "Explanation", "Reference"]
    assert pages <= set(entries)
    assert len(entries) == len(set(entries)) == prose(INDEX).count("\n- ")


@pytest.mark.parametrize("adr", ADRS, ids=lambda adr: adr.stem)
def test_a_decision_says_why_what_and_what_follows(adr: Path) -> None:
    headings = [each["title"] for each in HEADING.finditer(adr.read_text())]

    assert headings[0].startswith(f"{adr.stem[:4]}. ")
    assert headings[1:] == ["Context", "Decision", "Consequences"]
    assert len(adr.read_text().splitlines()) <= 60


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(adr.stem[:4]) for adr in ADRS] == list(range(1, len(ADRS) + 1))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_a_page_names_only_targets_that_the_makefile_has(page: str) -> None:
    has = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = {each["name"] or each["bare"] for each in TARGET.finditer((ROOT / page).read_text())}

    assert named
    assert named <= has


def test_the_readme_gives_the_two_commands_and_a_picture() -> None:
    readme = (ROOT / "README.md").read_text()

    assert "make demo" in readme
    assert "make test" in readme
    assert "```mermaid" in readme


@pytest.mark.parametrize(
    "word",
    [
        *("case", "position · version", "receipt", "refusal", "registrar", "standing", "uptake"),
        *("irregularity · ruling", "member parliament", "national track", "parameter · unset"),
    ],
)
def test_the_glossary_has_the_words_of_the_house(word: str) -> None:
    assert f"| {word} |" in GLOSSARY


def test_the_glossary_fixes_the_overloaded_words() -> None:
    overloaded = {each["term"] for each in ROW.finditer(GLOSSARY.partition("Overloaded")[2])}

    assert {"act", "event", "replay", "session", "state", "version", "workflow"} <= overloaded


@pytest.mark.parametrize("section", ["procedure", "register"])
def test_the_glossary_is_in_alphabetical_order(section: str) -> None:
    part = GLOSSARY.partition(f"## The {section}")[2].partition("\n## ")[0]
    terms = [each["term"].lower() for each in ROW.finditer(part)][1:]

    assert all(before <= after for before, after in pairwise(terms))


def test_the_glossary_names_what_is_in_the_code() -> None:
    code = "\n".join(page.read_text() for page in source())
    named = set(re.findall(r"`([A-Z][A-Za-z]+(?:\.\w+)?)`", GLOSSARY))

    assert len(named) > 40
    for name in sorted(named):
        owner, _, member = name.partition(".")
        assert re.search(rf"^(class )?{owner}\b", code, re.MULTILINE), name
        assert not member or re.search(rf"^    {member}\b", code, re.MULTILINE), name


def test_the_licence_is_apache_2() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text().splitlines()[1]


def test_the_changelog_begins_with_the_newest_release() -> None:
    releases = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    project = re.search(r'^version = "(\S+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert project is not None

    assert releases[0] == project[1]
