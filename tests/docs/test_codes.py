"""The codes of refusals: each one that the source gives is explained, and none is invented."""

import ast

from docs.codes import MEANINGS, ROOT, found_in, used


def test_each_code_in_the_source_is_explained_and_each_explained_is_in_the_source() -> None:
    assert set(used()) == set(MEANINGS)


def test_a_code_is_found_wherever_it_is_told() -> None:
    source = """
AGAIN = "sent-again"

class Failed:
    code: str = "no-answer"

def decide():
    return Refusal(code="no-right" if late else "too-early", sentence="no")

def repeat():
    return Refusal(code=AGAIN, sentence=f["type"])

def read():
    raise LineError("not-json", "this is no JSON")
"""

    assert set(found_in(ast.parse(source))) == {
        "sent-again",
        "no-answer",
        "no-right",
        "too-early",
        "not-json",
    }


def test_the_page_is_the_one_that_the_source_gives() -> None:
    page = (ROOT / "docs" / "reference" / "codes.md").read_text(encoding="utf-8")

    assert all(f"| `{code}` |" in page for code in MEANINGS)
