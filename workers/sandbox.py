"""The sandbox of workflows, without its detour for data converters that look at their context.

For every payload the SDK enters the sandbox to ask which workflow or activity it belongs to. Ours
is the plain pydantic converter, which never looks, so the answer is always: no context. That was a
fifth of the worker's work. Everything that guards workflows stays as the SDK has it.
"""

from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.converter import StorageDriverStoreContext
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner
from temporalio.workflow import Info

NO_STORE = StorageDriverStoreContext(target=None)


class ContextFreeInstance(WorkflowInstance):
    """A workflow in its sandbox whose payloads are converted without a context."""

    def __init__(self, sandboxed: WorkflowInstance) -> None:
        """Take the workflow in its sandbox."""
        self._sandboxed = sandboxed

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        """Run the workflow, in its sandbox."""
        return self._sandboxed.activate(act)

    def get_serialization_context(self, command_info: object) -> None:
        """Name no context: the converter does not look at it."""

    def get_external_store_context(self, command_info: object) -> StorageDriverStoreContext:
        """Name no store: payloads are not kept outside."""
        del command_info
        return NO_STORE

    def get_info(self) -> Info:
        """Return what the workflow knows of its execution."""
        return self._sandboxed.get_info()

    def get_thread_id(self) -> int | None:
        """Return the thread on which it runs, for the report of a deadlock."""
        return self._sandboxed.get_thread_id()


class ContextFreeRunner(SandboxedWorkflowRunner):
    """The SDK's sandbox with instances that ask for no context."""

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """Make a workflow in a sandbox of its own."""
        return ContextFreeInstance(super().create_instance(det))
