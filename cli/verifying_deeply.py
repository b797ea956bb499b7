"""`verify --deep`: two replays beside the fold that must agree with it, the views and Temporal."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from activities.folding import CaseFold
from cli.folding import all_cases
from cli.rebuilding import differing_told
from cli.sending import temporal_at
from config.endpoints import running_on
from domain.cases import standing
from domain.submission import Standing
from eventstore.durability import Connection
from projections import rebuild
from projections.all_views import VIEWS
from workflows.case_workflow import NEXT_DEADLINE, STAGE, STREAM_VERSION

TRIES, PAUSE_SECONDS = 20, 0.5
"""A workflow that is being told of an act needs a moment to show it."""


@dataclass(frozen=True, kw_only=True)
class Deep:
    """How much was compared, and what differed, in words."""

    views: int
    cases: int
    workflows: int | None
    wrong: tuple[str, ...]


async def compared(connection: Connection, data: Path) -> Deep:
    """Compare the fold of all cases with the views, and with Temporal where it runs."""
    made = await rebuild.check(connection, VIEWS, CaseFold())
    wrong = [differing_told(each) for each in made if each.differing]
    held = {ref: standing(case) for ref, case in (await all_cases(connection)).items()}
    asked = None
    if (running := running_on(data)) is not None:
        client = await temporal_at(running.temporal_address, running.temporal_namespace)
        asked = [ref for ref, case in sorted(held.items()) if not case.concluded]
        wrong += [each for ref in asked if (each := await _patiently(client, ref, held))]
    rows = sum(each.rows for each in made)
    count = None if asked is None else len(asked)
    return Deep(views=rows, cases=len(held), workflows=count, wrong=tuple(wrong))


async def _patiently(client: Client, ref: str, held: Mapping[str, Standing]) -> str | None:
    found = await _difference(client, ref, held[ref])
    for _ in range(TRIES):
        if found is None:
            return None
        await asyncio.sleep(PAUSE_SECONDS)
        found = await _difference(client, ref, held[ref])
    return found


async def _difference(client: Client, ref: str, held: Standing) -> str | None:
    """Say in what Temporal's own view of a case differs from the fold, if it does."""
    try:
        described = await client.get_workflow_handle(ref).describe()
    except RPCError as missing:
        if missing.status is RPCStatusCode.NOT_FOUND:
            return f"{ref} is open and has no workflow"
        raise
    if described.status is not WorkflowExecutionStatus.RUNNING:
        return f"{ref} is open and its workflow has ended"
    shown = described.typed_search_attributes
    if (stage := shown.get(STAGE)) != held.stage.value:
        return f"{ref} is {held.stage.value} and its workflow shows {stage}"
    due = held.deadlines[0].at if held.deadlines else None
    # Deadlines are shown to operators with a new stage only: of an older one nothing is said.
    if shown.get(STREAM_VERSION) == held.version and shown.get(NEXT_DEADLINE) != due:
        return f"{ref} awaits {due} and its workflow shows {shown.get(NEXT_DEADLINE)}"
    return None
