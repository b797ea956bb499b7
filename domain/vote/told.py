"""Told: totals that an act tells of a decision, judged by the rule of the body that decided."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.acting import Acting
from domain.assembly.state import Assembly
from domain.irregularities import IrregularityRecorded, breach
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.vote.arithmetic import Law, Reckoned, reckon
from domain.vote.counting import presence
from domain.vote.electorate import PLENARY, decides, electorate, of_body
from domain.vote.roll import too_many
from domain.vote.state import Vote
from domain.vote.subjects import not_a_kind
from domain.vote.totals import Totals
from domain.vote.undecided import undecided
from domain.vote.unsure import in_every_way


class Told(NamedTuple):
    """What an act tells of a decision: which body took it, on what, and how it was counted."""

    body: str
    kind: str
    about: str | None
    totals: Totals | None
    vote: str | None = None
    plenary: PlenarySession | None = None


class Judged(NamedTuple):
    """What the rule makes of the totals, in words; nothing where nothing is told."""

    arithmetic: str | None = None
    irregularities: Sequence[IrregularityRecorded] = ()


def judged(told: Told, assembly: Assembly, acting: Acting, rules: Rules) -> Judged | Refusal:
    """Put the totals to the rule of the body; a vote that is cited has its own count."""
    if told.totals is None:
        return Judged()
    if told.vote is not None:
        return not_in_order(f"{told.vote} keeps its own count; cite it, or tell the totals")
    put = _question(told, assembly, acting, rules)
    if isinstance(put, Refusal):
        return put
    if (refusal := too_many(told.totals, put, rules)) is not None:
        return refusal
    document = put.document_type
    if (refusal := not_a_kind(document, told.kind, rules)) is not None:
        return refusal
    name = rules.scoped(decides(told.body), document=document, question=told.kind)
    totals, law = told.totals, Law(parameter=name, rules=rules, quorum=presence(put, rules))

    def ask(vote: Vote) -> Reckoned:
        return reckon(vote, totals, replace(law, quorum=presence(vote, rules)))

    return _answer(in_every_way(put, rules, ask), law, acting)


def _question(told: Told, assembly: Assembly, acting: Acting, rules: Rules) -> Vote | Refusal:
    """Return the question as a vote of those who may vote in the body on the day."""
    if told.body == PLENARY and told.plenary is not None:
        voters = electorate(told.body, told.plenary, assembly, rules, acting.on)
    else:
        voters = of_body(told.body, assembly, acting.on)
    if isinstance(voters, Refusal):
        return voters
    return Vote(
        stream="",
        kind=told.kind,
        body=told.body,
        about=told.about,
        voter=voters.voter,
        electorate=voters.voters,
        weights=voters.weights,
        of=voters.of,
        legal=voters.legal,
        totals=told.totals,
        unsure=voters.unsure,
    )


def _answer(found: Reckoned, law: Law, acting: Acting) -> Judged | Refusal:
    """Go on with what is adopted; what is not, or cannot be told, is refused or excused."""
    if found.outcome == "adopted":
        return Judged(arithmetic=found.arithmetic)
    if found.outcome == "cannot-compute":
        citation = law.rules.cite(law.parameter)
        return undecided("decision", found.arithmetic, found.missing, citation)
    sentence = f"by the totals told it is not adopted but {found.outcome}: {found.arithmetic}"
    excused = breach(law.parameter, sentence, acting, law.rules)
    if isinstance(excused, Refusal):
        return excused
    return Judged(arithmetic=found.arithmetic, irregularities=(excused,))
