"""What a validator found, in the words of people: what is wrong with a field, after its name."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic_core import ErrorDetails

from domain.forms import form_of

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "extra_forbidden": "there is no such {part}",
        "missing": "is missing",
        "bool_type": "should be true or false",
        "bool_parsing": "should be true or false",
        "decimal_parsing": "should be a number, as 0.62",
        "decimal_type": "should be a number, as 0.62",
        "dict_type": "should be an object with fields of its own",
        "enum": "should be {expected}",
        "finite_number": "should be a whole number",
        "greater_than_equal": "should be {ge} or more",
        "int_parsing": "should be a whole number",
        "int_parsing_size": "should be a smaller number",
        "int_type": "should be a whole number",
        "int_from_float": "should be a whole number",
        "less_than_equal": "should be {le} or less",
        "list_type": "should be a list",
        "literal_error": "should be {expected}",
        "tuple_type": "should be a list",
        "string_type": "should be text",
        "model_type": "should be an object with fields of its own",
        "model_attributes_type": "should be an object with fields of its own",
        "uuid_type": "should be a UUID, as 3f2c8a4e-0000-4000-8000-000000000000",
        "uuid_parsing": "should be a UUID, as 3f2c8a4e-0000-4000-8000-000000000000",
        "date_type": "should be a day, as 2025-06-12",
        "date_parsing": "should be a day, as 2025-06-12: {error}",
        "date_from_datetime_parsing": "should be a day, as 2025-06-12: {error}",
        "date_from_datetime_inexact": "should be a day, as 2025-06-12",
        "datetime_type": "should be a time, as 2025-06-12T10:00:00Z",
        "datetime_parsing": "should be a time, as 2025-06-12T10:00:00Z: {error}",
        "datetime_from_date_parsing": "should be a time, as 2025-06-12T10:00:00Z: {error}",
        "string_too_short": "is too short; {min_length} are needed",
        "too_short": "is too short; {min_length} are needed",
        "string_too_long": "is too long; {max_length} are allowed",
        "too_long": "is too long; {max_length} are allowed",
        "string_pattern_mismatch": "has not the form that this {part} asks for: {form}",
    }
)
"""By the kind of fault; of others pydantic's own words."""


def in_words(fault: ErrorDetails, *, part: str) -> str:
    """Return what is wrong with a field; `part` is what people call a field."""
    limits: Mapping[str, object] = fault.get("ctx", {})
    if limits.get("min_length") == 1 and fault["type"] in {"too_short", "string_too_short"}:
        return "is empty"
    if (words := WORDS.get(fault["type"])) is not None:
        return words.format(part=part, form=form_of(str(limits.get("pattern"))), **limits)
    return fault["msg"].removeprefix("Value error, ").replace("Input should", "should", 1)
