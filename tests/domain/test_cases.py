"""All cases: their names, and what holds of every act."""

import pytest

from domain import cases
from domain.acting import Acting, Record
from domain.case import LONGEST_STREAM, is_stream
from domain.claims import RecordClaim
from domain.refusal import Refusal
from tests.domain.turkpa import SECRETARY, turkpa
from tests.scenario import NOON

CLAIM = RecordClaim(claim="x", according_to="y")


@pytest.mark.parametrize(
    "text",
    ["assembly", "model-law/2026-014", "committee-review/2026-014/legal-affairs", "vote/1/1"],
)
def test_a_case_has_a_plain_name(text: str) -> None:
    assert is_stream(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "assembly\n",
        "model-law/",
        "/x",
        "Model-law/1",
        "model-law/a_b",
        "model-law/a..b",
        "a/b/c/d/e",
        "model-law/" + "1" * LONGEST_STREAM,
        "model-law/\u0661",
    ],
)
def test_nothing_else_names_a_case(text: str) -> None:
    assert not is_stream(text)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-06-12", "accepted"),
        ("2026-06-13", "accepted"),
        ("2026-06-13T23:59:59Z", "accepted"),
        ("2026-06-14", "not-yet-happened"),
        ("2026-07", "not-yet-happened"),
        ("2027-01-01", "not-yet-happened"),
    ],
)
def test_what_lies_ahead_has_not_happened(on: str, expected: str) -> None:
    acting = Acting(actor=SECRETARY, occurred_at=on, now=NOON, recorded_at=NOON)
    record = Record({"assembly": turkpa()})
    answer = cases.decide(CLAIM, turkpa(), acting, record)

    code = answer.code if isinstance(answer, Refusal) else "accepted"
    assert code == expected
