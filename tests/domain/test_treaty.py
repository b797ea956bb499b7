"""A treaty: given what the depositary has on record, when an act comes, then what follows."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from domain.assembly.state import Assembly, Office
from domain.claims import RecordClaim
from domain.messages import Command, Event
from domain.refusal import Refusal
from domain.stages import Stage
from domain.submission import Actor, Capacity
from domain.suspensions import SuspendDeadline
from domain.time_limits import DeadlineMet, DeadlineSet, ExtendDeadline, PassDeadline, alarms
from domain.treaty.approval import ReportHeadOfStateApproval, ReportParliamentApproval
from domain.treaty.chart import chart
from domain.treaty.correction import (
    ConcludeTextCorrection,
    ObjectToTextCorrection,
    ProposeTextCorrection,
    TextCorrected,
    TextCorrectionRefused,
)
from domain.treaty.denunciation import (
    DenunciationNotified,
    DenunciationTookEffect,
    NotifyDenunciation,
)
from domain.treaty.deposit import DepositInstrument, InstrumentDeposited
from domain.treaty.groups import GroupMemberRecorded, RecordGroupMember
from domain.treaty.opening import OpenForSignature
from domain.treaty.reckoning import (
    EntryIntoForceDateFixed,
    EntryIntoForceDateWithdrawn,
    FixEntryIntoForceDate,
    ThresholdReached,
    TreatyEnteredIntoForce,
)
from domain.treaty.reservation import (
    MakeReservation,
    ObjectToReservation,
    ReservationAccepted,
    ReservationObjectedTo,
    WithdrawReservation,
)
from domain.treaty.signature import RegisterSignature, TreatySigned
from domain.treaty.state import Treaty
from domain.treaty.succession import NotifySuccession, RecordPartyDissolved
from domain.treaty.terms import Terms
from tests.domain.turkpa import FOUNDED, SECRETARY, turkpa
from tests.scenario import CLOCK, Play

TREATY = "treaty/fund"
DEPOSITARY = Actor(subject="depositary", capacity=Capacity.DEPOSITARY)
OPENED = "2026-01-10"
THIRTY = {"convention": "day_plus_n", "n": 30, "unit": "calendar-days"}
TWO = {"count": 2, **THIRTY}


def today(day: str) -> datetime:
    return datetime.fromisoformat(f"{day[:10]}T12:00:00+00:00").astimezone(UTC)


class Keeper:
    """The depositary of one treaty, who does everything on its own day."""

    def __init__(self, **terms: object) -> None:
        """Open the treaty with these terms."""
        self.play = Play()
        assembly = turkpa()
        kept = Office(
            subject="depositary",
            capacity=Capacity.DEPOSITARY,
            body=None,
            parliament=None,
            since=FOUNDED,
        )
        self.play.cases["assembly"] = replace(assembly, offices=(*assembly.offices, kept))
        opened = OpenForSignature(title="The fund", terms=Terms.model_validate(terms or TWO))
        self.opened = self.does(opened, on=OPENED)

    def does(
        self,
        command: Command,
        *,
        on: str,
        recorded: str | None = None,
        by: Actor = DEPOSITARY,
    ) -> list[Event] | Refusal:
        """Do an act on a day, on which it is also recorded unless that is said."""
        return self.play.when(command, case=TREATY, by=by, on=on, now=today(recorded or on))

    def deposits(self, **days: str) -> list[Event] | Refusal:
        """Deposit ratifications in order; return what the last one brings."""
        answer: list[Event] | Refusal = []
        for party, day in days.items():
            answer = self.does(DepositInstrument(party=party), on=day)
        return answer

    def day_comes(self, day: str) -> list[Event]:
        """Let the clock pass every deadline that is due by noon of a day."""
        told: list[Event] = []
        while due := [each for each in alarms(self.treaty) if each.at <= today(day)]:
            answer = self.does(PassDeadline(key=due[0].key), on=day, by=CLOCK)
            assert isinstance(answer, list), answer
            told += answer
        return told

    @property
    def treaty(self) -> Treaty:
        """The folded treaty."""
        case = self.play.case(TREATY)
        assert isinstance(case, Treaty)
        return case

    def standing(self, party: str, day: str) -> str:
        """Return how far a party has come by a day."""
        rows = {row.party: row.standing for row in chart(self.treaty, date.fromisoformat(day))}
        return rows[party]


def types(answer: list[Event] | Refusal) -> list[str]:
    assert isinstance(answer, list), answer
    return [event.type for event in answer]


def code(answer: list[Event] | Refusal) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.code


def test_the_deposit_that_is_enough_reaches_the_threshold_and_fixes_the_date() -> None:
    keeper = Keeper()

    assert types(keeper.deposits(az="2026-02-01")) == ["InstrumentDeposited"]
    answer = keeper.deposits(kz="2026-03-01")

    assert isinstance(answer, list)
    explanation = (
        "reached on 2026-03-01 by kz: 2 parties (2 needed); "
        "in force 30 calendar-days after 2026-03-01: 2026-03-31"
    )
    assert answer[1:3] == [
        ThresholdReached(on=date(2026, 3, 1), by_parties=("kz",), explanation=explanation),
        EntryIntoForceDateFixed(date_fixed=date(2026, 3, 31), explanation=explanation),
    ]
    assert isinstance(answer[3], DeadlineSet)
    assert keeper.treaty.stage is Stage.THRESHOLD_REACHED
    assert keeper.standing("az", "2026-03-30") == "deposited"


def test_the_treaty_enters_into_force_on_its_day_by_the_clock() -> None:
    keeper = Keeper()
    keeper.deposits(az="2026-02-01", kz="2026-03-01")

    assert keeper.day_comes("2026-03-30") == []
    told = keeper.day_comes("2026-03-31")

    assert told[1:] == [TreatyEnteredIntoForce(since=date(2026, 3, 31))]
    assert keeper.treaty.stage is Stage.IN_FORCE
    assert keeper.standing("az", "2026-03-31") == "in-force"


def test_what_is_long_past_when_it_is_recorded_enters_into_force_at_once() -> None:
    keeper = Keeper()
    keeper.does(DepositInstrument(party="az"), on="2026-02-01", recorded="2026-09-01")

    told = keeper.does(
        DepositInstrument(party="kz", on=date(2026, 3, 1)), on="2026-09-01", recorded="2026-09-01"
    )

    assert types(told)[-1] == "TreatyEnteredIntoForce"
    assert keeper.treaty.in_force_since == date(2026, 3, 31)
    assert keeper.treaty.deadlines == ()


def test_d7_approvals_by_parliaments_and_heads_of_state_reach_nothing() -> None:
    keeper = Keeper()
    for party in ("az", "kz", "kg"):
        for act in (ReportParliamentApproval(party=party), ReportHeadOfStateApproval(party=party)):
            answer = keeper.does(act, on="2026-02-01", by=SECRETARY)
            assert len(types(answer)) == 1

    assert keeper.treaty.stage is Stage.OPEN_FOR_SIGNATURE
    assert keeper.treaty.entry().explanation == "not reached: 0 parties (2 needed)"


def test_a_party_goes_from_signature_to_force() -> None:
    keeper = Keeper()
    keeper.does(RegisterSignature(party="az"), on="2026-01-11")
    keeper.does(ReportParliamentApproval(party="az"), on="2026-01-12")
    keeper.does(ReportHeadOfStateApproval(party="az"), on="2026-01-13")
    keeper.deposits(az="2026-01-14", kz="2026-01-15")
    days = ("2026-01-10", "2026-01-11", "2026-01-12", "2026-01-13", "2026-01-14", "2026-02-14")

    assert [keeper.standing("az", day) for day in days] == [
        "none",
        "signed",
        "approved-by-parliament",
        "approved-by-head-of-state",
        "deposited",
        "in-force",
    ]


def test_a_definitive_signature_counts_a_signature_does_not() -> None:
    keeper = Keeper()
    for party in ("az", "kz"):
        keeper.does(RegisterSignature(party=party), on="2026-02-01")

    assert keeper.treaty.reached_on is None
    for party in ("kg", "tr"):
        keeper.does(RegisterSignature(party=party, kind="definitive_signature"), on="2026-02-02")
    assert keeper.treaty.reached_on == date(2026, 2, 2)


def test_a_later_party_is_bound_from_its_own_deposit() -> None:
    keeper = Keeper()
    keeper.deposits(az="2026-02-01", kz="2026-03-01", uz="2026-05-01")
    rows = {row.party: row.in_force_on for row in chart(keeper.treaty, date(2026, 5, 2))}

    assert rows == {
        "az": date(2026, 3, 31),
        "kz": date(2026, 3, 31),
        "uz": date(2026, 5, 31),
    }
    assert keeper.standing("uz", "2026-05-30") == "deposited"
    assert keeper.standing("uz", "2026-05-31") == "in-force"


def test_the_date_cannot_be_typed_only_asked_for() -> None:
    keeper = Keeper()
    keeper.deposits(az="2026-02-01")
    early = keeper.does(FixEntryIntoForceDate(), on="2026-02-02")
    keeper.deposits(kz="2026-03-01")
    again = keeper.does(FixEntryIntoForceDate(), on="2026-03-02")

    assert set(FixEntryIntoForceDate.model_fields) == {"type"}
    assert isinstance(early, Refusal)
    assert early.sentence == "not reached: 1 party (2 needed)"
    assert code(again) == "already-done"


def test_a_group_is_needed_only_once_it_could_decide_and_then_fixes_the_date() -> None:
    keeper = Keeper(sub_counts=[{"group": "turkic", "n": 1}], **TWO)
    keeper.deposits(az="2026-02-01", kz="2026-03-01")
    asked = keeper.does(FixEntryIntoForceDate(), on="2026-03-02")

    told = keeper.does(
        RecordGroupMember(group="turkic", party="az", since=date(2026, 1, 1)), on="2026-03-03"
    )

    assert isinstance(asked, Refusal)
    assert (asked.code, asked.missing) == ("cannot-compute", ("groups.turkic",))
    assert types(told)[:3] == ["GroupMemberRecorded", "ThresholdReached", "EntryIntoForceDateFixed"]
    assert keeper.treaty.reached_on == date(2026, 3, 1)


def test_who_joined_the_group_after_its_deposit_does_not_count_in_it() -> None:
    keeper = Keeper(sub_counts=[{"group": "turkic", "n": 1}], **TWO)
    keeper.deposits(az="2026-02-01", kz="2026-03-01")

    keeper.does(
        RecordGroupMember(group="turkic", party="az", since=date(2026, 2, 2)), on="2026-03-03"
    )

    assert keeper.treaty.reached_on is None


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [
        (date(2026, 1, 1), None, ["already-done"]),
        (date(2025, 1, 1), date(2026, 1, 15), ["already-done"]),
        (None, date(2025, 12, 31), []),
        (date(2026, 2, 1), None, []),
        (date(2026, 3, 1), date(2026, 2, 1), ["not-valid"]),
    ],
)
def test_a_party_is_in_a_group_once_on_any_day(
    since: date | None, until: date | None, refused: list[str]
) -> None:
    keeper = Keeper(sub_counts=[{"group": "g", "n": 1}], **TWO)
    keeper.does(
        RecordGroupMember(group="g", party="az", since=date(2026, 1, 1), until=date(2026, 1, 31)),
        on="2026-02-01",
    )

    answer = keeper.does(
        RecordGroupMember(group="g", party="az", since=since, until=until), on="2026-02-01"
    )

    assert ([answer.code] if isinstance(answer, Refusal) else []) == refused


def test_a_share_is_written_exactly_in_the_record() -> None:
    keeper = Keeper(weights=[{"group": "g", "at_least": "55"}], **TWO)
    answer = keeper.does(RecordGroupMember(group="g", party="az", weight="17.89"), on="2026-02-01")

    assert isinstance(answer, list)
    assert isinstance(answer[0], GroupMemberRecorded)
    assert answer[0].model_dump(mode="json")["weight"] == "17.89"
    assert GroupMemberRecorded.model_validate_json(answer[0].model_dump_json()) == answer[0]


def test_a_deposit_that_becomes_known_late_moves_the_date_and_both_stay_on_record() -> None:
    keeper = Keeper()
    keeper.deposits(az="2026-02-01", kz="2026-03-01")

    told = keeper.does(DepositInstrument(party="kg", on=date(2026, 2, 10)), on="2026-03-05")

    assert isinstance(told, list)
    fixed = next(each for each in told if isinstance(each, EntryIntoForceDateFixed))
    assert (fixed.date_fixed, fixed.instead_of) == (date(2026, 3, 12), date(2026, 3, 31))
    assert [each.name for each in keeper.treaty.deadlines] == ["entry-into-force"]


def test_a_denunciation_known_late_takes_the_ground_from_the_date() -> None:
    keeper = Keeper()
    keeper.deposits(az="2026-02-01", kz="2026-03-01")

    told = keeper.does(
        NotifyDenunciation(party="az", on=date(2026, 2, 2), effective_on=date(2026, 2, 20)),
        on="2026-03-05",
    )

    assert isinstance(told, list)
    assert any(isinstance(each, EntryIntoForceDateWithdrawn) for each in told)
    assert any(isinstance(each, DeadlineMet) for each in told)
    assert keeper.treaty.stage is Stage.OPEN_FOR_SIGNATURE
    assert keeper.deposits(tr="2026-03-10")
    assert keeper.treaty.fixed_on == date(2026, 4, 9)


def test_a_denunciation_never_undoes_the_treatys_own_entry_into_force() -> None:
    keeper = Keeper(denunciation={"convention": "months_same_day", "n": 3, "unit": "months"}, **TWO)
    keeper.deposits(az="2026-02-01", kz="2026-03-01")
    keeper.day_comes("2026-03-31")

    told = keeper.does(NotifyDenunciation(party="az"), on="2026-04-10")

    assert types(told) == ["DenunciationNotified", "DeadlineSet"]
    assert keeper.standing("az", "2026-04-10") == "denounced"
    assert keeper.day_comes("2026-07-10")[-1] == DenunciationTookEffect(
        party="az", since=date(2026, 7, 10)
    )
    assert keeper.standing("az", "2026-07-10") == "ended"
    assert keeper.treaty.stage is Stage.IN_FORCE
    assert keeper.treaty.fixed_on == date(2026, 3, 31)


def test_who_has_left_may_come_back_and_leave_again() -> None:
    keeper = Keeper()
    keeper.deposits(az="2026-02-01", kz="2026-03-01")
    leaves = NotifyDenunciation(party="az", effective_on=date(2026, 6, 1))
    keeper.does(leaves, on="2026-05-01")
    twice = keeper.does(leaves, on="2026-05-02")
    keeper.day_comes("2026-06-01")
    back = keeper.does(DepositInstrument(party="az", kind="accession"), on="2026-07-01")

    assert code(twice) == "already-done"
    assert types(back) == ["InstrumentDeposited"]
    assert keeper.standing("az", "2026-07-30") == "deposited"
    assert keeper.standing("az", "2026-07-31") == "in-force"
    assert types(
        keeper.does(leaves.model_copy(update={"effective_on": date(2026, 9, 1)}), on="2026-08-01")
    )


def test_who_leaves_before_his_date_is_never_in_force_and_till_then_it_was_coming() -> None:
    keeper = Keeper()
    keeper.deposits(az="2026-02-01", kz="2026-03-01", uz="2026-05-01")
    keeper.does(NotifyDenunciation(party="uz", effective_on=date(2026, 5, 31)), on="2026-05-10")

    days = ("2026-05-09", "2026-05-10", "2026-05-31")
    rows = {day: chart(keeper.treaty, date.fromisoformat(day))[-1] for day in days}

    assert [row.standing for row in rows.values()] == ["deposited", "denounced", "ended"]
    assert [row.in_force_on for row in rows.values()] == [date(2026, 5, 31), None, None]
    assert [row.ends_on for row in rows.values()] == [None, *(date(2026, 5, 31),) * 2]


def test_who_comes_back_on_the_day_on_which_he_left_has_not_left() -> None:
    keeper = Keeper()
    keeper.deposits(az="2026-02-01", kz="2026-03-01")
    keeper.does(NotifyDenunciation(party="az", effective_on=date(2026, 5, 1)), on="2026-05-01")
    back = keeper.does(DepositInstrument(party="az", kind="accession"), on="2026-05-01")

    assert types(back) == ["InstrumentDeposited"]
    assert keeper.standing("az", "2026-05-30") == "deposited"
    assert keeper.standing("az", "2026-05-31") == "in-force"


def test_when_a_denunciation_takes_effect_is_the_treatys_to_say_or_the_partys() -> None:
    keeper = Keeper()
    keeper.deposits(az="2026-02-01", kz="2026-03-01")

    silent = keeper.does(NotifyDenunciation(party="az"), on="2026-04-10")
    backwards = keeper.does(
        NotifyDenunciation(party="az", effective_on=date(2026, 4, 9)), on="2026-04-10"
    )

    assert isinstance(silent, Refusal)
    assert silent.code == "cannot-compute"
    assert silent.missing == (
        "terms.denunciation.convention",
        "terms.denunciation.n",
        "terms.denunciation.unit",
    )
    assert code(backwards) == "not-valid"


@pytest.mark.parametrize(
    ("act", "on", "expected"),
    [
        (DepositInstrument(party="az"), "2026-03-02", "already-done"),
        (DepositInstrument(party="uz"), "2026-01-09", "not-in-order"),
        (DepositInstrument(party="uz"), "2026-03", "not-valid"),
        (
            NotifyDenunciation(party="uz", effective_on=date(2026, 9, 1)),
            "2026-03-02",
            "not-in-order",
        ),
        (RegisterSignature(party="kg"), "2026-03-02", "already-done"),
        (OpenForSignature(title="x", terms=Terms(count=1)), "2026-03-02", "already-done"),
        (NotifySuccession(party="ru", predecessor="su"), "2026-03-02", "not-in-order"),
        (NotifySuccession(party="az", predecessor="az"), "2026-03-02", "already-done"),
        (RecordPartyDissolved(party="uz", grounds="x"), "2026-03-02", "not-in-order"),
        (MakeReservation(party="uz", text="x"), "2026-03-02", "not-in-order"),
        (WithdrawReservation(reservation=1), "2026-03-02", "not-in-order"),
        (ConcludeTextCorrection(number=1), "2026-03-02", "not-in-order"),
    ],
)
def test_what_is_out_of_order_is_refused(act: Command, on: str, expected: str) -> None:
    keeper = Keeper()
    keeper.does(RegisterSignature(party="kg"), on="2026-01-11")
    keeper.deposits(az="2026-02-01", kz="2026-03-01")

    assert code(keeper.does(act, on=on, recorded="2026-03-02")) == expected


def test_only_the_depositary_registers_instruments() -> None:
    keeper = Keeper()

    assert (
        code(keeper.does(DepositInstrument(party="az"), on="2026-02-01", by=SECRETARY))
        == "no-right"
    )


def test_a_deposit_of_tomorrow_has_not_happened() -> None:
    keeper = Keeper()

    answer = keeper.does(DepositInstrument(party="az", on=date(2026, 8, 1)), on="2026-02-01")

    assert code(answer) == "not-yet-happened"


def test_a_dissolved_party_stays_counted_and_its_successor_is_bound_by_its_own_day() -> None:
    keeper = Keeper()
    keeper.deposits(yu="2026-02-01")
    keeper.does(RecordPartyDissolved(party="yu", grounds="no more"), on="2026-02-20")
    reached = keeper.deposits(kz="2026-03-01")
    gone = keeper.does(DepositInstrument(party="yu"), on="2026-03-02")
    successor = NotifySuccession(party="rs", predecessor="yu", effective_on=date(2026, 4, 27))
    keeper.does(successor, on="2026-06-01")
    rows = {row.party: row for row in chart(keeper.treaty, date(2026, 6, 1))}

    assert types(reached)[1] == "ThresholdReached"
    assert code(gone) == "not-in-order"
    assert rows["rs"].in_force_on == date(2026, 4, 27)
    assert (rows["yu"].standing, rows["yu"].ends_on) == ("ended", date(2026, 2, 20))
    before = {row.party: row.standing for row in chart(keeper.treaty, date(2026, 2, 19))}
    assert before["yu"] == "deposited"
    assert keeper.treaty.predecessors == {"rs": "yu"}


def test_a_succession_counts_only_where_the_treaty_says_so() -> None:
    for counts, reached in (
        (["ratification"], None),
        (["ratification", "succession"], date(2026, 3, 1)),
    ):
        keeper = Keeper(counts=counts, **TWO)
        keeper.deposits(yu="2026-02-01")
        keeper.does(NotifySuccession(party="rs", predecessor="yu"), on="2026-03-01")
        assert keeper.treaty.reached_on == reached


def reserved() -> Keeper:
    keeper = Keeper(objections={"convention": "months_same_day", "n": 12, "unit": "months"}, **TWO)
    keeper.deposits(az="2026-02-01", kz="2026-03-01")
    keeper.does(RegisterSignature(party="uz"), on="2026-03-01")
    keeper.does(MakeReservation(party="az", text="not article 5"), on="2026-03-02")
    return keeper


def test_a_reservation_stands_when_the_time_for_objections_is_over() -> None:
    keeper = reserved()
    objection = keeper.does(ObjectToReservation(reservation=1, party="kz"), on="2026-05-01")
    keeper.day_comes("2027-03-02")
    before = keeper.treaty.reservation(1)
    told = keeper.day_comes("2027-03-03")
    after = keeper.treaty.reservation(1)

    assert types(objection) == ["ReservationObjectedTo"]
    assert told[-1] == ReservationAccepted(reservation=1)
    assert before is not None
    assert after is not None
    assert (before.accepted, after.accepted) == (False, True)
    assert after.objections == {"kz": "in-force-between-them"}
    notes = {row.party: row.notes for row in chart(keeper.treaty, date(2027, 3, 3))}
    assert notes["az"] == ("R",)
    assert notes["kz"] == ("O",)


def test_an_objection_after_the_last_day_is_a_communication_only() -> None:
    keeper = reserved()
    last = keeper.does(ObjectToReservation(reservation=1, party="kz"), on="2027-03-02")
    late = keeper.does(ObjectToReservation(reservation=1, party="uz"), on="2027-03-03")
    held = keeper.treaty.reservation(1)

    assert isinstance(last, list)
    assert isinstance(late, list)
    assert [e.in_time for e in (*last, *late) if isinstance(e, ReservationObjectedTo)] == [
        True,
        False,
    ]
    assert held is not None
    assert set(held.objections) == {"kz"}


def test_nobody_objects_to_his_own_reservation_or_twice_or_from_outside() -> None:
    keeper = reserved()
    keeper.does(ObjectToReservation(reservation=1, party="kz"), on="2026-05-01")
    answers = [
        keeper.does(ObjectToReservation(reservation=1, party=party), on="2026-05-02")
        for party in ("az", "kz", "tr")
    ]

    assert list(map(code, answers)) == ["not-in-order", "already-done", "not-in-order"]


def test_a_withdrawn_reservation_is_no_more_and_awaits_nothing() -> None:
    keeper = reserved()
    keeper.day_comes("2026-03-31")
    told = keeper.does(WithdrawReservation(reservation=1), on="2026-06-01")

    assert types(told) == ["ReservationWithdrawn", "DeadlineMet"]
    assert keeper.treaty.deadlines == ()
    assert keeper.standing("az", "2026-06-01") == "reservation-changed"
    assert (
        code(keeper.does(ObjectToReservation(reservation=1, party="kz"), on="2026-06-02"))
        == "not-in-order"
    )


def test_a_treaty_that_allows_no_reservations_refuses_one_and_cites_itself() -> None:
    keeper = Keeper(reservations="prohibited", citation="art. 30", **TWO)
    keeper.deposits(az="2026-02-01")

    answer = keeper.does(MakeReservation(party="az", text="not article 5"), on="2026-02-01")

    assert isinstance(answer, Refusal)
    assert (answer.code, answer.citation) == ("against-the-rules", "art. 30")


def correcting(on: str = "2026-02-10", recorded: str | None = None) -> Keeper:
    keeper = Keeper()
    keeper.does(RegisterSignature(party="az"), on="2026-02-01")
    proposed = ProposeTextCorrection(
        language="en",
        error="artcile 5",
        correction="article 5",
        objections_by=datetime(2026, 5, 10, 12, tzinfo=UTC),
    )
    keeper.does(proposed, on=on, recorded=recorded)
    return keeper


def test_the_time_for_objections_ends_after_it_begins() -> None:
    proposed = ProposeTextCorrection(
        language="en",
        error="artcile 5",
        correction="article 5",
        objections_by=datetime(2026, 2, 9, 12, tzinfo=UTC),
    )
    answer = Keeper().does(proposed, on="2026-02-10")

    assert answer == Refusal(
        code="not-valid", sentence="objections would end on 2026-02-09, too early"
    )


def test_a_correction_that_nobody_objects_to_holds_from_the_beginning() -> None:
    keeper = correcting()
    told = keeper.day_comes("2026-05-10")

    assert told[-1] == TextCorrected(
        number=1, language="en", correction="article 5", effective_on=date(2026, 1, 10)
    )
    late = keeper.does(ObjectToTextCorrection(number=1, party="az", grounds="no"), on="2026-05-10")
    assert code(late) == "not-in-order"


def test_an_objection_within_the_window_leaves_the_text_as_it_is() -> None:
    keeper = correcting()
    outsider = keeper.does(
        ObjectToTextCorrection(number=1, party="tr", grounds="no"), on="2026-03-01"
    )
    keeper.does(ObjectToTextCorrection(number=1, party="az", grounds="no"), on="2026-03-01")
    told = keeper.day_comes("2026-05-10")

    assert code(outsider) == "not-in-order"
    assert told[-1] == TextCorrectionRefused(number=1, objections=("az",))


def test_a_window_that_is_past_when_recorded_is_concluded_by_the_depositary() -> None:
    keeper = correcting(recorded="2026-06-01")
    early = keeper.does(ConcludeTextCorrection(number=1), on="2026-05-09", recorded="2026-06-01")
    told = keeper.does(ConcludeTextCorrection(number=1), on="2026-05-10", recorded="2026-06-01")

    assert keeper.treaty.deadlines == ()
    assert code(early) == "not-in-order"
    assert types(told) == ["TextCorrected"]
    assert code(keeper.does(ConcludeTextCorrection(number=1), on="2026-06-01")) == "not-in-order"


def test_terms_that_cannot_be_meant_are_refused_at_the_door() -> None:
    for fault in (
        {"count": 1, "parties": ["AZ"]},
        {"count": 1, "convention": "day_plus_n", "n": 1_000_000, "unit": "calendar-days"},
        {"count": 1, "convention": "months_same_day", "n": 1_000_000, "unit": "months"},
        {"count": 1, "not_before": "9999-01-01"},
    ):
        with pytest.raises(ValidationError):
            Terms.model_validate(fault)


def test_another_convention_for_late_parties_needs_its_unit_at_the_door_and_not_on_record() -> None:
    terms = {**TWO, "late": {"convention": "months_same_day", "n": 3}}

    with pytest.raises(ValidationError, match=r"terms\.late\.unit\n  is missing: "):
        OpenForSignature.model_validate({"title": "x", "terms": terms})
    assert Terms.model_validate(terms).late_rule().unit is None


def test_claims_stay_claims() -> None:
    keeper = Keeper()
    claim = RecordClaim(claim="it is in force", according_to="press")
    keeper.does(claim, on="2026-02-01", by=SECRETARY)

    assert keeper.treaty.claims == 1
    assert keeper.treaty.stage is Stage.OPEN_FOR_SIGNATURE


def test_every_event_of_a_treaty_folds_from_its_own_json() -> None:
    keeper = reserved()
    keeper.does(NotifyDenunciation(party="az", effective_on=date(2026, 9, 1)), on="2026-08-01")
    replayed = Play()
    for _, event in keeper.play.events:
        replayed.given(TREATY, type(event).model_validate_json(event.model_dump_json()))

    assert replayed.case(TREATY) == keeper.treaty
    assert {InstrumentDeposited, TreatySigned, DenunciationNotified} <= {
        type(event) for _, event in keeper.play.events
    }


def test_nobody_moves_the_limits_that_follow_from_the_treaty() -> None:
    keeper = correcting()
    keeper.deposits(az="2026-03-01", tr="2026-03-02")
    until = datetime(2030, 1, 1, tzinfo=UTC)
    for name in ("entry-into-force", "correction-1"):
        extend = ExtendDeadline(name=name, until=until, authority="the Council")
        suspend = SuspendDeadline(name=name, authority="the Council")
        for act in (extend, suspend):
            answer = keeper.does(act, on="2026-03-03", by=SECRETARY)
            assert isinstance(answer, Refusal)
            assert "follow from its terms" in answer.sentence


def test_a_correction_that_was_concluded_is_not_concluded_again_by_the_clock() -> None:
    keeper = correcting()
    told = keeper.does(ConcludeTextCorrection(number=1), on="2026-05-11")
    assert types(told) == ["DeadlineMet", "TextCorrected"]
    assert keeper.day_comes("2026-05-12") == []


def test_a_party_that_left_and_came_back_leaves_again_in_whatever_order_that_was_told() -> None:
    keeper = Keeper(**TWO, denunciation=THIRTY)
    keeper.deposits(tr="2026-04-01")
    keeper.does(DepositInstrument(party="tr", on=date(2026, 1, 20)), on="2026-04-01")
    keeper.does(NotifyDenunciation(party="tr", on=date(2026, 2, 1)), on="2026-04-01")
    again = keeper.does(NotifyDenunciation(party="tr"), on="2026-05-01")
    assert types(again)[0] == "DenunciationNotified"
    assert code(keeper.does(NotifyDenunciation(party="tr"), on="2026-05-02")) == "already-done"


def test_what_becomes_known_after_the_entry_into_force_sets_no_later_date() -> None:
    keeper = Keeper(**TWO, denunciation=THIRTY)
    keeper.deposits(az="2026-01-15", tr="2026-03-01")
    keeper.day_comes("2026-03-31")
    since = keeper.treaty.in_force_since
    keeper.does(NotifyDenunciation(party="az", on=date(2026, 1, 16)), on="2026-04-02")
    told = keeper.deposits(kz="2026-04-10")

    assert since == date(2026, 3, 31)
    assert types(told) == ["InstrumentDeposited"]
    assert (keeper.treaty.in_force_since, keeper.treaty.fixed_on) == (since, since)


def test_a_focal_point_tells_of_its_own_parliament_and_of_a_treaty_that_is_open() -> None:
    keeper = Keeper()
    focal = Actor(subject="focal-az", capacity=Capacity.FOCAL_POINT, body="az")
    office = Office(
        subject="focal-az",
        capacity=Capacity.FOCAL_POINT,
        body="az",
        parliament="az",
        since=FOUNDED,
    )
    assembly = keeper.play.cases["assembly"]
    assert isinstance(assembly, Assembly)
    keeper.play.cases["assembly"] = replace(assembly, offices=(*assembly.offices, office))
    other = keeper.does(ReportParliamentApproval(party="tr"), on="2026-02-01", by=focal)
    early = keeper.does(
        ReportHeadOfStateApproval(party="az", on=date(2025, 12, 1)), on="2026-02-01", by=focal
    )
    own = keeper.does(
        ReportParliamentApproval(party="az"), on="2026-02", recorded="2026-03-01", by=focal
    )

    assert (code(other), code(early)) == ("no-right", "not-in-order")
    assert types(own) == ["ParliamentApproved"]
