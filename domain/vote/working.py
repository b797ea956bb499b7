"""Working: how a result was reached, kept beside it so that it can be checked for ever."""

from domain.messages import Message, Text


class Working(Message):
    """The base and its count, the number needed, what was not met, and the article that says so."""

    base: str | None = None
    count: int | None = None
    needed: int | None = None
    failed_on: str | None = None
    citation: Text = "none"
    parameter: str = "plenary.decision"
