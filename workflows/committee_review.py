"""A committee's review of a draft, from referral to report."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.stages import Stage
    from domain.submission import Start
    from workflows.case_workflow import CaseWorkflow


@workflow.defn(name="committee-review")
class CommitteeReviewWorkflow(CaseWorkflow):
    """A committee's review of a draft, from referral to report."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        """Begin as every case does."""
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> str:
        """Tell the stages in order; a step back simply goes round again."""
        del start
        while not self.leaving():
            await self.stage(Stage.REFERRED)  # the deadline runs
            await self.stage(Stage.RAPPORTEUR)  # a rapporteur is at work
            await self.stage(Stage.EXAMINED)  # approvals of one edition, by distinct delegations
            await self.stage(Stage.APPROVED)  # until it is reported
            await self.stage(Stage.REPORTED)
            await self.stage(Stage.OPINION_GIVEN)  # by a committee that does not lead
            await self.stage(Stage.RETURNED)
            await self.stage(Stage.NO_REPORT_IN_TIME)
            await self.any_other_stage()
        return await self.end()
