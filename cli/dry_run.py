"""`submit --dry-run`: what acts would do, judged as ever, and nothing recorded."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from activities.opening import MalformedError
from cli.act_lines import ActLine, numbered, read_line, read_object
from cli.exits import ConsoleError, Exit, exit_of_refusal
from cli.gateways import kept_gateway_of
from cli.output import Output, Row
from cli.plain import plain
from cli.reading import register_of
from cli.refused import RefusedError, refused_words
from cli.rehearsing import Foretold, Rehearsal
from cli.sources import opened
from cli.typed_acts import fields_of, said
from domain.procedure import State
from domain.refusal import Refusal
from domain.submission import Accepted, Refused

ACCEPTED, SENT = "would be accepted", "accepted before"
COLUMNS = ("line", "answer", "code", "act", "ref", "why")


async def rehearse_one(
    output: Output, data: Path, typed: Mapping[str, object], fields: Sequence[str]
) -> int:
    """Judge one act; a refusal is an error with code and citation, as it would be in earnest."""
    told = fields_of(fields)
    async with _rehearsal(data) as rehearsal:
        try:
            line = read_object(await said(rehearsal.register, typed, told))
            answer = await _foretold(rehearsal, line)
        except MalformedError as fault:
            raise ConsoleError(fault.code, fault.sentence, exit_code=Exit.REFUSED) from fault
    if isinstance(answer, Refusal | Refused):
        raise RefusedError(answer)
    if isinstance(answer, Accepted):
        output.object({"answer": SENT, "recorded": True}, text=_sent(answer))
        return Exit.DONE
    output.object(
        {"answer": ACCEPTED, "recorded": False, "events": [_as_row(each) for each in answer]},
        text="\n".join([f"{ACCEPTED}; nothing was recorded", *map(_in_words, answer)]),
    )
    return Exit.DONE


async def rehearse_file(output: Output, data: Path, source: str, *, until_refused: bool) -> int:
    """Judge a file of acts, each as if those before it had been recorded."""
    rows: list[Row] = []
    ended: int = Exit.DONE
    with opened(source) as lines:
        async with _rehearsal(data) as rehearsal:
            for number, text in numbered(lines):
                row, exit_code = await _judged(rehearsal, number, text)
                rows.append(row)
                ended = ended or exit_code
                if ended and until_refused:
                    break
    output.rows(rows, columns=COLUMNS)
    counts = Counter(str(row["answer"]) for row in rows)
    kinds = (ACCEPTED, SENT, "refused", "unreadable")
    told = ", ".join(f"{counts[each]} {each}" for each in kinds if each != SENT or counts[SENT])
    output.say(f"{told}; nothing was recorded")
    return ended


@asynccontextmanager
async def _rehearsal(data: Path) -> AsyncIterator[Rehearsal]:
    """Have the register as it stands at one instant; neither it nor the folder is changed."""
    async with (
        register_of(data) as register,
        register.transaction(isolation="repeatable_read", readonly=True),
    ):
        yield Rehearsal(register=register, gateway=kept_gateway_of(data))


async def _judged(rehearsal: Rehearsal, number: int, text: bytes) -> tuple[Row, Exit]:
    row: dict[str, object] = {"line": number}
    try:
        line = read_line(text)
        row |= {"act": line.envelope.act, "ref": line.envelope.case}
        answer = await _foretold(rehearsal, line)
    except MalformedError as fault:
        return {
            **row,
            "answer": "unreadable",
            "code": fault.code,
            "why": fault.sentence,
        }, Exit.REFUSED
    if isinstance(answer, Refusal | Refused):
        return {**row, **_refusal(answer)}, exit_of_refusal(answer.code)
    if isinstance(answer, Accepted):
        return {**row, "answer": SENT, "why": _sent(answer)}, Exit.DONE
    events = [_as_row(each) for each in answer]
    why = "; ".join(_in_words(each).strip() for each in answer)
    return {**row, "answer": ACCEPTED, "why": why, "events": events}, Exit.DONE


async def _foretold(
    rehearsal: Rehearsal, line: ActLine
) -> Sequence[Foretold] | Refusal | Accepted | Refused:
    """Judge an act, or return the answer that it had when it was sent in earnest."""
    return await rehearsal.answered(line) or await rehearsal.judged(line, datetime.now(UTC))


def _sent(receipt: Accepted) -> str:
    at = ", ".join(str(each.position) for each in receipt.entries)
    return f"sent before and recorded at {at}; sent again it changes nothing"


def _refusal(refusal: Refusal | Refused) -> Row:
    return {
        "answer": "refused",
        "code": refusal.code,
        "why": refused_words(refusal),
        "citation": refusal.citation,
        "missing": list(refusal.missing),
    }


def _as_row(foretold: Foretold) -> Row:
    step = foretold.step
    judged = {"state": step.state.value, "reason": step.reason} if step else {}
    data = plain(foretold.event)
    return {"ref": foretold.stream, "event": foretold.event.type, "data": data, **judged}


def _in_words(foretold: Foretold) -> str:
    step = foretold.step
    told = step is not None and step.state is not State.UNKNOWN
    judged = f" ({step.state.value}: {step.reason})" if step and told else ""
    return f"  {foretold.event.type} on {foretold.stream}{judged}"
