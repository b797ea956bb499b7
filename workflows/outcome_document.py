"""An outcome document, from the draft to its publication."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.stages import Stage
    from domain.submission import Start
    from workflows.case_workflow import CaseWorkflow


@workflow.defn(name="outcome-document")
class OutcomeDocumentWorkflow(CaseWorkflow):
    """An outcome document, from the draft to its publication."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        """Begin as every case does."""
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> str:
        """Tell the stages in order; a revision simply goes round again."""
        del start
        while not self.leaving():
            await self.stage(Stage.DRAFTED)  # until the plenary session agrees on the text
            await self.stage(Stage.AGREED)  # until the chair signs it
            await self.stage(Stage.SIGNED)  # until it is published
            await self.stage(Stage.PUBLISHED)
            await self.any_other_stage()
        return await self.end()
