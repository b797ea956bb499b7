"""Parameter names: a rule for every decision, for a type of document, a question, or both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ANY = "*"
_NAME = re.compile(
    r"(?P<base>[a-z_]+(?:\.[a-z_]+)*)"
    r"(?:\[(?P<document>[a-z_]+|\*)(?:/(?P<question>[a-z_]+))?\])?"
)


@dataclass(frozen=True, kw_only=True)
class ParameterName:
    """`plenary.decision[recommendation/amendment]`, taken apart; None is any of them."""

    base: str
    document: str | None = None
    question: str | None = None

    def __str__(self) -> str:
        """Return the name as the rules write it."""
        if self.document is None and self.question is None:
            return self.base
        scope = self.document or ANY
        return f"{self.base}[{scope}/{self.question}]" if self.question else f"{self.base}[{scope}]"

    @property
    def is_scoped(self) -> bool:
        """Whether it holds for one type of document or one question only."""
        return self.document is not None or self.question is not None

    def widening(self) -> Iterator["ParameterName"]:
        """Yield the names that cover this one, the most specific first: the question weighs more.

        One item may hold questions under different majorities, whatever document it deals with.
        """
        seen = set()
        for document, question in (
            (self.document, self.question),
            (None, self.question),
            (self.document, None),
            (None, None),
        ):
            name = ParameterName(base=self.base, document=document, question=question)
            if name not in seen:
                seen.add(name)
                yield name


def parsed(name: str) -> ParameterName | None:
    """Take a name apart, or return None where it has no such form."""
    found = _NAME.fullmatch(name)
    if found is None or (found["document"] == ANY and not found["question"]):
        return None
    document = None if found["document"] == ANY else found["document"]
    return ParameterName(base=found["base"], document=document, question=found["question"])


def base_of(name: str) -> str:
    """Return the parameter without its scope; a name of no form is its own."""
    found = parsed(name)
    return name if found is None else found.base
