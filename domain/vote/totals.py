"""Totals: how many answered what, where the roll is not kept; what is not told is not zero."""

from pydantic import Field

from domain.messages import Message


class Totals(Message):
    """How many votes each option had. None is unknown; every option is kept apart."""

    in_favour: int | None = Field(default=None, ge=0)
    against: int | None = Field(default=None, ge=0)
    abstentions: int | None = Field(default=None, ge=0)
    not_voting: int | None = Field(default=None, ge=0)
    absent: int | None = Field(default=None, ge=0)
    excused: int | None = Field(default=None, ge=0)
    paired: int | None = Field(default=None, ge=0)
    objections: int | None = Field(default=None, ge=0)

    @property
    def options(self) -> tuple[int | None, ...]:
        """The seven options as tallies order them; None is not told."""
        return (
            self.in_favour,
            self.against,
            self.abstentions,
            self.not_voting,
            self.absent,
            self.excused,
            self.paired,
        )

    @property
    def told(self) -> int:
        """All votes that are told, whatever they were."""
        given = self.model_dump(exclude={"objections"}, exclude_none=True)
        return sum(given.values())

    @property
    def participants(self) -> int:
        """Those told to have voted for or against, or to have abstained."""
        return sum(each or 0 for each in (self.in_favour, self.against, self.abstentions))
