"""`submit --dry-run`: what acts would do, judged as ever, and nothing recorded."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from activities.opening import MalformedError
from cli.act_lines import numbered, read_line, read_object
from cli.exits import ConsoleError, Exit, exit_of_refusal
from cli.output import Output, Row
from cli.plain import plain
from cli.reading import register_of
from cli.rehearsing import Foretold, Rehearsal
from cli.sources import opened
from cli.typed_acts import said
from config.gateway import open_gateway
from domain.refusal import Refusal

ACCEPTED = "would be accepted"
COLUMNS = ("line", "answer", "act", "ref", "why")


async def rehearse_one(
    output: Output, data: Path, typed: Mapping[str, object], fields: Sequence[str]
) -> int:
    """Judge one act; a refusal is an error with code and citation, as it would be in earnest."""
    async with _rehearsal(data) as rehearsal:
        try:
            line = read_object(await said(rehearsal.register, typed, fields))
            answer = await rehearsal.judged(line, datetime.now(UTC))
        except MalformedError as fault:
            raise ConsoleError(fault.code, fault.sentence, exit_code=Exit.REFUSED) from fault
    if isinstance(answer, Refusal):
        raise ConsoleError(
            answer.code,
            answer.sentence,
            exit_code=exit_of_refusal(answer.code),
            citation=answer.citation,
            missing=answer.missing,
        )
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
    told = ", ".join(f"{counts[each]} {each}" for each in (ACCEPTED, "refused", "unreadable"))
    output.say(f"{told}; nothing was recorded")
    return ended


@asynccontextmanager
async def _rehearsal(data: Path) -> AsyncIterator[Rehearsal]:
    """Have the register as it stands at one instant; what is asked of it can change nothing."""
    async with (
        register_of(data) as register,
        register.transaction(isolation="repeatable_read", readonly=True),
    ):
        yield Rehearsal(register=register, gateway=open_gateway(data / "keys"))


async def _judged(rehearsal: Rehearsal, number: int, text: bytes) -> tuple[Row, Exit]:
    row: dict[str, object] = {"line": number}
    try:
        line = read_line(text)
        row |= {"act": line.envelope.act, "ref": line.envelope.case}
        answer = await rehearsal.judged(line, datetime.now(UTC))
    except MalformedError as fault:
        return {
            **row,
            "answer": "unreadable",
            "code": fault.code,
            "why": fault.sentence,
        }, Exit.REFUSED
    if isinstance(answer, Refusal):
        return {**row, **_refusal(answer)}, exit_of_refusal(answer.code)
    events = [_as_row(each) for each in answer]
    why = "; ".join(_in_words(each).strip() for each in answer)
    return {**row, "answer": ACCEPTED, "why": why, "events": events}, Exit.DONE


def _refusal(refusal: Refusal) -> Row:
    return {
        "answer": "refused",
        "code": refusal.code,
        "why": refusal.sentence,
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
    judged = f" ({step.state.value}: {step.reason})" if step else ""
    return f"  {foretold.event.type} on {foretold.stream}{judged}"
