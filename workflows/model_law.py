"""A model law, from its title to what every member parliament makes of it."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.stages import Stage
    from domain.submission import Start
    from workflows.case_workflow import CaseWorkflow


@workflow.defn(name="model-law")
class ModelLawWorkflow(CaseWorkflow):
    """A model law, from its title to what every member parliament makes of it."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        """Begin as every case does."""
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> str:
        """Tell the stages in order; a step back simply goes round again."""
        del start
        while not self.leaving():
            await self.stage(Stage.TITLED)  # until a parliament proposes a draft
            await self.stage(Stage.DRAFTING)  # editions of the text
            await self.stage(Stage.WORKSHOP)  # the draft is harmonised
            await self.stage(Stage.RETURNED)  # remarks are answered, one by one
            await self.stage(Stage.IN_COMMITTEE)  # opens a review in each committee seised
            await self.stage(Stage.REPORTED)  # until the Council places it on the order of business
            await self.stage(Stage.ON_ORDER_OF_BUSINESS)  # until it is put to the vote
            await self.stage(Stage.VOTED)  # adopted, referred back or dropped
            await self.stage(Stage.REFERRED_BACK)  # to the committee again
            await self.stage(Stage.ADOPTED)  # until it is published
            await self.stage(Stage.PUBLISHED)  # until it is transmitted
            await self.stage(Stage.TRANSMITTED)  # opens a track for each member parliament
            await self.stage(Stage.MONITORED)  # until every track is concluded
            await self.stage(Stage.CONCLUDED)
            await self.any_other_stage()
        return await self.end()
