"""Model laws that somebody has broken, one way each: every history check must see it."""

from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.submission import Standing, Start
    from workflows.case_workflow import ATTEMPT
    from workflows.model_law import ModelLawWorkflow


@workflow.defn(name="model-law")
class OtherActivity(ModelLawWorkflow):
    """An activity was renamed."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        """Begin as every case does."""
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> str:
        """Tell the stages."""
        return await super().run(start)

    async def _catch_up(self) -> None:
        if self._stale:
            self._stale = False
            read = workflow.execute_local_activity(
                "where-it-stands",
                self._id,
                result_type=Standing,
                start_to_close_timeout=ATTEMPT,
            )
            self._take(await read)


@workflow.defn(name="model-law")
class SwappedSteps(ModelLawWorkflow):
    """Two steps were swapped: children are opened first, then others are told."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        """Begin as every case does."""
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> str:
        """Tell the stages."""
        return await super().run(start)

    async def _tell(self, cases: tuple[str, ...]) -> None:
        await self._open_children()
        await super()._tell(cases)


@workflow.defn(name="model-law")
class AddedTimer(ModelLawWorkflow):
    """A pause was added before each wait."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        """Begin as every case does."""
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> str:
        """Tell the stages."""
        return await super().run(start)

    async def _act_or_deadline(self) -> None:
        await workflow.sleep(timedelta(seconds=1))
        await super()._act_or_deadline()


@workflow.defn(name="model-law")
class OtherOrder(ModelLawWorkflow):
    """Others are told in another order, as if they came out of a set: the SDK sees nothing."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        """Begin as every case does."""
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> str:
        """Tell the stages."""
        return await super().run(start)

    async def _tell(self, cases: tuple[str, ...]) -> None:
        await super()._tell(tuple(reversed(cases)))
