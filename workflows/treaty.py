"""A treaty, from its opening for signature through the years in which it binds."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.stages import Stage
    from domain.submission import Start
    from workflows.case_workflow import CaseWorkflow


@workflow.defn(name="treaty")
class TreatyWorkflow(CaseWorkflow):
    """A treaty, from its opening for signature through the years in which it binds."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        """Begin as every case does."""
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> str:
        """Tell the stages in order; a step back simply goes round again."""
        del start
        while not self.leaving():
            await self.stage(Stage.OPEN_FOR_SIGNATURE)  # signatures, approvals, deposits
            await self.stage(Stage.THRESHOLD_REACHED)  # until the day of its entry into force
            await self.stage(Stage.IN_FORCE)  # later parties, reservations, denunciations: years
            await self.any_other_stage()
        return await self.end()
