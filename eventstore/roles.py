"""Who may do what: the owner cannot log in, the application appends, the sealer seals."""

from eventstore.durability import Connection
from eventstore.queries import query

OWNER = "plenary_owner"
APP = "plenary_app"
AUDITOR = "plenary_auditor"
SEALER = "plenary_sealer"


async def set_password(connection: Connection, role: str, password: str) -> None:
    """Let a role log in with a password. The connection must be an administrator's."""
    statement: str = await connection.fetchval(query("set_password"), role, password)
    await connection.execute(statement)
