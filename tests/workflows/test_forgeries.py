"""Who reaches Temporal without a gateway can record nothing."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.signing import request_hash
from domain.submission import Actor, Capacity, Refused, Submission
from tests.house import House
from tests.workflows.story import LAW, drafted, head, seated
from workflows.case_workflow import CaseWorkflow

CLOCK = Actor(subject="clock", capacity=Capacity.CLOCK, method="register")


def forged_person(_: House, act: Submission) -> Submission:
    return act.model_copy(update={"actor": head("aa")})


def forged_person_with_its_hash(_: House, act: Submission) -> Submission:
    forged = act.model_copy(update={"actor": head("aa")})
    return forged.model_copy(update={"request_hash": request_hash(forged)})


def forged_clock(_: House, act: Submission) -> Submission:
    key = json.dumps({"key": "report@2026-01-01T00:00:00.000000Z#3"})
    return act.model_copy(update={"actor": CLOCK, "name": "PassDeadline", "command": key})


def clock_signed_by_a_gateway(house: House, act: Submission) -> Submission:
    return house.gateway.sign(forged_clock(house, act))


def unsigned(_: House, act: Submission) -> Submission:
    return act.model_copy(update={"proof": None})


def changed_after_signing(_: House, act: Submission) -> Submission:
    return act.model_copy(update={"command": json.dumps({"grounds": "other grounds"})})


def sent_at_another_time(_: House, act: Submission) -> Submission:
    return act.model_copy(update={"submitted_at": act.submitted_at - timedelta(days=1)})


def moved_to_another_case(_: House, act: Submission) -> Submission:
    return act.model_copy(update={"stream": "model-law/2026-999"})


def signed_by_a_stranger(house: House, act: Submission) -> Submission:
    return replace(house.gateway, key=Ed25519PrivateKey.generate()).sign(act)


FORGERIES: tuple[Callable[[House, Submission], Submission], ...] = (
    forged_person,
    forged_person_with_its_hash,
    forged_clock,
    clock_signed_by_a_gateway,
    unsigned,
    changed_after_signing,
    sent_at_another_time,
    moved_to_another_case,
    signed_by_a_stranger,
)
RECORDED = "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM command)"


async def test_forgeries_sent_by_a_raw_client_are_refused_and_leave_nothing(house: House) -> None:
    async with house.serve():
        await seated(house)
        await house.tell(*drafted())
        before = await house.query(RECORDED)
        act = house.submission("LapseModelLaw", LAW, grounds="time")
        door = house.client.get_workflow_handle(LAW)
        answers = {
            forge.__name__: await door.execute_update(CaseWorkflow.submit, forge(house, act))
            for forge in FORGERIES
        }
        after = await house.query(RECORDED)

    codes = {name: a.code for name, a in answers.items() if isinstance(a, Refused)}
    clocks = dict.fromkeys(("forged_clock", "clock_signed_by_a_gateway"), "forged-clock")
    assert codes == {**{forge.__name__: "not-signed" for forge in FORGERIES}, **clocks}
    assert after == before


@pytest.mark.parametrize("junk", ["nonsense", {"source": 7}, None])
async def test_a_junk_signal_disturbs_nothing(house: House, junk: object) -> None:
    async with house.serve():
        await seated(house)
        await house.tell(*drafted())
        await house.client.get_workflow_handle(LAW).signal("look_again", junk)
        receipt = await house.accepted("LapseModelLaw", LAW, grounds="time")

    assert [entry.type for entry in receipt.entries] == ["ModelLawLapsed"]
