"""What `restore` compares beside the events: the catalogue, and the views with what events give."""

from activities.folding import CaseFold
from cli.kept_checkpoint import differs
from cli.rebuilding import differing_told
from config.preparing import event_types
from eventstore.durability import Connection
from eventstore.event_types import types_strayed
from eventstore.guards import guards_strayed
from eventstore.migrate import migrations_strayed
from eventstore.strayed import Stray, few
from projections import rebuild
from projections.all_views import VIEWS


async def demand_shape(connection: Connection) -> bool:
    """Raise the error for a catalogue, a guard or a view that was altered.

    Say whether guards and views were compared: those of an earlier release are not, for its tables
    still wait for the migrations of this one.
    """
    migrations = await migrations_strayed(connection)
    types = await types_strayed(connection, event_types())
    if odd := [each for each in (*migrations, *types) if each.how is not Stray.MISSING]:
        told = f"its migrations or types of events are not those of this release: {few(odd)}"
        raise differs(told, code="register-unfit")
    if migrations:
        return False
    if odd := await guards_strayed(connection):
        told = f"its events are whole, but not what keeps them from being changed: {few(odd)}"
        raise differs(told, code="register-unfit")
    made = await rebuild.check(connection, VIEWS, CaseFold())
    if wrong := [differing_told(each) for each in made if each.differing]:
        told = f"its events are whole, but {'; '.join(wrong)}: `plenary rebuild` makes views anew"
        raise differs(told, code="verification-failed")
    return True
