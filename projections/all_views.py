"""The list of all views: what the registrar writes along, and what a rebuild makes again."""

from projections.case_files import CASE_FILES
from projections.deadlines import DEADLINES
from projections.irregularities import IRREGULARITIES
from projections.refusals import REFUSALS
from projections.view import TableView

VIEWS: tuple[TableView, ...] = (CASE_FILES, DEADLINES, IRREGULARITIES, REFUSALS)
