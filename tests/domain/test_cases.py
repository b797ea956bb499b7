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


@pytest.mark.parametrize(
    ("stream", "form"),
    [
        ("assembly/2", "assembly"),
        ("plenary-session", "plenary-session/<number>"),
        ("plenary-session/0", "plenary-session/<number>"),
        ("plenary-session/xv", "plenary-session/<number>"),
        ("model-law", "model-law/<year>-<number>"),
        ("model-law/a/b/c", "model-law/<year>-<number>"),
        ("committee-review/2026-001", "committee-review/<year>-<number>/<committee>"),
        ("vote/14", "vote/<plenary session>/<number>"),
        ("national-track/az", "national-track/<year>-<number>/<parliament>"),
        ("outcome-document/14", "outcome-document/<plenary session>/<number>"),
    ],
)
def test_a_case_is_called_as_its_kind_is(stream: str, form: str) -> None:
    acting = Acting(actor=SECRETARY, occurred_at="2026-06-12", now=NOON, recorded_at=NOON)
    record = Record({"assembly": turkpa()})
    answer = cases.decide(CLAIM, cases.begin(stream), acting, record)

    assert answer == Refusal(
        code="unknown-case", sentence=f"{stream!r} names no case; write it as {form}"
    )


@pytest.mark.parametrize(
    "stream",
    [
        "assembly",
        "plenary-session/15",
        "model-law/2026-014",
        "committee-review/2026-014/legal-affairs",
        "vote/15/7",
        "national-track/2026-014/az",
        "outcome-document/15/1",
    ],
)
def test_each_kind_of_case_has_its_form(stream: str) -> None:
    assert cases.misnamed(stream) is None
