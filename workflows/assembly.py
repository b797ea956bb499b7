"""The assembly: it is constituted once and stays open for its acts."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.stages import Stage
    from domain.submission import Start
    from workflows.case_workflow import CaseWorkflow


@workflow.defn(name="assembly")
class AssemblyWorkflow(CaseWorkflow):
    """The assembly: it is constituted once and stays open for its acts."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        """Begin as every case does."""
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> str:
        """Tell the stages in order; a step back simply goes round again."""
        del start
        while not self.leaving():
            await self.stage(Stage.CONSTITUTED)  # rules, members, offices, committees
            await self.any_other_stage()
        return await self.end()
