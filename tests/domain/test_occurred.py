"""When something happened: a month, a day, an instant, and nothing else."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain.occurred import EARLIEST, LATEST, Day, Occurred, day_of, instant_of, last_day_of

OCCURRED = TypeAdapter(Occurred)
LONGEST_FAULT = 400


@given(st.dates(EARLIEST, LATEST))
def test_a_day_is_itself_and_a_month_its_first_day(day: date) -> None:
    assert day_of(OCCURRED.validate_python(day.isoformat())) == day
    assert day_of(OCCURRED.validate_python(day.isoformat()[:7])) == day.replace(day=1)


@given(st.builds(datetime.combine, st.dates(EARLIEST, LATEST), st.times(timezones=st.just(UTC))))
def test_an_instant_is_read_as_it_was_written(moment: datetime) -> None:
    text = OCCURRED.validate_python(moment.isoformat().replace("+00:00", "Z"))

    assert instant_of(text) == moment
    assert day_of(text) == moment.date()


def test_a_day_begins_with_its_first_instant() -> None:
    assert instant_of("2022-06-24") == datetime(2022, 6, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2022",
        "22-06-24",
        "2022-6-24",
        "2022-06-24\n",
        "\n2022-06-24",
        " 2022-06-24",
        "2022-06-24T10:00",
        "2022-06-24T10:00:00",
        "2022-06-24T10:00:00+03:00",
        "2022-06-24T10:00:00.1234567Z",
        "2022-06-24 10:00:00Z",
        "\u0662\u0660\u0662\u0662-06-24",
        "x" * 9_000,
    ],
)
def test_any_other_form_is_refused_in_few_words(text: str) -> None:
    with pytest.raises(ValidationError, match="is no month") as caught:
        OCCURRED.validate_python(text)

    assert len(caught.value.errors()[0]["msg"]) < LONGEST_FAULT


@pytest.mark.parametrize(
    "text",
    ["2022-13", "2022-00", "2022-02-30", "2023-02-29", "0000-01-01", "2022-06-24T10:60:00Z"],
)
def test_what_the_calendar_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="does not exist in the calendar"):
        OCCURRED.validate_python(text)


@pytest.mark.parametrize("text", ["1899-12-31", "2201-01", "9999-12-31", "0001-01-01"])
def test_what_lies_outside_the_years_of_any_assembly_is_refused(text: str) -> None:
    for kind in (OCCURRED, TypeAdapter(Day)):
        with pytest.raises(ValidationError, match=r"years 1900 to 2200|valid date"):
            kind.validate_python(text)


def test_a_month_may_mean_its_last_day() -> None:
    assert last_day_of("2024-02") == date(2024, 2, 29)
    assert last_day_of("2024-02-03") == last_day_of("2024-02-03T10:00:00Z") == date(2024, 2, 3)
