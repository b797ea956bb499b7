"""A vote: one question put, ballots, a result computed and announced."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.stages import Stage
    from domain.submission import Start
    from workflows.case_workflow import CaseWorkflow


@workflow.defn(name="vote")
class VoteWorkflow(CaseWorkflow):
    """A vote: one question put, ballots, a result computed and announced."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        """Begin as every case does."""
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> str:
        """Tell the stages in order; a step back simply goes round again."""
        del start
        while not self.leaving():
            await self.stage(Stage.QUORUM_CHALLENGED)  # until those present are counted
            await self.stage(Stage.OPEN)  # ballots, or silence until its time is over
            await self.stage(Stage.CLOSED)  # until the chair announces, or rules
            await self.stage(Stage.POSTPONED)  # until it is opened again
            await self.stage(Stage.NOT_PUBLIC)  # the same: there was no quorum
            await self.stage(Stage.ANNOUNCED)
            await self.any_other_stage()
        return await self.end()
