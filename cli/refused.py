"""Refusals as people read them: the code, the sentence, the article or none, where it stands."""

from cli.exits import ConsoleError, exit_of_refusal
from domain.refusal import Refusal
from domain.submission import Refused


class RefusedError(ConsoleError):
    """An act that was refused: by which rule, and where in the register that stands."""

    def __init__(self, refused: Refused | Refusal) -> None:
        """Take the answer; a refusal in a rehearsal is nowhere on record."""
        super().__init__(
            refused.code,
            refused.sentence,
            exit_code=exit_of_refusal(refused.code),
            citation=refused.citation,
            missing=refused.missing,
        )
        self.position = position_of(refused)
        self.words = f"refused, {refused.code}: {refused_words(refused)}"


def refused_words(refused: Refused | Refusal) -> str:
    """Return why an act was refused, with the article or "none", and where that is recorded."""
    position = position_of(refused)
    recorded = "" if position is None else f"; recorded at {position}"
    return f"{refused.sentence} ({refused.citation}){recorded}"


def position_of(refused: Refused | Refusal) -> int | None:
    """Return where a refusal stands; None of one that is not on record."""
    return refused.position if isinstance(refused, Refused) else None
