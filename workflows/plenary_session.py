"""A plenary session, from its planning to the archive."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.stages import Stage
    from domain.submission import Start
    from workflows.case_workflow import CaseWorkflow


@workflow.defn(name="plenary-session")
class PlenarySessionWorkflow(CaseWorkflow):
    """A plenary session, from its planning to the archive."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        """Begin as every case does."""
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> str:
        """Tell the stages in order; a step back simply goes round again."""
        del start
        while not self.leaving():
            await self.stage(Stage.PLANNED)  # until the Council convenes it
            await self.stage(Stage.POSTPONED)  # until it is planned anew
            await self.stage(Stage.CONVENED)  # invitations, credentials, the Council meets
            await self.stage(Stage.ORDER_OF_BUSINESS_CLEARED)  # the chair is handed over
            await self.stage(Stage.CHAIR_TRANSFERRED)  # the new chair opens
            await self.stage(Stage.OPEN)  # items, debates; a vote is a case of its own
            await self.stage(Stage.SUSPENDED)  # until the sitting is resumed
            await self.stage(Stage.CLOSED)  # minutes are drafted and approved
            await self.stage(Stage.MINUTES_APPROVED)  # until it is archived
            await self.stage(Stage.ARCHIVED)
            await self.any_other_stage()
        return await self.end()
