"""Tally: the count of a vote as its closing tells it, every option kept apart."""

from pydantic import Field

from domain.messages import Message


class Tally(Message):
    """The count. Every option is kept apart; a formal objection is no ballot."""

    in_favour: int = Field(ge=0)
    against: int = Field(default=0, ge=0)
    abstentions: int = Field(default=0, ge=0)
    not_voting: int = Field(default=0, ge=0)
    absent: int = Field(default=0, ge=0)
    objections: int = Field(default=0, ge=0)

    @property
    def cast(self) -> int:
        """The ballots for and against."""
        return self.in_favour + self.against

    @property
    def participants(self) -> int:
        """Those who voted for or against, or abstained."""
        return self.cast + self.abstentions

    @property
    def present(self) -> int:
        """The participants and those present without voting."""
        return self.participants + self.not_voting

    @property
    def entitled(self) -> int:
        """All who have a vote, present or not."""
        return self.present + self.absent

    def __str__(self) -> str:
        """Return the count as a sentence; options that nobody chose are left out."""
        rest = {
            "present and not voting": self.not_voting,
            "absent": self.absent,
            "objecting": self.objections,
        }
        main = f"{self.in_favour} for, {self.against} against, {self.abstentions} abstaining"
        return ", ".join([main, *(f"{count} {option}" for option, count in rest.items() if count)])
