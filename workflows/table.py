"""The workflow of each kind of case, by its category."""

from collections.abc import Mapping
from types import MappingProxyType

from workflows.assembly import AssemblyWorkflow
from workflows.case_workflow import CaseWorkflow
from workflows.committee_review import CommitteeReviewWorkflow
from workflows.model_law import ModelLawWorkflow
from workflows.national_track import NationalTrackWorkflow
from workflows.outcome_document import OutcomeDocumentWorkflow
from workflows.plenary_session import PlenarySessionWorkflow
from workflows.treaty import TreatyWorkflow
from workflows.vote import VoteWorkflow

WORKFLOWS: Mapping[str, type[CaseWorkflow]] = MappingProxyType(
    {
        "assembly": AssemblyWorkflow,
        "plenary-session": PlenarySessionWorkflow,
        "model-law": ModelLawWorkflow,
        "committee-review": CommitteeReviewWorkflow,
        "vote": VoteWorkflow,
        "national-track": NationalTrackWorkflow,
        "treaty": TreatyWorkflow,
        "outcome-document": OutcomeDocumentWorkflow,
    }
)
