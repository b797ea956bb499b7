"""Late substitutes: who sits for another votes if he was designated long enough before the debate.

PACE: a substitute votes only if he was designated at least 24 hours before the debate.
"""

from collections.abc import Iterable, Sequence

from domain.acting import Acting
from domain.day_counting.lengths import calendar_length
from domain.irregularities import IrregularityRecorded, breach
from domain.occurred import instant_of, last_instant_of
from domain.plenary_session.delegations import Substitution
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, needs_ruling
from domain.rules import Rules
from domain.vote.state import Vote

NOTICE = "substitutes.notice"


def late_substitutes(
    voters: Iterable[str], vote: Vote, plenary: PlenarySession, acting: Acting, rules: Rules
) -> Sequence[IrregularityRecorded] | Refusal:
    """Answer substitutes who vote though they were designated too late, or nobody can tell."""
    notice = rules.value(NOTICE)
    asking = set(voters)
    sitting = [each for each in plenary.substitutions if each.substitute in asking]
    if not isinstance(notice, str) or not sitting:
        return []
    began = plenary.debate_began(vote.stream)
    in_time = {each.substitute: _in_time(each, began, notice) for each in sitting}
    if late := [who for who, is_so in in_time.items() if is_so is False]:
        sentence = f"{', '.join(late)}: designated less than {notice} before the debate"
        found = breach(NOTICE, sentence, acting, rules)
        return found if isinstance(found, Refusal) else [found]
    if untold := [who for who, is_so in in_time.items() if is_so is None]:
        return _untold(untold, began, notice, rules)
    return []


def _in_time(substitution: Substitution, began: str | None, notice: str) -> bool | None:
    """Tell whether there was time enough; None where both moments are not known well enough."""
    if not began or not substitution.since:
        return None
    before = calendar_length(notice)
    if last_instant_of(substitution.since) <= before.before(instant_of(began)):
        return True
    if instant_of(substitution.since) > before.before(last_instant_of(began)):
        return False
    return None


def _untold(untold: Sequence[str], began: str | None, notice: str, rules: Rules) -> Refusal:
    known = "when the debate began is not on record" if not began else "the hours are not on record"
    return needs_ruling(
        NOTICE,
        sentence=f"{', '.join(untold)}: whether designated {notice} before the debate: {known}",
        citation=rules.cite(NOTICE),
    )
