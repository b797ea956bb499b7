"""Acts of which one field is wrong, in many ways."""

from collections.abc import Iterator, Mapping

from cli.act_lines import ENVELOPE

WILD: tuple[object, ...] = (
    None, True, 0, -1, 2**53 - 1, "", "x", "\u00e9", "x" * 8_000, [], ["x"], {}, "assembly",
    "vote/1/1", "model-law/2020-003", "refusals", "ministry/1", "2020-01-01", "9999-12-31",
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00", "1" * 64, ["aa", "aa"], {"value": "x"},
)  # fmt: skip


def wild_fields(line: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Yield the fields of an act, one of them wrong or missing."""
    fields = {name: value for name, value in line.items() if name not in ENVELOPE}
    for name in fields:
        yield {other: value for other, value in fields.items() if other != name}
        for value in WILD:
            yield {**fields, name: value}
