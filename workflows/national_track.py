"""What one member parliament makes of a model law."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.stages import Stage
    from domain.submission import Start
    from workflows.case_workflow import CaseWorkflow


@workflow.defn(name="national-track")
class NationalTrackWorkflow(CaseWorkflow):
    """What one member parliament makes of a model law."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        """Begin as every case does."""
        super().__init__(start)

    @workflow.run
    async def run(self, start: Start) -> str:
        """Tell the stages in order; a step back simply goes round again."""
        del start
        while not self.leaving():
            await self.stage(Stage.TRANSMITTED)  # until it is received
            await self.stage(Stage.NOT_RECEIVED)  # until it is received
            await self.stage(Stage.RECEIVED)  # until a bill is registered
            await self.stage(Stage.REFERRED)  # the text is studied
            await self.stage(Stage.BILL_REGISTERED)
            await self.stage(Stage.COMMITTEE)
            await self.stage(Stage.READINGS)  # one after another
            await self.stage(Stage.SECOND_CHAMBER)  # where there is one
            await self.stage(Stage.CONCILIATION)
            await self.stage(Stage.PASSED)
            await self.stage(Stage.TO_HEAD_OF_STATE)
            await self.stage(Stage.SIGNED)
            await self.stage(Stage.RETURNED)  # override, agreed text, or fallen
            await self.stage(Stage.FALLEN)
            await self.stage(Stage.PUBLISHED)  # in the gazette
            await self.stage(Stage.IN_FORCE)  # until its uptake is assessed
            await self.stage(Stage.CONCLUDED)
            await self.any_other_stage()
        return await self.end()
